import type { Logger } from 'pino';
import { commands } from '../../commands/commands.ts';
import { consolePlatform } from '../chat/console/platform.ts';
import type { Dispatch, Platform, PlatformName } from '../chat/platform.ts';
import type { Config } from '../config.ts';
import { system, type Context } from '../context.ts';
import { connect, type Address } from '../db/client.ts';
import { providerOf } from '../delivery/providers.ts';
import type { CallTools } from '../delivery/http.ts';
import { countRefusals } from '../domain/alerts/refusals.ts';
import type { Ports } from '../domain/ports.ts';
import { meaningOf } from '../http/errors.ts';
import { measures } from '../http/measure.ts';
import type { Batcher } from '../intake/batch.ts';
import type { DirectoryCache } from '../intake/directory-cache.ts';
import { makeAtOnce } from '../jobs/at-once.ts';
import type { Delivering } from '../jobs/delivering.ts';
import { makeDeliveries } from '../jobs/handlers/deliver.ts';
import { startHeartbeat } from '../jobs/heartbeat.ts';
import { tellOfPlatforms } from '../jobs/known-platforms.ts';
import { applySchedules } from '../jobs/schedules.ts';
import { tellAdmins, warnAdmins } from '../jobs/tell-admins.ts';
import { startTimerLoop } from '../jobs/timer-loop.ts';
import { joinDiscord, type DiscordLink } from './discord.ts';
import { openDoors, type Doors } from './doors.ts';
import { patienceMs, type Closing, type Ground } from './ground.ts';
import { lockedBy, providerKinds } from './ports.ts';
import { directCard, makePosting } from './posting.ts';
import { joinSlack, type SlackLink } from './slack.ts';
import { makeHandlers, timerHandlers } from './work.ts';

/** The chat platforms beside the console, once they are followed. */
export interface Joined { slack?: SlackLink; discord?: DiscordLink }

interface Parts {
  config: Config;
  address: Address;
  log: Logger;
  closing: Closing;
  ground: Ground;
  /** Filled here. */
  joined: Joined;
  /** Where people are told; the console is there, the others come and go. */
  platforms: Map<PlatformName, Platform>;
  reader: Pick<Delivering, 'language' | 'timeZone'>;
  publicUrl: string | undefined;
  tools: CallTools;
  ports: Ports;
  dispatch: Dispatch;
  batcher: Batcher;
  directory: DirectoryCache;
  /** Folder with the browser's bundle. */
  webDir: string;
}

/** Begins to work: chat platforms, jobs, due moments, the word that we live, and last the doors. */
export async function startService({ config, address, log, closing, ground, joined, platforms, reader, publicUrl, tools, ports, dispatch, batcher, directory, webDir }: Parts): Promise<Doors> {
  const { sql, ctx, calm, keys, sealer, replica, runner } = ground;
  const figures = measures();
  const has = (name: string): boolean => Object.hasOwn(commands, name);
  const calmly = new Map<PlatformName, Platform>([['console', consolePlatform({ sql: calm.sql })]]);
  const posting = makePosting({ replica, platforms: calmly, commands, reader, publicUrl, defaultChannel: (name) => (name === 'console' ? undefined : joined[name]?.defaultChannel()) });
  const chat = { config, ctx, calm, sealer, dispatch, commands, ...reader, paging: platforms, posting: calmly, recognise: meaningOf, replica };
  const slack = await joinSlack({ ...chat, tellAdmins: (fault, channel) => tellAdmins(calm, posting, 'slack', fault, channel) });
  joined.slack = slack;
  closing.push(() => slack.stop());
  const discord = await joinDiscord({ ...chat, connectAlone: () => connect(address, { max: 1, name: 'imas-gateway', patienceMs }), tellAdmins: (fault, channel) => tellAdmins(calm, posting, 'discord', fault, channel) });
  joined.discord = discord;
  closing.push(() => discord.stop());
  const telling = tellOfPlatforms({ sql: calm.sql, replica, log, platforms: () => [...platforms.values()], lockedKinds: lockedBy(config) });
  closing.push(async () => telling.stop());

  const delivering: Delivering = {
    replica, platforms, opening: { providerKinds, sealer }, providerOf, tools, keys, publicUrl, ...reader,
    directCard: directCard(commands), observe: figures.notified, tellAdmins: (name, error) => tellAdmins(calm, posting, name, error), warnAdmins: (provider, warning) => warnAdmins(calm, posting, provider, warning),
  };
  const deliveries = makeDeliveries(delivering);
  await runner.work({ paging: ctx, chat: calm, chores: calm }, makeHandlers(posting, delivering, deliveries, { runner, timeZone: reader.timeZone, checkChannel: ports.checkChannel }, { dispatch, has, ...reader }));
  await applySchedules(ctx, runner, reader.timeZone);
  const escalating: Context = { ...ctx, actor: system('escalation') };
  const { through, ...pages } = makeAtOnce(escalating, replica, (ids) => deliveries.atOnce(ctx, ids));
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
  const doors = await openDoors({ slack: slack.door, config, ctx, sql, log, dispatch, ports, platform: platforms.get('console')!, keys, sealer, batcher, directory, refusals, measures: figures, has, webDir });
  closing.push(() => doors.close());
  return doors;
}
