import type { Context } from '../../context.ts';
import type { Severity } from '../severity.ts';

export interface AttachedAlert { id: number; name: string; severity: Severity; source: string; started_at: Date; ended_at: Date | null }
export interface Attached {
  /** The newest of its alerts, firing ones first. */
  alerts: AttachedAlert[];
  /** Where its room is, as the room's platform links to it; null: no open room. */
  room: string | null;
  /** The team that owns its service, also when the incident was handed to another. */
  owner: string;
}

/** So many alerts come with an incident; all of them are a list of their own. */
const shown = 20;

/** What belongs to these incidents besides their rows, in three queries. For readers who have been asked for their permission. */
export async function attachedTo({ sql }: Context, incidentIds: readonly string[]): Promise<Map<string, Attached>> {
  const ids = incidentIds as string[];
  const alerts = await sql<(AttachedAlert & { incident_id: string })[]>`
    select i.id as incident_id, a.id, a.name, a.severity, s.name as source, a.started_at, a.ended_at
    from unnest(${ids}::uuid[]) i(id)
    cross join lateral (select * from alerts where incident_id = i.id order by (ended_at is null) desc, id desc limit ${shown}) a
    join sources s on s.id = a.source_id`;
  const rooms = await sql<{ incident_id: string; link: string | null }[]>`
    select distinct on (r.incident_id) r.incident_id, r.link from rooms r join incidents i on i.id = r.incident_id join teams t on t.id = i.team_id left join room_leads l on l.incident_id = i.id
    where r.incident_id = any(${ids}::uuid[]) and r.archived_at is null and r.lost_at is null and r.link is not null order by r.incident_id, coalesce(r.platform = l.platform, false) desc, coalesce(r.platform = t.primary_platform, r.platform <> 'console') desc, r.opened_at`;
  const owners = await sql<{ incident_id: string; owner: string }[]>`
    select i.id as incident_id, t.name as owner from incidents i join services s on s.id = i.service_id join teams t on t.id = s.owner_team_id where i.id = any(${ids}::uuid[])`;
  const byIncident = Map.groupBy(alerts, (alert) => alert.incident_id);
  const links = new Map(rooms.map((room) => [room.incident_id, room.link]));
  return new Map(owners.map(({ incident_id: id, owner }) => [id, { alerts: byIncident.get(id) ?? [], room: links.get(id) ?? null, owner }]));
}
