import type { Context } from '../../context.ts';
import type { Contact, MeansName } from './means.ts';

/** Which kinds of provider serve a means; chat needs none. */
const kinds = { SMS: ['OVH_SMS', 'TWILIO'], VOICE: ['TWILIO'], EMAIL: ['SMTP'], NTFY: ['NTFY'], WEBHOOK: ['WEBHOOK'] };

/**
 * How people can be reached beside chat, oldest contact first: verified or set by an administrator, not refused for good
 * by a vendor since, and with an active provider that serves it (spec §7).
 */
export async function contactsOf({ sql }: Context, userIds: readonly string[]): Promise<Map<string, Contact[]>> {
  if (userIds.length === 0) return new Map();
  const served = Object.entries(kinds).flatMap(([means, of]) => of.map((kind) => ({ means, kind })));
  const rows = await sql<(Contact & { user_id: string })[]>`
    select c.user_id, c.id, c.means, c.address from contacts c
    where c.user_id = any(${userIds as string[]}::uuid[]) and c.means <> 'CHAT' and (c.verified_at is not null or c.set_by_admin) and c.bad_since is null
      and exists (select from providers p join unnest(${served.map((one) => one.means)}::text[], ${served.map((one) => one.kind)}::text[]) s(means, kind) on s.kind = p.kind where p.is_active and s.means = c.means)
    order by c.created_at, c.id`;
  return Map.groupBy(rows, (row) => row.user_id);
}

/** Means that an active provider serves; chat is not among them, it needs none. */
export async function servedMeans({ sql }: Pick<Context, 'sql'>): Promise<ReadonlySet<MeansName>> {
  const active = new Set((await sql<{ kind: string }[]>`select distinct kind from providers where is_active`).map(({ kind }) => kind));
  return new Set(Object.entries(kinds).filter(([, of]) => of.some((kind) => active.has(kind))).map(([means]) => means as MeansName));
}
