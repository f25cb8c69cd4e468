import { setTimeout as sleep } from 'node:timers/promises';
import type { RawFile, REST } from 'discord.js';
import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import { sayIn, type Say, type TextKey } from '../../texts/say.ts';
import { callHealth } from '../call-health.ts';
import type { Lane } from '../platform-fault.ts';
import type { Health } from '../platform.ts';
import { sharedBudgets } from '../rates/budgets.ts';
import { sharedRefusals } from '../rates/refusals.ts';
import { onceKnown } from '../once-known.ts';
import { turnsOfSecond, type Rank } from './a-second.ts';
import { explain } from './explain.ts';
import { DiscordFault, faultOf } from './faults.ts';
import { guardAt } from './guard.ts';
import { carriesItsToken, countedAs, paceOf } from './rates.ts';
import type { DiscordSettings } from './settings.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export interface CallOptions { body?: object; files?: readonly RawFile[]; lane: Lane; /** By what Discord counts it, where its route does not say so. */ place?: string; /** For Discord's audit log. */ reason?: string }
export interface Me { applicationId: string; botUserId: string; guildId: string; guildName: string }

/** Discord's API, spoken to within its rates. */
export interface Discord {
  /** One call, never repeated here. @param route `/channels/1/messages` @throws DiscordFault */
  call<T = unknown>(method: Method, route: string, options: CallOptions): Promise<T>;
  /** Milliseconds for which such a call would be put off anyway, as far as is known without asking. */
  fullFor(method: Method, route: string, lane: Lane): number;
  /** Who we are there; asked once it is needed, and again until it went well. @throws DiscordFault */
  me(): Promise<Me>;
  /** What the last calls showed. */
  health(): Health;
  /** These permissions we have in the server now: that a call lacked one of them is over. @param names as people find them in Discord's settings */
  granted(names: readonly string[]): void;
  readonly settings: DiscordSettings;
}

const timeoutMs = 4800;
/** How long a call may wait for its bucket here; longer waits come again. */
const waitMs = 2000;
/** What carries a token of its own is outside the bot's limit of fifty a second, and must not wait behind it. */
const answers = 'answers';
/** About Discord as a whole, not about one channel, person or message. */
const aboutAll = new Set<TextKey>(['discord.unreachable', 'discord.ailing', 'discord.bad_token', 'discord.not_in_guild']);
/** What people read first goes before what is changed in it. */
const rankOf = (kind: string, lane: Lane): Rank => (lane === 'talk' && kind === 'POST /channels/:id/messages' ? 'message' : lane);
const isCosmetic = (kind: string, lane: Lane): boolean => lane === 'chores' && kind === 'PATCH /channels/:id/messages/:id';
/** A 429 that is about all calls at once. */
const everything = 'all';

/**
 * discord.js's own client of the API without its patience: its retries would post twice, and its queues hold a page behind a
 * rename. Each lane has a client of its own.
 * @param recovered called when Discord works again after it did not
 * @param turns connections for those who take turns, which all want the same row; pages take none
 */
export function discordRest({ settings, sql, turns = sql, log, say = sayIn('en'), recovered }: { settings: DiscordSettings; sql: Sql; turns?: Sql; log: Logger; say?: Say; recovered?: () => void }): Discord {
  const refusals = sharedRefusals('discord', sql, log);
  const budgets = sharedBudgets({ platform: 'discord', sql: turns, refusals, putOff: (method, retryAfterSeconds) => new DiscordFault(method, 'rate_limited', { retryAfterSeconds }) });
  const { ended, health } = callHealth({
    platform: 'discord', log, say, refusals, recovered, aboutAll, waiting: 'discord.rate_limited',
    // Who is put out of the server still has an account.
    cures: (kind, ill) => ill.code !== 'not_in_guild' || kind.includes('/guilds/'),
    lacks: (fault) => (fault instanceof DiscordFault && fault.code === '50013' && / \/guilds\/\d+\/(?!members\/)/.test(fault.method) ? fault.needed : undefined),
  });
  const guard = guardAt(settings.apiUrl);
  const turnOfSecond = turnsOfSecond();
  /** When Discord itself said 429, by call; else discord.js knew it beforehand. */
  const refusedAt = new Map<string, number>();

  // 500 ms and 60 MB that nobody pays who has no Discord.
  const clients = new Map<Lane | typeof answers, Promise<REST>>();
  const clientOf = (lane: Lane | typeof answers): Promise<REST> => {
    const known = clients.get(lane);
    if (known !== undefined) return known;
    const made = import('discord.js').then(({ REST: Client }) => new Client({ api: settings.apiUrl, version: '10', retries: 0, timeout: timeoutMs, offset: 0, rejectOnRateLimit: () => true, globalRequestsPerSecond: Infinity })
      .on('response', ({ method, path }, { status, headers }) => {
        if (status === 429) refusedAt.set(`${method} ${path.split('?')[0]}`, performance.now());
        guard.answered(status, { isShared: headers.get('x-ratelimit-scope') === 'shared', isOurs: lane !== answers });
      }));
    clients.set(lane, made);
    return made;
  };

  const send = async (method: Method, route: string, { body, files, lane, reason }: CallOptions): Promise<unknown> => {
    const isOwn = carriesItsToken(route);
    const client = await clientOf(isOwn ? answers : lane);
    // It forgets the token at the first 401.
    client.setToken(settings.botToken);
    const answer = await client.request({
      method: method as Parameters<REST['request']>[0]['method'], fullRoute: route as `/${string}`, ...(body === undefined ? {} : { body }), ...(files === undefined ? {} : { files: [...files] }), ...(reason === undefined ? {} : { reason }),
      auth: !isOwn,
    });
    if (!(answer instanceof ArrayBuffer)) return answer;
    if (answer.byteLength > 0) throw new SyntaxError('not JSON');
    return undefined;
  };

  const call: Discord['call'] = async <T>(method: Method, route: string, options: CallOptions) => {
    const what = `${method} ${route.split('?')[0]}`;
    const { kind, place } = countedAs(method, route, options.body);
    const counted = { kind, place: options.place ?? place };
    const isOurs = !carriesItsToken(route);
    const hindrance = guard.hinders(options.lane, isOurs);
    if (hindrance !== undefined) throw new DiscordFault(what, hindrance, { retryAfterSeconds: 60, guildId: settings.guildId });
    if (isOurs) await budgets.take(everything, '', undefined);
    // A first answer knows no limit but its three seconds: even a database that hangs must not hold it.
    if (!route.startsWith('/interactions/')) await budgets.take(counted.kind, counted.place, paceOf(counted, options.lane));
    // What merely counts is not waited for: it would hold up what comes behind it.
    for (const until = performance.now() + (isCosmetic(counted.kind, options.lane) ? 0 : waitMs); ;) {
      const began = performance.now();
      const ms = isOurs ? turnOfSecond(rankOf(counted.kind, options.lane)) : 0;
      if (ms > 0) {
        if (began + ms > until) throw new DiscordFault(what, 'rate_limited', { retryAfterSeconds: 1, guildId: settings.guildId });
        await sleep(ms);
        continue;
      }
      try {
        const answer = await send(method, route, options);
        ended(counted.kind);
        return answer as T;
      } catch (error) {
        const fault = await explain({ call, me, settings }, faultOf(what, error, settings.guildId), route, options.lane);
        const wait = (fault.retryAfterSeconds ?? Infinity) * 1000;
        const isTold = (refusedAt.get(what) ?? -Infinity) >= began;
        if (isTold) refusedAt.delete(what);
        // Nothing was sent: its turn here comes in a moment.
        if (fault.code === 'rate_limited' && !isTold && performance.now() + wait <= until) {
          await sleep(wait);
          continue;
        }
        if (isTold) await refusals.note((error as { global?: boolean }).global === true ? everything : counted.kind, (error as { global?: boolean }).global === true ? '' : counted.place, fault.retryAfterSeconds ?? 1);
        ended(counted.kind, fault, [], began);
        throw fault;
      }
    }
  };

  const me = onceKnown(async (): Promise<Me> => {
    const bot = await call<{ id: string }>('GET', '/users/@me', { lane: 'page' });
    const guild = await call<{ name: string }>('GET', `/guilds/${settings.guildId}`, { lane: 'page' });
    // Of bots older than 2016 the application has an id of its own.
    const application = await call<{ id: string }>('GET', '/applications/@me', { lane: 'page' }).catch((error: unknown) => {
      if (error instanceof DiscordFault && !error.retry) return bot;
      throw error;
    });
    return { applicationId: application.id, botUserId: bot.id, guildId: settings.guildId, guildName: guild.name };
  });
  const fullFor: Discord['fullFor'] = (method, route, lane) => {
    const counted = countedAs(method, route);
    return budgets.fullFor(counted.kind, counted.place, paceOf(counted, lane));
  };
  return { call, fullFor, me, health, granted: (names) => ended('', undefined, names), settings };
}
