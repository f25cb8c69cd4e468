import { isPutOff, PlatformFault } from '../../chat/platform-fault.ts';
import { loadIncident } from '../../domain/incidents/find.ts';
import { isOpen, roomsOf } from '../../domain/rooms/room.ts';
import { placeOf, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { wishFor } from './open-room.ts';

/** Seconds; the longest wait where the platform names none. */
const longest = 60;

/**
 * A room gets its topic and its links, step by step: rooms that open together are more than a platform's rates allow, and the room is there
 * meanwhile. What is put off goes on where it stopped, whichever process is there then; what is refused is done without.
 */
export const furnishRoom = (posting: Posting): Handler<'furnish-room'> => async (ctx, { incidentId, platform: name, step: from, tries }) => {
  const platform = posting.platforms.get(name);
  const room = (await roomsOf(ctx, incidentId)).find((one) => one.platform === name && isOpen(one));
  if (platform?.places.furnish === undefined || room === undefined) return;
  const incident = await loadIncident(ctx, incidentId);
  // A room that others see tells nothing of what is confidential.
  if (incident.status === 'RESOLVED' || (incident.is_confidential && room.is_private !== true)) return;
  const wish = await wishFor(ctx, posting, incident, undefined);
  for (let step = from; ; step++) {
    try {
      if (!(await platform.places.furnish(placeOf(room), wish, step))) return;
    } catch (error) {
      if (!(error instanceof PlatformFault)) throw error;
      if (isPutOff(error)) return ctx.enqueue('furnish-room', { incidentId, platform: name, step, tries: step === from ? tries + 1 : 1 }, { key: `${incidentId}:${name}`, delaySeconds: Math.min(3600, error.retryAfterSeconds ?? Math.min(longest, 2 ** Math.min(tries, 10))) });
      ctx.log.warn({ err: error, place: room.place_id, step }, 'a war room was not furnished completely');
    }
  }
};
