import { userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { demandOnIncident } from '../incidents/allowed.ts';
import { loadIncident } from '../incidents/find.ts';
import { demandInside } from '../incidents/inside.ts';
import { shortId } from '../incidents/schema.ts';
import { leadOf, standsBy, type RoomLead } from './lead.ts';
import { isOpen, roomsOf, type Room } from './room.ts';

/** Which platform refused a room, and why. */
export interface Refused { platform: string; why: string }

/**
 * A person wants a war room: it is opened whatever the settings say, by a job that commits with this. The room that
 * is there already is the answer; where it is the console's alone because another platform refused it, that is tried again. @throws AppError forbidden (also when it is confidential and the reader not on it), not_found, conflict (resolved)
 */
export async function requestRoom(ctx: Context, ref: string): Promise<{ incident: string; room: Room | undefined; refused?: Refused; /** The room that leads stands by for the one on this platform. */ standsFor?: RoomLead['home'] }> {
  const incident = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', incident);
  // A room's name tells of the service.
  await demandInside(ctx, incident);
  const rooms = await roomsOf(ctx, incident.id);
  const [team] = await ctx.sql<{ primary_platform: string | null }[]>`select primary_platform from teams where id = ${incident.team_id}`;
  const open = rooms.filter(isOpen);
  const lead = await leadOf(ctx, incident.id);
  const room = open.find((one) => one.platform === lead?.platform) ?? open.find((one) => (team?.primary_platform == null ? one.platform !== 'console' : one.platform === team.primary_platform)) ?? open[0];
  // One that was lost by hand is made again; its twin in the console is there meanwhile.
  const refused = room?.platform === 'console' && incident.status !== 'RESOLVED' ? await refusedElsewhere(ctx, incident.id) : undefined;
  if (room && refused === undefined && (room.platform === lead?.platform || rooms.every((one) => one.lost_at === null))) return { incident: shortId(incident), room, ...(standsBy(lead) && room.platform === lead.platform ? { standsFor: lead.home } : {}) };
  if (incident.status === 'RESOLVED') throw conflict('incidents.is_resolved', { incident: shortId(incident) });
  const asker = userIdOf(ctx.actor);
  // A key of its own: the rule's job may still wait under the incident's, and decline.
  await transaction(ctx, (tx) => tx.enqueue('open-room', { incidentId: incident.id, automatic: false, ...(asker === null ? {} : { askedBy: asker }) }, { key: `${incident.id}:asked` }));
  return { incident: shortId(incident), room: refused === undefined ? undefined : room, ...(refused === undefined ? {} : { refused }) };
}

/** The newest refusal of a platform, in its own words. */
async function refusedElsewhere(ctx: Context, incidentId: string): Promise<Refused | undefined> {
  const [entry] = await ctx.sql<Refused[]>`
    select params->>'platform' as platform, params->>'why' as why from timeline where incident_id = ${incidentId} and kind = 'room_refused' order by id desc limit 1`;
  return entry;
}
