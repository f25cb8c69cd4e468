import { join } from 'node:path';
import type { Logger } from 'pino';
import { commands } from '../commands/commands.ts';
import { checkKeys, readKeys } from './app/secret-key.ts';
import { lockedBy, makePorts, providerKinds } from './app/ports.ts';
import { directCard, makePosting } from './app/posting.ts';
import { openDoors, type Doors } from './app/doors.ts';
import { joinDiscord, type DiscordLink } from './app/discord.ts';
import { joinSlack, type SlackLink } from './app/slack.ts';
import { sealAnew } from './app/seal-anew.ts';
import { makeHandlers, timerHandlers } from './app/work.ts';
import { consolePlatform } from './chat/console/platform.ts';
import { releaseDoings } from './chat/once.ts';
import { makeDispatch } from './chat/dispatch.ts';
import type { Dispatch, Platform, PlatformName } from './chat/platform.ts';
import type { Config } from './config.ts';
import { system, type Context } from './context.ts';
import { connect, drizzleOver, type Address, type Sql } from './db/client.ts';
import { migrate } from './db/migrate.ts';
import { enqueueOn } from './db/transaction.ts';
import { providerOf } from './delivery/providers.ts';
import { cardsSoon } from './domain/alerts/cards-soon.ts';
import { receive, type Receiving } from './domain/alerts/receive.ts';
import { ringing } from './domain/alerts/ringing.ts';
import { countRefusals } from './domain/alerts/refusals.ts';
import { countRepeats } from './domain/alerts/repeats.ts';
import { releaseClaims } from './domain/notifications/claim.ts';
import { platformConfig } from './domain/providers/platform-row.ts';
import { ensureBuiltInGroups } from './domain/people/ensure-built-in-groups.ts';
import type { Ports } from './domain/ports.ts';
import { makeBatcher } from './intake/batch.ts';
import { cacheDirectory } from './intake/directory-cache.ts';
import type { Delivering } from './jobs/delivering.ts';
import { startHeartbeat } from './jobs/heartbeat.ts';
import { platformsKnown, tellOfPlatforms } from './jobs/known-platforms.ts';
import { joinReplicas } from './jobs/replica.ts';
import { startRunner } from './jobs/runner.ts';
import { applySchedules } from './jobs/schedules.ts';
import { tellAdmins, warnAdmins } from './jobs/tell-admins.ts';
import { makeAtOnce } from './jobs/at-once.ts';
import { makeDeliveries } from './jobs/handlers/deliver.ts';
import { startTimerLoop } from './jobs/timer-loop.ts';
import { projectRoot } from './root.ts';
import { measures } from './http/measure.ts';
import { callbackAt } from './http/routes/twilio.ts';
import { meaningOf } from './http/errors.ts';
import { listenerFor } from './app/listener.ts';
import type { Queue } from './queue.ts';

export interface Opened {
  ctx: Context;
  sql: Sql;
  dispatch: Dispatch;
  ports: Ports;
  config: Config;
  /** The stored settings of a chat platform, in clear. */
  storedPlatform(kind: 'SLACK' | 'DISCORD'): Promise<Record<string, unknown> | undefined>;
  /** Names of the migrations that opening applied. */
  migrated: readonly string[];
  /** The address under which HTTP answers; undefined for the command line. */
  doors: Doors | undefined;
  close(): Promise<void>;
}
export interface OpenOptions {
  config: Config;
  address: Address;
  log: Logger;
  /** Folder with the browser's bundle; undefined for the command line: no doors, no work from the queue. */
  webDir: string | undefined;
}

/** How long a statement may go unanswered before its connection counts as dead, milliseconds (promise R3). Chores may take longer. */
const patienceMs = 10_000;

/** Everything, wired: config → database → queue → platforms → doors. Starts and stops inside a test as in production. */
export async function openApp({ config, address, log, webDir }: OpenOptions): Promise<Opened> {
  const serve = webDir !== undefined;
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => { for (const end of closing.splice(0).reverse()) await end().catch((error: unknown) => log.warn({ err: error }, 'closing')); };
  try {
    const migrated = await migrateFirst(address);
    const sql = connect(address, { max: serve ? 16 : 3, name: 'imas', patienceMs });
    closing.push(() => sql.end({ timeout: 5 }));
    const db = drizzleOver(sql);
    const keys = readKeys(config);
    const sealer = await checkKeys(sql, keys);

    const queueSql = connect(address, { max: serve ? 6 : 2, name: 'imas-queue', patienceMs });
    drizzleOver(queueSql);
    closing.push(() => queueSql.end({ timeout: 5 }));
    let queue: Queue = { send: async () => { throw new Error('The queue is not open yet.'); } };
    const lazily: Queue = { send: (on, jobs) => queue.send(on, jobs) };
    const ctx: Context = { actor: system('IMAS'), db, sql, log, queue: lazily, enqueue: enqueueOn({ queue: lazily }, sql), inTransaction: false };
    const onDeath = async (dead: number): Promise<void> => {
      await sql`update posted_cards set lease_by = null where lease_by = ${dead}`;
      await releaseClaims(ctx, dead);
      await runner.release(dead);
      await releaseDoings(sql, dead);
      await Promise.all([joined.slack?.resume(), joined.discord?.resume()]);
    };
    const own = connect(address, { max: 1, name: 'imas-replica', patienceMs });
    closing.push(() => own.end({ timeout: 1 }));
    const replica = serve ? await joinReplicas({ sql, own, log, onDeath: (dead) => ready.then(() => onDeath(dead)) }) : { id: 0, stop: async () => {} };
    if (serve) {
      const sealed = await sealAnew(sql, sealer, replica.id);
      if (sealed > 0) log.info({ sealed }, 'secrets of a former key are sealed with the current one');
    }
    let isReady = (): void => {};
    const ready = new Promise<void>((resolve) => { isReady = resolve; });
    closing.push(() => replica.stop());
    // Cards and rooms have connections of their own, and few: however many wait for each other, pages do not.
    const calmSql = connect(address, { max: 4, name: 'imas-cards', patienceMs: 6 * patienceMs });
    closing.push(() => calmSql.end({ timeout: 5 }));
    const runner = await startRunner({ sql: queueSql, replica: replica.id, log, workers: serve });
    closing.push(() => runner.stop());
    queue = runner;
    isReady();
    await ensureBuiltInGroups(ctx);

    const platform = consolePlatform({ sql });
    const platforms = new Map<PlatformName, Platform>([['console', platform]]);
    const reader = { language: config.IMAS_LANGUAGE, timeZone: config.timeZone };
    const publicUrl = publicUrlOf(config);
    const tools = { allowAddresses: config.IMAS_ALLOW_ADDRESSES, timeoutMs: 5000, ...(config.SLACK_API_URL === undefined ? {} : { slackApiUrl: config.SLACK_API_URL }), ...(config.DISCORD_API_URL === undefined ? {} : { discordApiUrl: config.DISCORD_API_URL }), ...(publicUrl === undefined ? {} : { callback: callbackAt(publicUrl, keys), ownUrls: [publicUrl] }) };
    const repeats = countRepeats(sql, log);
    closing.push(() => repeats.stop());
    const directory = await cacheDirectory(sql, log);
    closing.push(() => directory.stop());
    const receiving: Receiving = { directory: (at) => directory.current(at), repeats, cards: cardsSoon(), ringing: ringing() };
    const batcher = makeBatcher((posts) => receive({ ...ctx, actor: system('monitoring') }, receiving, posts));
    closing.push(() => batcher.stop());
    const baseUrl = config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${config.PORT}`;
    const joined: { slack?: SlackLink; discord?: DiscordLink } = {};
    // The command line speaks to no platform, and may run without the service's environment.
    const beside = serve ? {} : { beside: await platformsKnown(sql) };
    const ports = makePorts({ ...beside, ctx, config, runner, sealer, tools, baseUrl, ...reader, platforms: () => [...platforms.values()], batcher, checkChannel: async (platform, id) => joined[platform]?.checkChannel(id), checkRole: async (id) => joined.discord?.checkRole(id) });
    const dispatch = makeDispatch({ commands, contextFor: listenerFor(ctx, reader), ports, fallback: { ctx, ...reader }, recognise: meaningOf });
    const storedPlatform: Opened['storedPlatform'] = (kind) => platformConfig({ ...ctx, actor: system('IMAS') }, kind, sealer);
    if (webDir === undefined) return { ctx, sql, storedPlatform, dispatch, ports, config, migrated, doors: undefined, close };

    const figures = measures();
    const delivering: Delivering = {
      replica: replica.id, platforms, opening: { providerKinds, sealer }, providerOf, tools, keys, publicUrl: publicUrlOf(config), ...reader,
      directCard: directCard(commands), observe: figures.notified, tellAdmins: (name, error) => tellAdmins(calm, posting, name, error), warnAdmins: (provider, warning) => warnAdmins(calm, posting, provider, warning),
    };
    const calm: Context = { ...ctx, db: drizzleOver(calmSql), sql: calmSql, enqueue: enqueueOn({ queue: lazily }, calmSql) };
    const calmly = new Map<PlatformName, Platform>([['console', consolePlatform({ sql: calmSql })]]);
    const posting = makePosting({ replica: replica.id, platforms: calmly, commands, reader, publicUrl: publicUrlOf(config), defaultChannel: (name) => (name === 'console' ? undefined : joined[name]?.defaultChannel()) });
    const slack = await joinSlack({
      config, ctx, calm, sealer, dispatch, commands, ...reader, paging: platforms, posting: calmly, recognise: meaningOf, replica: replica.id,
      tellAdmins: (fault, channel) => tellAdmins(calm, posting, 'slack', fault, channel),
    });
    joined.slack = slack;
    closing.push(() => slack.stop());
    const discord = await joinDiscord({
      config, ctx, calm, connectAlone: () => connect(address, { max: 1, name: 'imas-gateway', patienceMs }), sealer, dispatch, commands, ...reader, paging: platforms, posting: calmly, recognise: meaningOf, replica: replica.id,
      tellAdmins: (fault, channel) => tellAdmins(calm, posting, 'discord', fault, channel),
    });
    joined.discord = discord;
    closing.push(() => discord.stop());
    const telling = tellOfPlatforms({ sql: calmSql, replica: replica.id, log, platforms: () => [...platforms.values()], lockedKinds: lockedBy(config) });
    closing.push(async () => telling.stop());
    const deliveries = makeDeliveries(delivering);
    await runner.work({ paging: ctx, chat: calm, chores: calm }, makeHandlers(posting, delivering, deliveries, { runner, timeZone: config.timeZone, checkChannel: ports.checkChannel }, { dispatch, has: (name) => Object.hasOwn(commands, name), ...reader }));
    await applySchedules(ctx, runner, config.timeZone);
    const escalating: Context = { ...ctx, actor: system('escalation') };
    const { through, ...pages } = makeAtOnce(escalating, replica.id, (ids) => deliveries.atOnce(ctx, ids));
    closing.push(() => pages.stop());
    const timers = await startTimerLoop({ ctx: escalating, sql, handlers: timerHandlers, log, observe: figures.escalationLate, through });
    closing.push(() => timers.stop());
    if (config.IMAS_HEARTBEAT_URL !== undefined) {
      // The operator named it in the environment, so it may be anywhere.
      const heartbeat = startHeartbeat({ url: config.IMAS_HEARTBEAT_URL, tools: { ...tools, allowAddresses: ['0.0.0.0/0', '::/0'] }, isHealthy: async () => (await ports.health()).status === 'healthy', log });
      closing.push(async () => heartbeat.stop());
    }
    const refusals = countRefusals(sql, log);
    closing.push(() => refusals.stop());
    const doors = await openDoors({ slack: slack.door, config, ctx, sql, log, dispatch, ports, platform, keys, sealer, batcher, directory, refusals, measures: figures, has: (name) => Object.hasOwn(commands, name), webDir });
    closing.push(() => doors.close());
    return { ctx, sql, storedPlatform, dispatch, ports, config, migrated, doors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Migrating takes as long as it takes, and waits for whoever else is at it. */
async function migrateFirst(address: Address): Promise<readonly string[]> {
  const sql = connect(address, { max: 1, name: 'imas-migrations' });
  return migrate(sql, join(projectRoot(), 'migrations')).finally(() => sql.end({ timeout: 5 }));
}

/** No link is sent unless people can follow it: PUBLIC_URL set, and not this machine's own loopback. */
function publicUrlOf(config: Config): string | undefined {
  if (config.PUBLIC_URL === undefined) return undefined;
  const { hostname } = new URL(config.PUBLIC_URL);
  return /^(localhost|127\.|\[?::1)/.test(hostname) ? undefined : config.PUBLIC_URL;
}
