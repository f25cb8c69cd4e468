import type { PlatformName } from '../../chat/platform.ts';
import type { Context } from '../../context.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { leadOf, type RoomLead } from '../../domain/rooms/lead.ts';
import { moveRoom } from '../../domain/rooms/move-room.ts';
import { isOpen, roomsOf } from '../../domain/rooms/room.ts';
import { awayFrom, isAway, isFresh, troublesOf, type Trouble } from '../../domain/rooms/trouble.ts';
import { setTimers } from '../../domain/timers/timer.ts';
import { farPlatforms, isFar } from '../afar.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { nameOf } from '../tell-admins.ts';

/**
 * The platform of an incident's room has failed for long (spec §5): the room opens on the next one that does not, the console last.
 * Looked at anew here: a platform that answers again meanwhile keeps its room.
 */
export const standBy = (posting: Posting): Handler<'stand-by'> => async (ctx, { incidentId }) => {
  const incident = await loadIncident(ctx, incidentId);
  if (incident.status === 'RESOLVED') return;
  const lead = await leadOf(ctx, incidentId);
  const there = (await roomsOf(ctx, incidentId)).find((room) => isFar(room.platform) && isOpen(room))?.platform;
  const led = lead?.platform ?? there ?? (await posting.primaryOf(ctx, incident.team_id));
  if (led === undefined || !isFar(led)) return;
  const [clock] = await ctx.sql<{ now: Date }[]>`select imas_now() as now`;
  // What failed before we were stopped is asked for again first: its next fault sends this job. A platform that is not connected is never asked.
  const trouble = (await troublesOf(ctx, incidentId, led)).find((one) => isFresh(one, clock!.now) || !posting.platforms.has(led));
  if (trouble === undefined) return;
  if (!isAway(trouble, clock!.now)) return setTimers(ctx.sql, [{ kind: 'stand-by', subject: incidentId, dueAt: awayFrom(trouble), urgency: 2 }]);
  const home = lead?.home ?? led;
  const to = await nextOf(ctx, posting, { incidentId, home, led, now: clock!.now });
  // Only rooms are refused, and there never was another platform: its channels are read, the twin in the console is there, and the timeline says why.
  if (to === 'console' && isOnlyRooms(trouble) && lead === undefined && farPlatforms(posting.platforms).length === 1) return;
  await moveRoom(ctx, { incident, home, lead, to, params: { from: nameOf[led], to: to === 'console' ? posting.say('rooms.console') : nameOf[to], why: whyOf(posting, trouble) } });
};

const isOnlyRooms = ({ of, atOnce, forAll }: Trouble): boolean => of === 'opening' && atOnce && !forAll;
const whyOf = (posting: Posting, { said }: Trouble): string => (said === undefined ? posting.say('rooms.away') : posting.say(said.key, said.params));

interface Asked { incidentId: string; home: RoomLead['home']; led: PlatformName; now: Date }

/** Home first, should it work again while what stands by for it does not. */
async function nextOf(ctx: Context, posting: Posting, { incidentId, home, led, now }: Asked): Promise<PlatformName> {
  const connected = farPlatforms(posting.platforms);
  const order = [home, ...connected.toSorted().toReversed().filter((name) => name !== home)].filter((name) => name !== led && connected.includes(name));
  for (const name of order) if (!(await troublesOf(ctx, incidentId, name)).some((trouble) => isAway(trouble, now))) return name;
  return 'console';
}
