import type { Context } from '../../context.ts';
import { gatherOn } from '../../db/gather.ts';
import type { Claimed } from './claim.ts';
import { settle, type Verdict } from './settle.ts';

type Settled = readonly { claimed: Claimed; verdict: Verdict }[];

/**
 * Writes what came of one message as soon as that is known, in one transaction with what becomes known meanwhile: what has left
 * and is not written down leaves again when this process is killed, so no receipt waits for another message's answer.
 */
export const writeReceipts: (ctx: Context, settled: Settled) => Promise<void> = gatherOn<Settled, void>(async (ctx, all) => {
  await settle(ctx, all.flat());
  return all.map(() => undefined);
});
