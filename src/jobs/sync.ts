import type { Context } from '../context.ts';
import { gatherOn } from '../db/gather.ts';
import { failingOf, faultOf, isAboutAll, type Fault } from '../chat/fault.ts';
import { copiesOf, noteRefusal, sync, type Copy, type Drawn } from '../chat/posted/copies.ts';
import { cardFailed } from '../domain/rooms/card-failed.ts';
import { roomLost } from '../domain/rooms/room-lost.ts';
import { patienceSeconds } from '../domain/rooms/trouble.ts';
import type { FarPlatform } from '../queue.ts';
import { farPlatforms, sendAfar } from './afar.ts';
import type { Posting } from './opening.ts';
import { tellAdmins } from './tell-admins.ts';

/**
 * Brings every copy of an incident's cards up to date: those of the console here, those of each other platform by a job of
 * its own. @param copies those of the console, where they are known to be all there are
 * @throws the last fault, so that the job comes again; the other copies are done all the same
 */
export async function syncIncident(ctx: Context, posting: Posting, incidentId: string, copies?: readonly Copy[]): Promise<void> {
  await sendAfar(ctx, farPlatforms(posting.platforms), 'update-cards', { incidentId }, incidentId);
  const { faults, taken } = await syncAll(ctx, posting, copies ?? (await copiesOf(ctx, { incidentId }, 'console')), (copy) => posting.drawIncident(ctx, incidentId, copy));
  if (faults.length > 0) throw faults[0] as Error;
  if (taken) await ctx.enqueue('update-cards', { incidentId }, { key: incidentId, delaySeconds: 1 });
}
/** The same for the card of a storm. */
export async function syncStorm(ctx: Context, posting: Posting, stormId: string): Promise<void> {
  await sendAfar(ctx, farPlatforms(posting.platforms), 'storm-card', { stormId }, stormId);
  const { faults, taken } = await syncAll(ctx, posting, await copiesOf(ctx, { stormId }, 'console'), () => posting.drawStorm(ctx, stormId));
  if (faults.length > 0) throw faults[0] as Error;
  if (taken) await ctx.enqueue('storm-card', { stormId }, { key: stormId, delaySeconds: 1 });
}

/** What became of one platform's share: in how many seconds to look again, if at all; and did the team's card stand nowhere before? */
interface Afar { seconds: number | undefined; isFirst: boolean }

/** The share of one platform. */
export async function syncIncidentAfar(ctx: Context, posting: Posting, incidentId: string, platform: FarPlatform, tries: number): Promise<Afar> {
  const copies = await copiesOf(ctx, { incidentId }, platform);
  // A first post is no change.
  const isCosmetic = copies.some((copy) => copy.message_id !== null) && !(await isBySomebody(ctx, incidentId));
  const seconds = await syncUnlessInVain(ctx, posting, copies, isCosmetic, tries, (copy) => posting.drawIncident(ctx, incidentId, copy));
  return { seconds, isFirst: copies.some((copy) => copy.purpose === 'team' && copy.message_id === null) };
}
export async function syncStormAfar(ctx: Context, posting: Posting, stormId: string, platform: FarPlatform, tries: number): Promise<Afar> {
  return { seconds: await syncUnlessInVain(ctx, posting, await copiesOf(ctx, { stormId }, platform), true, tries, () => posting.drawStorm(ctx, stormId)), isFirst: false };
}

/** What would be put off anyway is not even drawn. @returns in how many seconds to look again */
async function syncUnlessInVain(ctx: Context, posting: Posting, copies: readonly Copy[], isCosmetic: boolean, tries: number, draw: (copy: Copy) => Promise<Drawn>): Promise<number | undefined> {
  const waits = new Map(copies.flatMap((copy): [Copy, number][] => {
    const ms = isCosmetic && copy.message_id !== null ? (posting.platforms.get(copy.platform)?.editsIn({ place: { platform: copy.platform, id: copy.place_id, kind: copy.place_kind }, id: copy.message_id }) ?? 0) : 0;
    return ms > 0 ? [[copy, Math.ceil(ms / 1000)]] : [];
  }));
  const seconds = later(await syncAll(ctx, posting, copies.filter((copy) => !waits.has(copy)), async (copy) => ({ ...(await draw(copy)), isCosmetic })), tries);
  return waits.size === 0 ? seconds : Math.min(seconds ?? Infinity, ...waits.values());
}
/** Seconds; whoever changed something looks whether their card shows it. */
const watched = 60;
const isBySomebody = gatherOn(async (ctx: Context, ids: readonly string[]) => {
  const rows = await ctx.sql<{ incident_id: string }[]>`
    select distinct incident_id from timeline where incident_id = any(${ids as string[]}::uuid[]) and actor_id is not null and at > imas_now() - make_interval(secs => ${watched})`;
  const found = new Set(rows.map((row) => row.incident_id));
  return ids.map((id) => found.has(id));
});

interface Outcome {
  /** Those that may pass. */
  faults: unknown[];
  /** Another replica had one in hand and may have drawn before our change: somebody has to look again. */
  taken: boolean;
}

async function syncAll(ctx: Context, posting: Posting, copies: readonly Copy[], draw: (copy: Copy) => Promise<Drawn>): Promise<Outcome> {
  const outcomes = await Promise.allSettled(copies.map((copy) => sync(ctx, posting.platforms, copy, posting.replica, draw)));
  const passing: unknown[] = [];
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue;
    await noteRoom(ctx, copies[at]!, faultOf(outcome.reason));
    if (copies[at]!.platform === 'console' || faultOf(outcome.reason).retry) passing.push(outcome.reason);
    else await giveUp(ctx, posting, copies[at]!, outcome.reason);
  }
  return { faults: passing, taken: outcomes.some((outcome) => outcome.status === 'fulfilled' && !outcome.value) };
}

/** Seconds that a platform may ask for before a room is as good as away: people wait for words there, and hardly for a change of its card. */
const longestWait = { post: patienceSeconds, edit: 300 };

/** Nothing reaches a room: it may have to move. */
async function noteRoom(ctx: Context, { id, incident_id: incidentId, purpose, platform, message_id: posted }: Copy, fault: Fault): Promise<void> {
  if (purpose !== 'room' || incidentId === null || platform === 'console' || fault.gone) return;
  const failing = failingOf(fault, posted === null ? longestWait.post : longestWait.edit);
  // Turns that we take ourselves, and refusals of a message alone, are no reason.
  if (isAboutAll(fault) === true || (fault.retry && failing.atOnce) || (!fault.retry && fault.forAll)) await cardFailed(ctx, { id, incidentId, platform }, failing);
}

/** A room that is not there is lost; anything else is noted, and told to whoever can put it right. */
async function giveUp(ctx: Context, posting: Posting, copy: Copy, error: unknown): Promise<void> {
  const fault = faultOf(error);
  await noteRefusal(ctx, copy, fault.message);
  if (fault.gone && copy.purpose === 'room') await roomLost(ctx, copy.platform, copy.place_id);
  // A person who cannot be written to is seen with their notifications.
  else if (copy.purpose !== 'page') await tellAdmins(ctx, posting, copy.platform, error, isAboutPlace(fault) ? copy.place_id : undefined);
}
const isAboutPlace = ({ gone, code }: { gone: boolean; code: string }): boolean => gone || code === 'not_in_channel';

/** Seconds; the longest wait between two attempts while a platform is away. */
const longest = 60;
function later({ faults, taken }: Outcome, tries: number): number | undefined {
  if (faults.length === 0) return taken ? 1 : undefined;
  // The first that may be tried: those that have to wait longer are refused again without a call.
  return Math.min(3600, ...faults.map((fault) => faultOf(fault).retryAfterSeconds ?? Math.min(longest, 2 ** Math.min(tries, 10))));
}
