import type { Context } from '../../context.ts';
import { unauthenticated } from '../../errors.ts';
import { hashToken } from '../../secrets.ts';
import { recordFailedSignIn } from '../audit/record-failure.ts';
import { actorFrom, rightsOf, type PersonActor, type Rights } from './actor-of.ts';

/**
 * Whoever an API token belongs to, narrowed to its scopes. Compared by hash, so that time tells nothing about its characters;
 * the last use is noted at most once a minute.
 * @throws AppError unauthenticated: unknown, revoked or expired token, or a disabled account, all alike
 */
export async function actorByToken(ctx: Context, plain: string, more: { via?: PersonActor['via']; ip?: string } = {}): Promise<PersonActor> {
  const [found] = await ctx.sql<(Rights & { scopes: string[] | null })[]>`
    with live as (
      select id, user_id, scopes, last_used_at from tokens
      where hash = ${hashToken(plain)} and revoked_at is null and (expires_at is null or expires_at > imas_now())
    ), noted as (
      update tokens t set last_used_at = imas_now() from live
      where t.id = live.id and (live.last_used_at is null or live.last_used_at < imas_now() - interval '1 minute')
    )
    select ${rightsOf(ctx)}, live.scopes from live join users u on u.id = live.user_id and u.is_active`;
  if (!found) {
    await recordFailedSignIn(ctx, 'token', more.ip);
    throw unauthenticated('people.token_invalid');
  }
  return actorFrom(found, more.via ?? 'api', { scopes: found.scopes, ip: more.ip });
}
