import type { Lane } from '../platform-fault.ts';
import type { Place } from '../platform.ts';
import { DiscordFault } from './faults.ts';
import { plainText } from './render/escape.ts';
import type { Discord } from './rest.ts';

/** Minutes of silence after which Discord folds a thread away: a day, and a week for a thread that stands for a room. */
export const foldedAfter = { details: 1440, room: 10_080 } as const;
const longestName = 100;
/** Somebody was faster. */
const thereAlready = '160004';

/**
 * Does something in the thread below a message, which is begun when it is not there yet. In a direct conversation there are none.
 * @param title what is said there first: Discord lists threads by their names alone @throws DiscordFault
 */
export async function ensureThread<T>({ discord }: { discord: Discord }, place: Place, lane: Lane, title: string, work: () => Promise<T>): Promise<T> {
  if (place.thread === undefined || place.kind === 'direct') return work();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.code !== '10003') throw error;
  }
  await discord.call('POST', `/channels/${place.id}/messages/${place.thread}/threads`, { body: { name: plainText(title, longestName), auto_archive_duration: foldedAfter.details }, lane }).catch((error: unknown) => {
    if (!(error instanceof DiscordFault) || error.code !== thereAlready) throw error;
  });
  return work();
}
