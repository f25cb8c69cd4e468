import type { Client } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Say, TextKey, TextParams } from '../../texts/say.ts';
import type { Health } from '../platform.ts';
import type { Interaction } from './asked.ts';
import { DiscordFault } from './faults.ts';
import { gatewayClient, hangUpOnSilence, insidesOf } from './gateway-client.ts';
import { guardAt } from './guard.ts';
import { hearOfServers, type ServerHooks } from './server-events.ts';
import type { SessionStarts } from './session-starts.ts';
import type { DiscordSettings } from './settings.ts';

/** Between two attempts to connect, the longer the more of them failed; milliseconds. */
const firstPauseMs = 500;
const longestPauseMs = 5000;
/** Whoever is not back by then, by the client's own resuming, begins anew; milliseconds. */
const patienceMs = 15_000;
/** For saying goodbye; milliseconds. */
const leaveMs = 1000;
/** A session that may begin so soon is waited for with the connection open; milliseconds. */
const openMs = 6000;
/** Somebody who was left has gone by then; milliseconds. */
const goneMs = 30_000;
/** Discord may change its mind: it is asked again whether sessions may begin. */
const askAgainMs = 10 * 60_000;
/** Closing codes after which Discord takes no new attempt either (topics/opcodes-and-status-codes). */
const finalCodes: ReadonlySet<number> = new Set([4004, 4010, 4011, 4012, 4013, 4014]);
const badToken = 4004;

/** What Discord tells. */
export interface GatewayHooks extends ServerHooks {
  interaction(it: Interaction): void;
  /** Connected, and by a session of its own: what happened before is not told. @param isThere the bot is in our server */
  ready(isThere: boolean): void;
  /** Discord refuses us for good: nobody tries again until the settings change. */
  refused(fault: DiscordFault): void;
}
export interface Gateway { health(): Health; stop(): Promise<void> }

/**
 * Discord's gateway, for as long as it is wanted: discord.js resumes what breaks, and what does not come back begins anew.
 * Nothing privileged is asked for. A token that Discord refuses ends the attempts, never the process.
 */
export function openGateway({ settings, starts, log, say, hooks }: { settings: DiscordSettings; starts: SessionStarts; log: Logger; say: Say; hooks: GatewayHooks }): Gateway {
  const guard = guardAt(settings.apiUrl);
  const illness = (key: TextKey, params?: TextParams): Health => ({ ok: false, detail: say(key, params) });
  let health = illness('discordIncoming.line_connecting');
  let client: Client | undefined;
  let failures = 0;
  let losses = 0;
  let isOver = false;
  let isInGuild = false;
  let timer: NodeJS.Timeout | undefined;
  let stopHangingUp = (): void => undefined;

  const later = (ms: number): void => {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(() => void connect(), ms);
  };
  const again = (why: string): void => {
    failures++;
    health = { ok: false, detail: say('discordIncoming.line_failed', { why }) };
    later(Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4));
  };
  const refuse = (code: number): void => {
    isOver = true;
    clearTimeout(timer);
    // The same as calls meet: administrators are told once of either.
    const fault = new DiscordFault('gateway', code === badToken ? 'bad_token' : String(code));
    health = code === badToken ? { ok: false, detail: fault.said(say) } : illness('discordIncoming.bad_connection', { code });
    log.error({ code }, 'Discord refuses the gateway for good; it is not tried again until the token is taken or the settings change');
    hooks.refused(fault);
    void leave();
  };
  const leave = async (): Promise<void> => {
    const last = client;
    client = undefined;
    stopHangingUp();
    if (last === undefined) return;
    // Left while it connects, the library connects anew and never says that it left: it is ended once more when it has.
    const inner = insidesOf(last);
    last.ws.on('READY' as never, () => setImmediate(() => void inner?.destroy().catch(() => undefined)));
    const leaving = last.destroy().catch((error: unknown) => log.debug({ err: error }, 'leaving the gateway'));
    await Promise.race([leaving, sleep(leaveMs, undefined, { ref: false })]);
  };
  const there = (isThere: boolean): void => {
    isInGuild = isThere;
    health = isThere ? { ok: true, detail: say('discordIncoming.line_held') } : illness('discord.not_in_guild', { guild: settings.guildId });
  };

  /** Too many sessions began: nobody asks for another before that time. */
  const pause = (ms: number): void => {
    health = illness('discordIncoming.line_starts', { minutes: Math.ceil(ms / 60_000) });
    log.warn({ seconds: Math.ceil(ms / 1000) }, 'Discord lets no further session begin yet');
    later(Math.min(ms, askAgainMs));
  };
  const mayIdentify = async (signal: AbortSignal): Promise<void> => {
    const ms = await starts.left().catch(() => 0);
    if (ms > openMs) {
      pause(ms);
      void leave();
    }
    // Left, the library says by its signal that nobody waits for this any more.
    await sleep(ms > openMs ? goneMs : ms, undefined, { signal, ref: false });
    if (ms > openMs) throw new Error('no session may begin yet');
    starts.note();
  };

  const connect = async (): Promise<void> => {
    await leave();
    if (isOver) return;
    // Should nothing come of it, whatever the client waits for.
    later(2 * patienceMs);
    try {
      const hindrance = guard.hinders('page');
      if (hindrance !== undefined) throw new DiscordFault('gateway', hindrance);
      const ms = await starts.left();
      if (ms > openMs) return pause(ms);
      const mine = await gatewayClient({ settings, guard, log, mayIdentify });
      if (isOver) return;
      client = mine;
      stopHangingUp = hangUpOnSilence(mine);
      const heard = <T>(event: string, work: (data: T) => void): void => {
        mine.ws.on(event as never, ((data: T) => {
          if (client !== mine) return;
          try {
            work(data);
          } catch (error) {
            log.warn({ err: error, event }, 'Discord told something that cannot be read');
          }
        }) as never);
      };
      heard<{ guilds?: readonly { id: string }[] }>('READY', ({ guilds = [] }) => {
        clearTimeout(timer);
        const attempts = failures + losses;
        failures = losses = 0;
        const isThere = guilds.some(({ id }) => id === settings.guildId);
        there(isThere);
        log.info({ isThere, attempts }, 'connected to Discord');
        hooks.ready(isThere);
      });
      heard('RESUMED', () => {
        clearTimeout(timer);
        there(isInGuild);
        log.info({ attempts: losses }, 'connected to Discord again; nothing was missed');
        losses = 0;
      });
      heard<Interaction>('INTERACTION_CREATE', (it) => hooks.interaction(it));
      hearOfServers(heard, { guildId: settings.guildId, isUs: (id) => mine.user === null || id === mine.user.id, seen: there, hooks });
      mine.on('shardReconnecting', () => {
        if (client !== mine) return;
        health = illness('discordIncoming.line_lost');
        // Once; the attempts are counted and said when it is back.
        if (++losses === 1) log.info('the connection to Discord ended; connecting again');
        later(patienceMs);
      });
      mine.on('shardDisconnect', ({ code }) => { if (client === mine && finalCodes.has(code)) refuse(code); });
      // Without somebody who listens, an error of the client ends the process.
      mine.on('error', (error) => log.warn({ err: error }, 'the connection to Discord has trouble'));
      mine.on('shardError', (error) => log.warn({ err: error }, 'the connection to Discord has trouble'));
      await mine.login(settings.botToken);
    } catch (error) {
      if (isOver) return;
      if (['TokenInvalid', 'bad_token'].includes((error as { code?: string }).code ?? '')) return refuse(badToken);
      log[failures === 0 ? 'warn' : 'debug']({ err: error, failures }, 'Discord could not be connected; trying again');
      again(error instanceof Error ? error.message : String(error));
    }
  };
  void connect();

  return {
    health: () => health,
    async stop() {
      isOver = true;
      clearTimeout(timer);
      health = illness('discordIncoming.line_stopped');
      await leave();
    },
  };
}
