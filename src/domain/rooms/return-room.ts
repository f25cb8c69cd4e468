import { nameOf, userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import { demandOnIncident } from '../incidents/allowed.ts';
import { loadIncident } from '../incidents/find.ts';
import { demandInside } from '../incidents/inside.ts';
import { record } from '../incidents/record.ts';
import { shortId, type Incident } from '../incidents/schema.ts';
import type { Ports } from '../ports.ts';
import { homeNames, leadOf, standsBy, type RoomLead } from './lead.ts';
import { roomLost } from './room-lost.ts';
import { isOpen, roomsOf, type Room } from './room.ts';
import { troublesOf } from './trouble.ts';

export type Returned = { incident: string; home: RoomLead['home'] } & (
  | { outcome: 'back'; room: Room }
  /** There was no room yet: it is being opened, and leads once it is there. */
  | { outcome: 'opening' }
  | { outcome: 'away'; why: { key: TextKey; params: TextParams } });

/**
 * *Back*: the room at home leads again, if it can be posted to again; that is tried, not guessed. For whoever may change the incident: its
 * lead, those with a role in it, its team's on-call, operators. @throws AppError forbidden, not_found, conflict (it never moved, or is resolved)
 */
export async function returnRoom(ctx: Context, ref: string, tools: Pick<Ports, 'sayInRoom'>): Promise<Returned> {
  const incident = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', incident);
  await demandInside(ctx, incident);
  const lead = await leadOf(ctx, incident.id);
  if (!standsBy(lead)) throw conflict('rooms.at_home', { incident: shortId(incident) });
  if (incident.status === 'RESOLVED') throw conflict('incidents.is_resolved', { incident: shortId(incident) });
  const about = { incident: shortId(incident), home: lead.home };
  const room = (await roomsOf(ctx, incident.id)).find((one) => one.platform === lead.home && isOpen(one));
  if (room !== undefined) {
    const unsaid = await tools.sayInRoom(lead.home, room.place_id, { key: 'rooms.leads_again', params: { incident: shortId(incident) } }, `back:${incident.id}:${lead.since.getTime()}`);
    if (unsaid === undefined) {
      await goHome(ctx, incident, lead);
      return { ...about, outcome: 'back', room };
    }
    if (!unsaid.gone) return { ...about, outcome: 'away', why: unsaid.said };
    await roomLost(ctx, lead.home, room.place_id);
  }
  const outage = (await troublesOf(ctx, incident.id, lead.home)).find((trouble) => trouble.of === 'platform');
  if (outage !== undefined) return { ...about, outcome: 'away', why: outage.said ?? { key: 'rooms.away', params: {} } };
  await openAtHome(ctx, incident, lead);
  return { ...about, outcome: 'opening' };
}

/** The room at home leads from now on. @throws AppError conflict when it moved meanwhile */
async function goHome(ctx: Context, incident: Incident, lead: RoomLead): Promise<void> {
  await transaction(ctx, async (tx) => {
    const moved = await tx.sql`
      update room_leads set platform = home, since = ${tx.now}, is_returning = false, returning_by = null where incident_id = ${incident.id} and platform = ${lead.platform} and since = ${lead.since} returning 1`;
    if (moved.length === 0) throw conflict('rooms.moved_meanwhile', { incident: shortId(incident) });
    await record(tx, incident, { kind: 'room_returned', key: 'rooms.returned', params: { name: nameOf(tx.actor), platform: homeNames[lead.home] } });
    // Who came while it was elsewhere belongs in there too.
    await tx.enqueue('invite-to-room', { incidentId: incident.id }, { key: incident.id });
    await tx.enqueue('tell-moved', { incidentId: incident.id }, { key: incident.id });
  });
}

async function openAtHome(ctx: Context, incident: Incident, lead: RoomLead): Promise<void> {
  const asker = userIdOf(ctx.actor);
  await transaction(ctx, async (tx) => {
    const asked = await tx.sql`update room_leads set is_returning = true, returning_by = ${asker} where incident_id = ${incident.id} and platform = ${lead.platform} and since = ${lead.since} returning 1`;
    if (asked.length === 0) throw conflict('rooms.moved_meanwhile', { incident: shortId(incident) });
    await tx.sql`update room_openings set failing_since = null, failing = null where incident_id = ${incident.id} and platform = ${lead.home}`;
    await tx.enqueue('open-room', { incidentId: incident.id, automatic: false, platform: lead.home, ...(asker === null ? {} : { askedBy: asker }) }, { key: `${incident.id}:${lead.home}` });
  });
}

/** The room at home was opened because somebody pressed *Back*: it leads. Asked again, or of any other room, it changes nothing. */
export async function arrivedHome(ctx: Context, incident: Pick<Incident, 'id' | 'number'>, platform: RoomLead['home']): Promise<void> {
  await transaction(ctx, async (tx) => {
    const [moved] = await tx.sql<{ username: string | null }[]>`
      with asked as (select l.incident_id, u.username from room_leads l left join users u on u.id = l.returning_by where l.incident_id = ${incident.id} and l.home = ${platform} and l.is_returning for update of l)
      update room_leads l set platform = l.home, since = ${tx.now}, is_returning = false, returning_by = null from asked where l.incident_id = asked.incident_id returning asked.username`;
    if (moved === undefined) return;
    await record(tx, incident, { kind: 'room_returned', key: 'rooms.returned', params: { name: moved.username ?? nameOf(tx.actor), platform: homeNames[platform] } });
    await tx.enqueue('tell-moved', { incidentId: incident.id }, { key: incident.id });
  });
}

/** It was refused for good: it goes on standing by. */
export const stayAway = async ({ sql }: Context, incidentId: string, platform: RoomLead['home']): Promise<void> => {
  await sql`update room_leads set is_returning = false, returning_by = null where incident_id = ${incidentId} and home = ${platform} and is_returning`;
};
