import type { Context } from '../../context.ts';
import { nudgeSeconds } from './means.ts';

/**
 * Which of these incidents wake nobody although they should: what was sent by the run that goes on failed for good, or
 * there was nothing but chat to send by, and no other platform took that. Only then are phone numbers shown.
 */
export async function unreachedAmong({ sql }: Pick<Context, 'sql'>, incidentIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (incidentIds.length === 0) return new Set();
  const rows = await sql<{ incident_id: string }[]>`
    select n.incident_id from notifications n
    -- By their index: joined, a plan made while there were few reads all that were ever sent.
    where n.run_id = any(array(select r.id from runs r join incidents i on i.id = r.incident_id and i.status = 'TRIGGERED' where r.incident_id = any(${incidentIds as string[]}::uuid[]) and r.ended_at is null))
      and n.is_page and n.why ->> 'urgency' = 'high'
    group by n.incident_id
    having (bool_or(n.status = 'dead') or min(n.created_at) < imas_now() - make_interval(secs => ${nudgeSeconds}))
      and not bool_or(n.status in ('shadow', 'acted') or (n.means = 'CHAT' and n.status = 'accepted' and n.error is null)
        or (n.means <> 'CHAT' and (n.status in ('sending', 'sent', 'accepted', 'delivered') or (n.status = 'queued' and not n.why ? 'repeat'))))`;
  return new Set(rows.map((row) => row.incident_id));
}
