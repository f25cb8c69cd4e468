import { randomUUID } from 'node:crypto';
import type { Context, Tx } from '../../context.ts';
import { system } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { failingOf, faultOf, isAboutAll } from '../../chat/fault.ts';
import { cut } from '../../chat/notice.ts';
import type { NewRoom, Platform } from '../../chat/platform.ts';
import { linkButton } from '../../chat/cards/buttons.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { opensByItself } from '../../domain/incidents/opens-by-itself.ts';
import { record } from '../../domain/incidents/record.ts';
import { shortId, type Incident } from '../../domain/incidents/schema.ts';
import { unknownNameOf } from '../../domain/incidents/unknown-name.ts';
import { automaticRoomsSince, isOpen, membersOf, roomName, roomsOf, type Room, type RoomPlatform } from '../../domain/rooms/room.ts';
import { leadOf } from '../../domain/rooms/lead.ts';
import { giveRoomBack, reserveRoom, roomNotMade, settleRoom } from '../../domain/rooms/reserve-room.ts';
import { arrivedHome, stayAway } from '../../domain/rooms/return-room.ts';
import { patienceSeconds } from '../../domain/rooms/trouble.ts';
import { setting } from '../../domain/settings/setting.ts';
import type { FarPlatform } from '../../queue.ts';
import { farPlatforms, isFar, sendAfar } from '../afar.ts';
import { addAndSync, placeOf, type Posting } from '../opening.ts';
import { tellPerson } from '../letting-in.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Handler } from '../runner.ts';
import { judged, nameOf } from '../tell-admins.ts';
import { tellBackRefused } from './tell-moved.ts';

/**
 * Opening, second step: the war room, with its pinned card and its members. By rule (severity), or because a person asked.
 * The console's is there whatever other platforms do; its row decides for all, and the team's primary platform follows.
 */
export const openRoom = (posting: Posting, inTurn = oneAtATime()): Handler<'open-room'> => judged(posting, async (ctx, { incidentId, automatic, platform: far, askedBy }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (far !== undefined) return openAfar(ctx, posting, incident, far, { automatic, askedBy });
  if (automatic && !(await opensByItself(ctx, incident))) return;
  const platform = posting.platforms.get('console')!;
  const lead = await leadOf(ctx, incidentId);
  // Where another platform stands by, the room is wanted there; that of the console is here.
  const primary = lead === undefined || lead.platform === 'console' ? await posting.primaryOf(ctx, incident.team_id) : lead.platform;
  const isThere = await inTurn(() => transaction({ ...ctx, actor: system('IMAS') }, async (tx): Promise<boolean> => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('rooms'))`;
    const known = (await roomsOf(tx, incidentId)).find((room) => room.platform === 'console');
    if (known !== undefined && isOpen(known)) return true;
    if (automatic) {
      // By itself a room that was closed does not open again.
      if (known !== undefined) return false;
      const most = await setting(tx, 'auto_rooms_max');
      const minutes = await setting(tx, 'auto_rooms_minutes');
      if ((await automaticRoomsSince(tx, new Date(tx.now.getTime() - minutes * 60_000))) >= most) return false;
    }
    await open(tx, posting, platform, incident, { automatic, former: undefined, isTwin: primary !== undefined });
    return true;
  }));
  if (!isThere) return;
  if (primary !== undefined && isFar(primary)) await sendAfar(ctx, [primary], 'open-room', { incidentId, automatic, ...(askedBy === undefined ? {} : { askedBy }) }, incidentId);
  await finish(ctx, posting, incidentId, 'console');
});

/** Reserved first and called then: nothing of the database is held while the platform takes its time. */
async function openAfar(ctx: Context, posting: Posting, incident: Incident, name: FarPlatform, { automatic, askedBy }: { automatic: boolean; askedBy: string | undefined }): Promise<void> {
  const platform = posting.platforms.get(name);
  if (platform === undefined || (await isElsewhere(ctx, incident.id, name))) return;
  const former = (await roomsOf(ctx, incident.id)).find((room) => room.platform === name);
  if (former === undefined || !isOpen(former)) {
    // The platform was away until it was over: nobody needs it any more.
    if (incident.status === 'RESOLVED') return;
    const reserved = await reserveRoom(ctx, incident.id, name);
    if (reserved === undefined) {
      // Somebody is making it; should they die over it, it is made here.
      await ctx.enqueue('open-room', { incidentId: incident.id, automatic, platform: name, ...(askedBy === undefined ? {} : { askedBy }) }, { key: `${incident.id}:${name}:later`, delaySeconds: 15 });
      return;
    }
    try {
      await open({ ...ctx, actor: system('IMAS') }, posting, platform, incident, { automatic, former, isTwin: false });
    } catch (error) {
      const fault = faultOf(error);
      if (!fault.isTheirs) {
        await giveRoomBack(ctx, reserved);
        throw error;
      }
      await roomNotMade(ctx, reserved, failingOf(fault, patienceSeconds));
      // Where it can open elsewhere, that is what there is to tell.
      if (!fault.retry) await refused(ctx, posting, incident, name, error, { askedBy, opensElsewhere: isAboutAll(fault) === true || farPlatforms(posting.platforms).length > 1 });
      throw error;
    }
    await settleRoom(ctx, reserved);
  }
  // Its card shows whether it leads.
  await arrivedHome({ ...ctx, actor: system('IMAS') }, incident, name);
  await finish(ctx, posting, incident.id, name);
  if ((await leadOf(ctx, incident.id))?.platform === name) await ctx.enqueue('tell-moved', { incidentId: incident.id }, { key: incident.id });
}

/** There is one room: while another platform's stands by none opens here, unless *Back* was pressed. The console's is there in any case. */
async function isElsewhere(ctx: Context, incidentId: string, name: FarPlatform): Promise<boolean> {
  const lead = await leadOf(ctx, incidentId);
  return lead !== undefined && lead.platform !== name && lead.platform !== 'console' && !(lead.home === name && lead.is_returning);
}

async function open(ctx: Context, posting: Posting, platform: Platform, incident: Incident, { automatic, former, isTwin }: { automatic: boolean; former: Room | undefined; isTwin: boolean }): Promise<void> {
  const wish = await wishFor(ctx, posting, incident, former);
  const place = await platform.places.open(wish);
  await transaction(ctx, async (tx) => {
    await tx.sql`
      insert into rooms (incident_id, platform, place_id, name, link, is_automatic, is_private, opened_at) values (${incident.id}, ${platform.name}, ${place.id}, ${wish.name}, ${platform.places.link(place) ?? null}, ${automatic}, ${wish.isPrivate}, ${tx.now})
      on conflict (incident_id, platform) do update set place_id = excluded.place_id, link = excluded.link, is_private = excluded.is_private, opened_at = excluded.opened_at, archived_at = null, lost_at = null, closing_at = null, last_human_at = null, keep_until = null, uninvited = '[]', invited = '{}'`;
    if (platform.places.furnish !== undefined && isFar(platform.name)) await tx.enqueue('furnish-room', { incidentId: incident.id, platform: platform.name, step: 0, tries: 0 }, { key: `${incident.id}:${platform.name}` });
    // It became confidential while the room was being made.
    if (!wish.isPrivate && (await loadIncident(tx, incident.id)).is_confidential) await tx.enqueue('hide-room', { incidentId: incident.id }, { key: incident.id });
    // The timeline tells of the room where people are; its twin only shows on the cards.
    if (isTwin) return changeCards(tx, incident.id);
    await record(tx, incident, { kind: 'room_opened', ...(platform.name === 'console' ? { key: 'incidents.room_opened', params: { room: wish.name } } : { key: 'incidents.room_opened_on', params: { room: wish.name, platform: nameOf[platform.name] } }) });
  });
}

async function changeCards(tx: Tx, incidentId: string): Promise<void> {
  await tx.sql`update incidents set card_wanted = card_wanted + 1 where id = ${incidentId}`;
  await tx.enqueue('update-cards', { incidentId }, { key: incidentId });
}

/** The room's twin in the console is all there is: that and why stands on the timeline, and is told to whoever asked. */
async function refused(ctx: Context, posting: Posting, incident: Incident, name: FarPlatform, error: unknown, { askedBy, opensElsewhere }: { askedBy: string | undefined; opensElsewhere: boolean }): Promise<void> {
  const fault = faultOf(error);
  const why = fault.said === undefined ? fault.message : posting.say(fault.said.key, fault.said.params);
  const lead = await leadOf(ctx, incident.id);
  if (lead?.home === name && lead.is_returning) {
    await stayAway(ctx, incident.id, name);
    if (lead.returning_by !== null) await tellBackRefused(ctx, incident, name, lead.returning_by, why);
    return;
  }
  if (opensElsewhere) return;
  const params = { room: roomName(incident.number, unknownNameOf(incident) ?? incident.service_name), platform: nameOf[name], why };
  await transaction({ ...ctx, actor: system('IMAS') }, (tx) => record(tx, incident, { kind: 'room_refused', key: 'incidents.room_refused', params }));
  if (askedBy === undefined) return;
  const card = posting.saying('incidents.room_in_console', { ...params, room: `#${params.room}`, incident: shortId(incident) });
  await tellPerson(ctx, posting, name, askedBy, card, { key: `room-refused:${incident.id}:${randomUUID()}` }).catch((second: unknown) => ctx.log.warn({ err: second }, 'whoever asked for a room could not be told that it was refused'));
}

/** The room as it should be. @param former the one in whose stead it is made */
export async function wishFor(ctx: Context, posting: Posting, incident: Incident, former: Room | undefined): Promise<NewRoom> {
  const isPrivate = incident.is_confidential || (await setting(ctx, 'room_private', { teamId: incident.team_id, serviceId: incident.service_id }));
  const links = [linkButton(posting.say('cards.runbook'), incident.runbook_url), linkButton(posting.say('cards.graph'), incident.dashboard_url ?? incident.url)];
  const [service, link] = [incident.service_name, posting.linkTo(incident)];
  const behind = [service, ...(link === undefined ? [] : [link])].map((part) => ` · ${part}`).join('');
  return {
    name: roomName(incident.number, unknownNameOf(incident) ?? incident.service_name),
    title: `${shortId(incident)} · ${incident.title}`.slice(0, 200), topic: cut(incident.title, 250 - Math.min(behind.length, 200)) + behind,
    // One that was archived or lost is not adopted again.
    key: former === undefined ? `room:${incident.id}` : `room:${incident.id}:after:${former.place_id}`,
    isPrivate, links: links.filter((link) => link !== undefined),
  };
}

/** The pinned card, and whoever belongs there. */
async function finish(ctx: Context, posting: Posting, incidentId: string, platform: RoomPlatform): Promise<void> {
  const room = (await roomsOf(ctx, incidentId)).find((one) => one.platform === platform && isOpen(one));
  if (room === undefined) return;
  const people = { incidentId, ...(isFar(platform) ? { platform } : {}) };
  if (isFar(platform)) await ctx.enqueue('invite-to-room', people, { key: `${incidentId}:${platform}` });
  else await posting.platforms.get(platform)!.places.invite(placeOf(room), await membersOf(ctx, incidentId));
  await addAndSync(ctx, posting, incidentId, [{ subject: `incident:${incidentId}`, incidentId, purpose: 'room', place: placeOf(room) }]);
}
