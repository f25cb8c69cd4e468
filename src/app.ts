import type { Logger } from 'pino';
import { commands } from '../commands/commands.ts';
import { layGround, type Closing } from './app/ground.ts';
import { listenerFor } from './app/listener.ts';
import { makePorts } from './app/ports.ts';
import { startService, type Joined } from './app/service.ts';
import type { Doors } from './app/doors.ts';
import { consolePlatform } from './chat/console/platform.ts';
import { makeDispatch } from './chat/dispatch.ts';
import type { Dispatch, Platform, PlatformName } from './chat/platform.ts';
import type { Config } from './config.ts';
import { system, type Context } from './context.ts';
import type { Address, Sql } from './db/client.ts';
import type { CallTools } from './delivery/http.ts';
import { cardsSoon } from './domain/alerts/cards-soon.ts';
import { receive, type Receiving } from './domain/alerts/receive.ts';
import { countRepeats } from './domain/alerts/repeats.ts';
import { ringing } from './domain/alerts/ringing.ts';
import { platformConfig } from './domain/providers/platform-row.ts';
import type { Ports } from './domain/ports.ts';
import { meaningOf } from './http/errors.ts';
import { callbackAt } from './http/routes/twilio.ts';
import { makeBatcher } from './intake/batch.ts';
import { cacheDirectory } from './intake/directory-cache.ts';
import { platformsKnown } from './jobs/known-platforms.ts';
import type { Keys } from './secrets.ts';

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

/** Everything, wired: config → database → queue → platforms → doors. Starts and stops inside a test as in production. */
export async function openApp({ config, address, log, webDir }: OpenOptions): Promise<Opened> {
  const serve = webDir !== undefined;
  const closing: Closing = [];
  const close = async (): Promise<void> => { for (const end of closing.splice(0).reverse()) await end().catch((error: unknown) => log.warn({ err: error }, 'closing')); };
  try {
    const joined: Joined = {};
    const ground = await layGround({ config, address, log, serve, closing, resume: () => Promise.all([joined.slack?.resume(), joined.discord?.resume()]) });
    const { sql, ctx, sealer, runner } = ground;
    const platforms = new Map<PlatformName, Platform>([['console', consolePlatform({ sql })]]);
    const reader = { language: config.IMAS_LANGUAGE, timeZone: config.timeZone };
    const publicUrl = publicUrlOf(config);
    const tools = toolsOf(config, publicUrl, ground.keys);
    const repeats = countRepeats(sql, log);
    closing.push(() => repeats.stop());
    const directory = await cacheDirectory(sql, log);
    closing.push(() => directory.stop());
    const receiving: Receiving = { directory: (at) => directory.current(at), repeats, cards: cardsSoon(), ringing: ringing() };
    const batcher = makeBatcher((posts) => receive({ ...ctx, actor: system('monitoring') }, receiving, posts));
    closing.push(() => batcher.stop());
    const baseUrl = config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${config.PORT}`;
    // The command line speaks to no platform, and may run without the service's environment.
    const beside = serve ? {} : { beside: await platformsKnown(sql) };
    const ports = makePorts({ ...beside, ctx, config, runner, sealer, tools, baseUrl, ...reader, platforms: () => [...platforms.values()], batcher, checkChannel: async (platform, id) => joined[platform]?.checkChannel(id), checkRole: async (id) => joined.discord?.checkRole(id) });
    const dispatch = makeDispatch({ commands, contextFor: listenerFor(ctx, reader), ports, fallback: { ctx, ...reader }, recognise: meaningOf });
    const doors = webDir === undefined ? undefined : await startService({ config, address, log, closing, ground, joined, platforms, reader, publicUrl, tools, ports, dispatch, batcher, directory, webDir });
    return { ctx, sql, storedPlatform: (kind) => platformConfig(ctx, kind, sealer), dispatch, ports, config, migrated: ground.migrated, doors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What outgoing calls need. Where a chat platform's address is set, as for a local one, it is theirs. */
const toolsOf = (config: Config, publicUrl: string | undefined, keys: Keys): CallTools => ({
  allowAddresses: config.IMAS_ALLOW_ADDRESSES, timeoutMs: 5000,
  ...(config.SLACK_API_URL === undefined ? {} : { slackApiUrl: config.SLACK_API_URL }), ...(config.DISCORD_API_URL === undefined ? {} : { discordApiUrl: config.DISCORD_API_URL }),
  ...(publicUrl === undefined ? {} : { callback: callbackAt(publicUrl, keys), ownUrls: [publicUrl] }),
});

/** No link is sent unless people can follow it: PUBLIC_URL set, and not this machine's own loopback. */
function publicUrlOf(config: Config): string | undefined {
  if (config.PUBLIC_URL === undefined) return undefined;
  const { hostname } = new URL(config.PUBLIC_URL);
  return /^(localhost|127\.|\[?::1)/.test(hostname) ? undefined : config.PUBLIC_URL;
}
