import { putOff, type Whose } from '../chat/posted/behind.ts';
import type { Context } from '../context.ts';
import type { FarPlatform } from '../queue.ts';
import type { Posting } from './opening.ts';
import { syncIncidentAfar, syncStormAfar } from './sync.ts';
import { tellDetails } from './thread-details.ts';

/** When cards are to be looked at again, in seconds, and how often they were in vain by then. */
interface Again { seconds: number; tries: number }

/** Brings the cards of one incident or storm up to date on a platform. @returns undefined when nothing is left to do */
export async function lookAgain(ctx: Context, posting: Posting, whose: Whose, platform: FarPlatform, tries: number): Promise<Again | undefined> {
  const { seconds: cardsIn, isFirst } = 'incidentId' in whose ? await syncIncidentAfar(ctx, posting, whose.incidentId, platform, tries) : await syncStormAfar(ctx, posting, whose.stormId, platform, tries);
  // What stood on the timeline is on a card that was just posted; what came since has a job of its own.
  const detailsIn = 'incidentId' in whose && !isFirst ? await tellDetails(ctx, posting, whose.incidentId, platform) : undefined;
  const seconds = Math.min(cardsIn ?? Infinity, detailsIn ?? Infinity);
  return seconds === Infinity ? undefined : { seconds, tries: cardsIn === undefined ? 0 : tries + 1 };
}

/** The same after a change; what has to wait is left to the one job that walks over all that is behind. */
export async function bringUpToDate(ctx: Context, posting: Posting, whose: Whose, platform: FarPlatform): Promise<void> {
  const again = await lookAgain(ctx, posting, whose, platform, 0);
  if (again === undefined) return;
  await putOff(ctx, whose, platform, again.seconds, again.tries);
  await comeAgain(ctx, platform, again.seconds);
}

/** Seconds; one job waits, and what falls behind meanwhile may be wanted sooner than it was made for. */
const longest = 10;

export const comeAgain = (ctx: Context, platform: FarPlatform, seconds: number): Promise<void> =>
  ctx.enqueue('catch-up-cards', { platform }, { key: platform, delaySeconds: Math.min(longest, Math.max(1, Math.ceil(seconds))) });
