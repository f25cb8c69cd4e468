import type { Context } from '../context.ts';
import { bundle, gatherLater, noteBundles, waitingAlong } from '../domain/notifications/bundle.ts';
import type { Claimed } from '../domain/notifications/claim.ts';
import type { Verdict } from '../domain/notifications/settle.ts';
import { writeReceipts } from '../domain/notifications/write-receipts.ts';
import { loadIncidents } from '../domain/incidents/find.ts';
import type { Job } from '../queue.ts';
import { aboutWhich } from './about-which.ts';
import { farPlatforms } from './afar.ts';
import { answerFor, waysFor, type Delivering } from './delivering.ts';
import { makeLull } from './lull.ts';
import { oneByOne } from './one-by-one.ts';
import { untilStored } from './until-stored.ts';

/** What a delivery holds: nobody else sends it meanwhile. */
export interface Hold {
  /** Claims what travels along. */
  take(ids: readonly string[]): Promise<readonly Claimed[]>;
  /** What became of these is written. Another may hold them from now on, who tries again. */
  done(claimed: readonly Claimed[]): void;
}

/**
 * Makes one message of many where it must, sends side by side, and writes each receipt as it comes.
 */
export async function handOver(ctx: Context, delivering: Delivering, { take, done }: Hold, first: readonly Claimed[], isCrowded: boolean): Promise<void> {
  let claimed = first;
  let { messages, bundled, later } = await bundle(ctx, claimed, isCrowded);
  if (bundled.length > 0) {
    const along = await take(await waitingAlong(ctx, bundled.map((message) => message[0]!)));
    if (along.length > 0) {
      claimed = [...claimed, ...along];
      ({ messages, bundled, later } = await bundle(ctx, claimed, isCrowded));
    }
  }
  await gatherLater(ctx, later);
  done(later);
  const incidents = new Map((await loadIncidents(ctx, [...new Set(claimed.flatMap((one) => one.incident_id ?? []))])).map((incident) => [incident.id, incident]));
  const rank = (one: Claimed): string => `${incidents.get(one.incident_id ?? '')?.severity ?? '9'} ${incidents.get(one.incident_id ?? '')?.created_at.toISOString() ?? ''}`;

  const ways = waysFor(messages);
  const drafts = (await Promise.all(messages.map(async (message) => {
    const sorted = message.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
    return { sorted, about: await aboutWhich(ctx, sorted, incidents), isBundle: bundled.includes(message), rank: rank(sorted[0]!) };
  })))
    // Where there is room for some, it is for the worst.
    .toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  // A notice speaks for itself, with an incident or without.
  const isStale = ({ sorted, about }: (typeof drafts)[number]): boolean => about.length === 0 && sorted[0]!.notice === null;
  await tellAfar(ctx, delivering, drafts.filter((draft) => !isStale(draft)).map(({ sorted }) => sorted));
  await noteBundles(ctx, drafts.filter((draft) => draft.isBundle).map(({ sorted }) => sorted));
  const isQuiet = drafts.length <= few && lane.isFree() && burst.isNow();
  // From here on messages are out: nothing may throw before all their receipts are written.
  const written = await Promise.allSettled(drafts.map(async (draft) => {
    const { sorted, about } = draft;
    const send = async (): Promise<Verdict> => (isStale(draft)
      ? { ok: false, stale: true, retry: false, error: 'nothing of it is open any more' }
      : answerFor(ctx, delivering, ways, sorted[0]!, about));
    const write = async (verdict: Verdict): Promise<void> => {
      await untilStored(() => writeReceipts(ctx, sorted.map((one) => ({ claimed: one, verdict }))));
      done(sorted);
    };
    // In the console the same is told once however often it is tried.
    if (sorted[0]!.means === 'CHAT') await write(await send());
    else if (isQuiet || sorted.some(({ attempts }) => attempts > 1)) await lane.go(send, write);
    else {
      const verdict = await burst.ask(send);
      await burst.come();
      await write(verdict);
    }
  }));
  for (const one of written) if (one.status === 'rejected') throw one.reason;
}

/** Where no more messages than these are to leave, they leave one by one, like those that were tried before and may have left then. */
const few = 8;
const lane = oneByOne();
/** Receipts of more are written together, and none waits for a receiver that does not answer. */
const burst = makeLull();

/** What is told in chat is told in the console here, and on every other platform by a job of its own, which may take its time. */
async function tellAfar(ctx: Context, { platforms }: Delivering, messages: readonly (readonly Claimed[])[]): Promise<void> {
  const inChat = messages.filter(([first]) => first!.means === 'CHAT' && first!.user_id !== null);
  const jobs = farPlatforms(platforms).flatMap((platform) => inChat.map((message): Job => (
    { name: 'tell-there', payload: { notificationIds: message.map((one) => one.id), platform }, options: { priority: message[0]!.is_page ? 10 : 0 } })));
  if (jobs.length > 0) await ctx.queue.send(ctx.sql, jobs);
}
