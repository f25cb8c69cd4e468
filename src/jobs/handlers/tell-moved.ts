import type { Context, Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { queueNotice, type Notice } from '../../domain/notifications/queue-notice.ts';
import { homeNames, leadOf, standsBy, type RoomLead } from '../../domain/rooms/lead.ts';
import { isOpen, membersOf, roomsOf, type Room } from '../../domain/rooms/room.ts';
import type { FarPlatform } from '../../queue.ts';
import { farPlatforms, sendAfar } from '../afar.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { judged, nameOf } from '../tell-admins.ts';
import { askIn } from './ask-resolve.ts';

/**
 * Another room leads: its people are told where, each by their own means, since the platform that they read is the one that is away; and
 * whoever looks into a room that does not lead any more reads it there, as soon as that can be posted to.
 */
export const tellMoved = (posting: Posting): Handler<'tell-moved'> => judged(posting, async (ctx, { incidentId, platform: far }) => {
  const lead = await leadOf(ctx, incidentId);
  const open = (await roomsOf(ctx, incidentId)).filter(isOpen);
  const room = open.find((one) => one.platform === lead?.platform);
  // It is not open yet, or moved on: who opens it sends this job again.
  if (lead === undefined || room === undefined) return;
  const incident = await loadIncident(ctx, incidentId);
  const where = { room: `#${room.name}`, to: nameOf[room.platform], ...linkOf(posting, incident, room) };
  if (far === undefined) {
    await tellPeople(ctx, incident, lead, where);
    await sendAfar(ctx, farPlatforms(posting.platforms).filter((name) => name !== lead.platform && open.some((one) => one.platform === name)), 'tell-moved', { incidentId }, incidentId);
  }
  const left = lead.platform === (far ?? 'console') ? undefined : open.find((one) => one.platform === (far ?? 'console'));
  const platform = left && posting.platforms.get(left.platform);
  if (left === undefined || platform === undefined) return;
  const { link, ...rest } = where;
  const words = lead.platform === 'console' ? 'rooms.go_on_console' : link === undefined ? 'rooms.go_on' : 'rooms.go_on_link';
  await askIn(ctx, platform, placeOf(left), posting.saying(words, { incident: shortId(incident), ...rest, ...(link === undefined ? {} : { link }) }), keyOf(incident, lead));
});

const keyOf = (incident: Incident, lead: RoomLead): string => `room-moved:${incident.id}:${lead.since.getTime()}`;

/** The console's own link leads nowhere from outside. */
function linkOf(posting: Posting, incident: Incident, room: Room): { link?: string } {
  const link = room.platform === 'console' ? posting.linkTo(incident) : room.link;
  return link == null ? {} : { link };
}

/** Aloud when it went elsewhere; that it is back is read in chat, which works again. */
async function tellPeople(ctx: Context, incident: Incident, lead: RoomLead, { link, ...where }: { room: string; to: string; link?: string }): Promise<void> {
  const isAway = standsBy(lead);
  // Its name says whose service it is about, and a phone shows that to others.
  const room = incident.is_confidential ? shortId(incident) : where.room;
  const about = { ...where, room, incident: shortId(incident), home: homeNames[lead.home], ...(link === undefined ? {} : { link }) };
  const [title, body] = isAway
    ? [lead.platform === 'console' ? 'rooms.told_away_console' : 'rooms.told_away', link === undefined ? 'rooms.told_away_why' : 'rooms.told_away_link'] as const
    : ['rooms.told_back', link === undefined ? 'rooms.told_back_room' : 'rooms.told_back_link'] as const;
  const members = await membersOf(ctx, incident.id);
  await transaction(ctx, async (tx) => {
    const deaf = isAway ? await toldEnough(tx, members) : new Set(members);
    await queueNotice(tx, members.map((userId): Notice => ({
      key: keyOf(incident, lead), userId, purpose: 'notice', incidentId: incident.id, teamId: incident.team_id, title: { key: title, params: about }, body: [{ key: body, params: about }], actions: [], means: deaf.has(userId) ? 'chat' : 'loud',
    })));
  });
}

/** A platform that goes away moves all its rooms: of so many a person hears aloud within five minutes, of the rest in chat. */
const mostAloud = 3;
async function toldEnough(tx: Tx, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  // Many rooms are told of side by side.
  await tx.sql`select pg_advisory_xact_lock(hashtext('tell-moved'))`;
  const rows = await tx.sql<{ user_id: string }[]>`
    select user_id from notifications where created_at > ${tx.now}::timestamptz - interval '5 minutes' and user_id = any(${userIds as string[]}::uuid[]) and means <> 'CHAT' and notice -> 'title' ->> 'key' like 'rooms.told_away%'
    group by 1 having count(*) >= ${mostAloud}`;
  return new Set(rows.map((row) => row.user_id));
}

/** A platform refused for good to open the room at home: whoever pressed *Back* reads why, where chat still works. */
export async function tellBackRefused(ctx: Context, incident: Incident, home: FarPlatform, askedBy: string, why: string): Promise<void> {
  await transaction(ctx, (tx) => queueNotice(tx, [{
    key: `back-refused:${incident.id}:${tx.now.getTime()}`, userId: askedBy, purpose: 'notice', incidentId: incident.id, teamId: incident.team_id,
    title: { key: 'rooms.back_refused', params: { home: homeNames[home], incident: shortId(incident), why } }, body: [], actions: [], means: 'chat',
  }]));
}
