import type { Context } from '../../context.ts';
import { answerFor, waysFor, type Delivering } from '../delivering.ts';
import { bundle, gatherLater, noteBundles, waitingAlong, waitingForRoom } from '../../domain/notifications/bundle.ts';
import { claim, releaseClaims, type Claimed } from '../../domain/notifications/claim.ts';
import { settle, type Verdict } from '../../domain/notifications/settle.ts';
import { loadIncidents } from '../../domain/incidents/find.ts';
import type { Job } from '../../queue.ts';
import type { Handler } from '../runner.ts';
import { aboutWhich } from '../about-which.ts';
import { farPlatforms } from '../afar.ts';
import { untilStored } from '../until-stored.ts';

/**
 * Hands notifications over: claims them while their runs live, makes one message of many where it must,
 * sends side by side, and writes the receipts. Running it again sends nothing twice. When the database falls
 * in the middle, what was sent is marked and what was not is given back as soon as it is there again.
 */
export const deliver = (delivering: Delivering): Handler<'deliver'> => {
  const { replica } = delivering;
  /** What the jobs of this process hold right now: a claim whose answer was lost is none of these. */
  const held = new Set<string>();
  return async (ctx, { notificationIds, isCrowded = false }) => {
    const mine = new Set<string>();
    const take = async (ids: readonly string[]): Promise<Claimed[]> => {
      const claimed = await claim(ctx, ids, replica);
      for (const { id } of claimed) {
        held.add(id);
        mine.add(id);
      }
      return claimed;
    };
    try {
      const results = await handOver(ctx, delivering, take, notificationIds, isCrowded);
      if (results.length > 0) await untilStored(() => settle(ctx, results));
    } catch (error) {
      ctx.log.warn({ err: error, notifications: notificationIds.length }, 'a delivery broke off; it begins again');
      const unheard = notificationIds.filter((id) => !held.has(id));
      await untilStored(() => releaseClaims(ctx, replica, [...mine, ...unheard]));
      throw error;
    } finally {
      for (const id of mine) held.delete(id);
    }
  };
};

type Results = { claimed: Claimed; verdict: Verdict }[];

async function handOver(ctx: Context, delivering: Delivering, take: (ids: readonly string[]) => Promise<Claimed[]>, notificationIds: readonly string[], isCrowded: boolean): Promise<Results> {
  // At once, so that of several jobs for one receiver the first takes them all.
  let claimed = await take(isCrowded ? [...new Set([...notificationIds, ...await waitingForRoom(ctx, notificationIds)])] : notificationIds);
  if (claimed.length === 0) return [];
  let { messages, bundled, later } = await bundle(ctx, claimed, isCrowded);
  if (bundled.length > 0) {
    const along = await take(await waitingAlong(ctx, bundled.map((message) => message[0]!)));
    if (along.length > 0) {
      claimed = [...claimed, ...along];
      ({ messages, bundled, later } = await bundle(ctx, claimed, isCrowded));
    }
  }
  await gatherLater(ctx, later);
  const incidents = new Map((await loadIncidents(ctx, [...new Set(claimed.flatMap((one) => one.incident_id ?? []))])).map((incident) => [incident.id, incident]));
  const rank = (one: Claimed): string => `${incidents.get(one.incident_id ?? '')?.severity ?? '9'} ${incidents.get(one.incident_id ?? '')?.created_at.toISOString() ?? ''}`;

  const ways = waysFor(messages);
  const drafts = await Promise.all(messages.map(async (message) => {
    const sorted = message.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
    return { sorted, about: await aboutWhich(ctx, sorted, incidents), isBundle: bundled.includes(message) };
  }));
  // A notice speaks for itself, with an incident or without.
  const isStale = ({ sorted, about }: (typeof drafts)[number]): boolean => about.length === 0 && sorted[0]!.notice === null;
  await tellAfar(ctx, delivering, drafts.filter((draft) => !isStale(draft)).map(({ sorted }) => sorted));
  await noteBundles(ctx, drafts.filter((draft) => draft.isBundle).map(({ sorted }) => sorted));
  // From here on messages are out: nothing may throw before their receipts are written.
  const results = await Promise.all(drafts.map(async (draft) => {
    const { sorted, about } = draft;
    const verdict: Verdict = isStale(draft)
      ? { ok: false, stale: true, retry: false, error: 'nothing of it is open any more' }
      : await answerFor(ctx, delivering, ways, sorted[0]!, about);
    return sorted.map((one) => ({ claimed: one, verdict }));
  }));
  return results.flat();
}

/** What is told in chat is told in the console here, and on every other platform by a job of its own, which may take its time. */
async function tellAfar(ctx: Context, { platforms }: Delivering, messages: readonly (readonly Claimed[])[]): Promise<void> {
  const inChat = messages.filter(([first]) => first!.means === 'CHAT' && first!.user_id !== null);
  const jobs = farPlatforms(platforms).flatMap((platform) => inChat.map((message): Job => (
    { name: 'tell-there', payload: { notificationIds: message.map((one) => one.id), platform }, options: { priority: message[0]!.is_page ? 10 : 0 } })));
  if (jobs.length > 0) await ctx.queue.send(ctx.sql, jobs);
}
