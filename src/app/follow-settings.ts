import { isDeepStrictEqual } from 'node:util';
import { system, type Context } from '../context.ts';
import type { Commands } from '../chat/commands.ts';
import type { Dispatch, Health, Platform, PlatformName } from '../chat/platform.ts';
import { catchUp } from '../chat/posted/catch-up.ts';
import { platformNames } from '../chat/platform-names.ts';
import type { Config } from '../config.ts';
import { isMissed, noteOutage } from '../domain/rooms/outage.ts';
import type { Failing } from '../domain/rooms/trouble.ts';
import { platformConfig } from '../domain/providers/platform-row.ts';
import type { AppError } from '../errors.ts';
import type { FarPlatform } from '../queue.ts';
import type { Sealer } from '../secrets.ts';
import type { Language } from '../texts/say.ts';

/** What every chat platform needs of the rest of the product. */
export interface PlatformParts {
  config: Config;
  ctx: Context;
  /** With connections of its own: cards and rooms do not take those of pages. */
  calm: Context;
  sealer: Sealer;
  dispatch: Dispatch;
  commands: Commands;
  language: Language;
  timeZone: string;
  /** Where pages are handed over, and where cards are posted: the platform is in both while it is set up. */
  paging: Map<PlatformName, Platform>;
  posting: Map<PlatformName, Platform>;
  recognise(error: unknown): AppError | undefined;
}

/** A platform that does not answer is asked again so often whether it is back; milliseconds. */
export const askAgainMs = 10_000;

/** A chat platform as it is connected now. */
export interface Connection<S> { settings: S; paging: Platform; posting: Platform; stop(): Promise<void> }
export interface Following<C> { now(): C | undefined; stop(): Promise<void> }
interface FollowParts<S, C> {
  name: FarPlatform;
  ctx: Context;
  sealer: Sealer;
  /** What of the environment and the stored row counts; undefined: it is not set up. */
  read(stored: Record<string, unknown> | undefined): S | undefined;
  open(settings: S): Promise<C>;
  /** Where pages are handed over, and where cards are posted: the platform is in both while it is set up. */
  paging: Map<string, Platform>;
  posting: Map<string, Platform>;
}

/** So long after a platform works again it is made up for what it missed; should it come and go, once. Milliseconds. */
const catchUpMs = 1000;

const notConnected: Failing = { atOnce: true, forAll: true, said: { key: 'rooms.not_connected', params: {} } };

/** A chat platform as it is set up, by the environment or a provider's row: connected at the start, and anew whenever the row changes, on every replica. */
export async function followSettings<S, C extends Connection<S>>({ name, ctx, sealer, read, open, paging, posting }: FollowParts<S, C>): Promise<Following<C>> {
  const called = platformNames[name];
  let link: C | undefined;
  let turn = Promise.resolve();
  let isStarting = true;
  const follow = async (): Promise<void> => {
    const isFirst = isStarting;
    isStarting = false;
    const wanted = read(await platformConfig({ ...ctx, actor: system(called) }, name === 'slack' ? 'SLACK' : 'DISCORD', sealer));
    // It was taken out before this start. Other replicas may be connected still: any call of theirs that goes well ends this within its patience.
    if (isFirst && wanted === undefined && await isMissed(ctx, name)) await noteOutage(ctx, name, { ...notConnected, atOnce: false });
    if (isDeepStrictEqual(wanted, link?.settings)) return;
    const old = link;
    // The next one stands before the last one goes: a page in between would not be told there at all.
    link = wanted === undefined ? undefined : await open(wanted);
    if (link === undefined) {
      for (const map of [paging, posting]) map.delete(name);
      await noteOutage(ctx, name, notConnected);
    } else {
      paging.set(name, link.paging);
      posting.set(name, link.posting);
    }
    await old?.stop();
    if (link !== undefined) await catchUp(ctx, name, !isFirst);
  };
  const changed = (): void => { turn = turn.then(follow).catch((error: unknown) => ctx.log.error({ err: error, platform: name }, 'a platform could not be set up')); };
  const listening = await ctx.sql.listen('imas_platforms', changed, changed);
  await turn;
  return {
    now: () => link,
    async stop() {
      await listening.unlisten().catch(() => undefined);
      await turn;
      await link?.stop();
    },
  };
}

/** Makes up for what a platform missed, a moment after it works again or after something there changed. */
export function catchingUp(ctx: Context, name: FarPlatform): { again(): void; soon(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let worksAgain = false;
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const itDoes = worksAgain;
      worksAgain = false;
      void catchUp(ctx, name, itDoes).catch((error: unknown) => ctx.log.error({ err: error, platform: name }, 'what a platform missed could not be made up for'));
    }, catchUpMs).unref();
  };
  return {
    soon,
    again() {
      worksAgain = true;
      soon();
    },
    stop: () => clearTimeout(timer),
  };
}

/** What is wrong with sending weighs more: without it nobody is reached. */
export const worse = (sending: Health, listening: Health): Health => {
  if (!sending.ok || listening.ok) return sending.ok ? { ok: true, detail: [listening.detail, sending.detail].filter((one) => one !== '').join(' · ') } : sending;
  return listening;
};
