import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { Ports } from '../ports.ts';
import type { Urgency } from '../severity.ts';
import { attemptsFor, type Contact, type MeansName } from './means.ts';

/** By which means, and how many seconds after the step. No address: those are the person's own. */
export interface Reach { means: MeansName; afterSeconds: number }

/**
 * How people would be told as things stand now: by contacts that count and for which a provider is active.
 * @param only the means that a policy's step names; null: as each person has chosen
 * @returns username → attempts, in their order
 * @throws AppError forbidden
 */
export async function meansOf(ctx: Context, usernames: readonly string[], urgency: Urgency, only: readonly MeansName[] | null, kinds: Ports['providerKinds']): Promise<Map<string, Reach[]>> {
  demand(ctx, 'view_escalation');
  if (usernames.length === 0) return new Map();

  const active = new Set((await ctx.sql<{ kind: string }[]>`select distinct kind from providers where is_active`).map((row) => row.kind));
  const open = new Set(kinds.filter(({ kind }) => active.has(kind)).flatMap(({ means }) => means));
  const rows = await ctx.sql<(Contact & { username: string })[]>`
    select u.username, c.means, c.address from contacts c join users u on u.id = c.user_id
    where u.username = any(${usernames as string[]}) and (c.verified_at is not null or c.set_by_admin) and c.bad_since is null order by c.created_at`;
  const contacts = Map.groupBy(rows.filter((row) => open.has(row.means)), (row) => row.username);
  return new Map(usernames.map((name) => [name, attemptsFor(contacts.get(name) ?? [], urgency, only).map(({ means, afterSeconds }) => ({ means, afterSeconds }))]));
}
