import type { Context } from '../../context.ts';
import { gather } from '../../db/gather.ts';

/** Why somebody is paged for an incident that is in hand already. */
export interface CalledIn {
  reason: 'paged' | 'worsened';
  /** The alert that made it worse. */
  alert: string | undefined;
}

/** A reader of who is called into an incident besides its ladder and has not answered yet; many questions are one statement. */
export function gatherCalledIn(): (ctx: Context, incidentId: string, userId: string) => Promise<CalledIn | undefined> {
  const read = gather<{ ctx: Context; incident: string; user: string }, CalledIn | undefined>(async (asked) => {
    const rows = await asked[0]!.ctx.sql<{ incident: string; user: string; reason: string; alert: string | null }[]>`
      select distinct on (r.incident_id, n.user_id) r.incident_id as incident, n.user_id as user, r.reason,
        (select a.name from alerts a where a.incident_id = r.incident_id and a.severity <= 'SEV2_HIGH' order by a.received_at <= r.began_at desc, a.id desc limit 1) as alert
      from unnest(${asked.map(({ incident }) => incident)}::uuid[], ${asked.map(({ user }) => user)}::uuid[]) q(incident_id, user_id)
      join runs r on r.incident_id = q.incident_id and r.kind = 'page' and r.ended_at is null
      join notifications n on n.run_id = r.id and n.user_id = q.user_id
      order by r.incident_id, n.user_id, r.began_at desc`;
    return asked.map(({ incident, user }) => {
      const row = rows.find((one) => one.incident === incident && one.user === user);
      return row && { reason: row.reason === 'worsened' ? 'worsened' : 'paged', alert: row.alert ?? undefined };
    });
  });
  return (ctx, incident, user) => read({ ctx, incident, user });
}
