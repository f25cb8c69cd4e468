import type { Place, PlatformName } from '../../chat/platform.ts';
import { system } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { record } from '../../domain/incidents/record.ts';
import { shortId } from '../../domain/incidents/schema.ts';
import { unknownNameOf } from '../../domain/incidents/unknown-name.ts';
import { automaticRoomsSince, membersOf, roomName } from '../../domain/rooms/room.ts';
import { setting } from '../../domain/settings/setting.ts';
import { addAndSync, opensByItself, type Posting } from '../opening.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Handler } from '../runner.ts';

/** Opening, second step: the war room, with its pinned card and its members. By rule (severity), or because a person asked. */
export const openRoom = (posting: Posting, inTurn = oneAtATime()): Handler<'open-room'> => async (ctx, { incidentId, automatic }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (automatic && !(await opensByItself(ctx, incident))) return;
  const name = roomName(incident.number, unknownNameOf(incident) ?? incident.service_name);
  // The console's room is there whatever other platforms do.
  const platform = posting.platforms.get('console')!;
  const place = await inTurn(() => transaction({ ...ctx, actor: system('IMAS') }, async (tx): Promise<Place | undefined> => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('rooms'))`;
    const [known] = await tx.sql<{ platform: PlatformName; place_id: string }[]>`select platform, place_id from rooms where incident_id = ${incidentId} and platform = 'console'`;
    if (known) return { platform: 'console', id: known.place_id, kind: 'room' };
    if (automatic) {
      const most = await setting(tx, 'auto_rooms_max');
      const minutes = await setting(tx, 'auto_rooms_minutes');
      if ((await automaticRoomsSince(tx, new Date(tx.now.getTime() - minutes * 60_000))) >= most) return undefined;
    }
    const room = await platform.places.open({ name, title: `${shortId(incident)} · ${incident.title}`.slice(0, 200), topic: `${incident.title} · ${incident.service_name}`.slice(0, 250), key: `room:${incidentId}`, isPrivate: false, links: [] });
    await platform.places.invite(room, await membersOf(tx, incidentId));
    await tx.sql`insert into rooms (incident_id, platform, place_id, name, link, is_automatic, opened_at) values (${incidentId}, 'console', ${room.id}, ${name}, ${platform.places.link(room) ?? null}, ${automatic}, ${tx.now})`;
    await record(tx, incident, { kind: 'room_opened', key: 'incidents.room_opened', params: { room: name } });
    return room;
  }));
  if (place === undefined) return;
  await addAndSync(ctx, posting, incidentId, [{ subject: `incident:${incidentId}`, incidentId, purpose: 'room', place }]);
};
