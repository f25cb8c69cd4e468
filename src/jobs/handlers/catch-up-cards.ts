import { behindOn, caughtUp, nextBehind, putOff, type Behind } from '../../chat/posted/behind.ts';
import type { Context } from '../../context.ts';
import type { FarPlatform } from '../../queue.ts';
import { comeAgain, lookAgain } from '../look-again.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** At once, and in vain before the rest is left for later; a vendor takes them one after the other anyway. */
const atOnce = 5;
/** In one run, so that a run stays short of the time a job may take. */
const most = 200;

/**
 * Walks over the cards of one platform that are behind, the worst first, until they are up to date or the platform takes
 * no more: one waiting job, however many cards there are.
 */
export const catchUpCards = (posting: Posting): Handler<'catch-up-cards'> => async (ctx, { platform }) => {
  const behind = await behindOn(ctx, platform, most);
  // A platform counts posts and changes apart: changes that it takes no more of must not keep cards that stand nowhere from being posted.
  await Promise.all([true, false].map((isMissing) => walk(behind.filter((one) => one.isMissing === isMissing), (one) => bringUp(ctx, posting, one, platform))));
  const seconds = await nextBehind(ctx, platform);
  if (seconds !== undefined) await comeAgain(ctx, platform, seconds);
};

/** One after the other, a few at once, until so many in a row were in vain. */
async function walk(behind: readonly Behind[], work: (one: Behind) => Promise<boolean>): Promise<void> {
  const waiting = behind.values();
  let inVain = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const one of waiting) {
      // So many did not get through: the rest would not either.
      if (inVain >= atOnce) return;
      inVain = (await work(one)) ? 0 : inVain + 1;
    }
  }));
}

/** @returns whether it is up to date */
async function bringUp(ctx: Context, posting: Posting, behind: Behind, platform: FarPlatform): Promise<boolean> {
  const again = await lookAgain(ctx, posting, behind, platform, behind.tries);
  if (again === undefined) await caughtUp(ctx, behind, platform);
  else await putOff(ctx, behind, platform, again.seconds, again.tries);
  return again === undefined;
}
