import type { Context } from '../../context.ts';
import { list } from '../../db/client.ts';
import { gatherOn } from '../../db/gather.ts';
import type { Copy } from './copies.ts';

interface Wanted { id: string; version: number; replica: number }

/** One sender at a time for a copy, and only for a state that is newer than what stands there. @returns undefined when it is not ours to send */
export const takeLease = gatherOn(async (ctx: Context, wanted: readonly Wanted[]): Promise<(Copy | undefined)[]> => {
  const rows = await ctx.sql<Copy[]>`
    with wanted as (
      select * from unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ version }) => version)}::bigint[], ${wanted.map(({ replica }) => replica)}::int[]) w(id, version, replica)
    ), held as (
      -- Named as they are: joined, a plan made while there were few reads all cards that ever were.
      select id from posted_cards where id = any(${wanted.map(({ id }) => id)}::uuid[]) order by id for no key update
    )
    update posted_cards c set lease_by = w.replica from wanted w, held
    where held.id = c.id and c.id = w.id and c.id = any(${wanted.map(({ id }) => id)}::uuid[]) and c.version_sent < w.version and (c.lease_by is null or c.lease_by = w.replica) returning c.*`;
  const held = new Map(rows.map((row) => [row.id, row]));
  return wanted.map(({ id }) => held.get(id));
});

interface Sent { id: string; version: number; /** Of a first post. */ messageId: string | undefined; /** The card says all that was on the timeline. */ tellsAll: boolean }

/** What stands there now; the lease is given back. */
export const noteSent = gatherOn(async (ctx: Context, sent: readonly Sent[]): Promise<undefined[]> => {
  await ctx.sql`
    with sent as (
      select * from unnest(${sent.map(({ id }) => id)}::uuid[], ${sent.map(({ version }) => version)}::bigint[], ${sent.map(({ messageId }) => messageId ?? null)}::text[], ${list(sent.map(({ tellsAll }) => tellsAll))}::boolean[]) s(id, version, message_id, tells_all)
    ), held as (
      select id from posted_cards where id = any(${sent.map(({ id }) => id)}::uuid[]) order by id for no key update
    )
    update posted_cards c set message_id = coalesce(s.message_id, c.message_id), version_sent = s.version, lease_by = null, failed = null, failed_at = null, failing_since = null, failing = null,
      told_upto = case when s.tells_all then coalesce(c.told_upto, (select max(t.id) from timeline t where t.incident_id = c.incident_id), 0) else c.told_upto end
    from sent s, held where held.id = c.id and c.id = s.id and c.id = any(${sent.map(({ id }) => id)}::uuid[])`;
  return sent.map(() => undefined);
});
