import type { Context } from '../../context.ts';
import { hashToken } from '../../secrets.ts';
import { actorFrom, rightsOf, type PersonActor, type Rights } from './actor-of.ts';

export interface Session {
  actor: PersonActor;
  csrf: string;
  /** When it ends unless it is used again. */
  expiresAt: Date;
}

/**
 * The session of a cookie, with its person's rights read afresh. Using it moves its end to 30 days from now,
 * written at most once a minute.
 * @returns undefined when unknown, ended, expired, or the account is disabled
 */
export async function readSession(ctx: Context, cookie: string, ip?: string): Promise<Session | undefined> {
  const [found] = await ctx.sql<(Rights & { csrf: string; expiresAt: Date })[]>`
    with live as (
      select * from sessions where hash = ${hashToken(cookie)} and expires_at > imas_now()
    ), touched as (
      update sessions s set last_seen_at = imas_now(), expires_at = imas_now() + interval '30 days' from live
      where s.hash = live.hash and live.last_seen_at < imas_now() - interval '1 minute' returning s.expires_at
    )
    select ${rightsOf(ctx)}, live.csrf, coalesce((select expires_at from touched), live.expires_at) as "expiresAt"
    from live join users u on u.id = live.user_id and u.is_active`;
  return found && { actor: actorFrom(found, 'console', { ip }), csrf: found.csrf, expiresAt: found.expiresAt };
}
