import type { Context } from '../../context.ts';
import type { Sql } from '../../db/client.ts';

/**
 * When nobody needs the rooms of an incident any more (spec §5): 24 hours resolved and 24 hours without a person's
 * message in any of them; 10 minutes resolved where nobody ever wrote; never while somebody wants them kept.
 */
const staleWhen = (sql: Sql) => sql`
  i.status = 'RESOLVED' and exists (select from rooms r where r.incident_id = i.id and r.archived_at is null and r.lost_at is null)
  and not exists (select from rooms r where r.incident_id = i.id and r.keep_until > imas_now())
  and case when exists (select from rooms r where r.incident_id = i.id and r.last_human_at is not null)
    then i.resolved_at <= imas_now() - interval '24 hours'
      and (select max(r.last_human_at) from rooms r where r.incident_id = i.id) <= imas_now() - interval '24 hours'
    else i.resolved_at <= imas_now() - interval '10 minutes' end`;

export async function isStale(ctx: Context, incidentId: string): Promise<boolean> {
  const [row] = await ctx.sql`select 1 from incidents i where i.id = ${incidentId} and ${staleWhen(ctx.sql)}`;
  return row !== undefined;
}

/** Has the stale rooms closed, each by a job that looks once more. @returns of how many incidents */
export async function closeStaleRooms(ctx: Context): Promise<number> {
  const rows = await ctx.sql<{ id: string }[]>`select i.id from incidents i where ${staleWhen(ctx.sql)} order by i.resolved_at`;
  if (rows.length > 0) await ctx.queue.send(ctx.sql, rows.map(({ id }) => ({ name: 'close-room', payload: { incidentId: id }, options: { key: id } })));
  return rows.length;
}
