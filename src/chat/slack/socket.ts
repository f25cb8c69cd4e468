import { SocketModeReceiver, type App, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Say } from '../../texts/say.ts';
import type { Health } from '../platform.ts';
import { boltLogger } from './bolt-logger.ts';
import { faultOf } from './faults.ts';
import type { SlackSettings } from './settings.ts';

const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** From asking for an address to Slack's hello. */
const connectMs = 15_000;
/** A connection that ends sooner was none: the next one waits a little. */
const steadyMs = 5000;
/** Slack announces that it will end this connection. */
const farewell = /^.{0,200}"type"\s*:\s*"disconnect"/s;

export interface Socket {
  receiver: Receiver;
  /** Connects and stays connected. Returns at once: nothing of it fails the start. */
  start(): void;
  health(): Health;
  stop(): Promise<void>;
}

/**
 * Slack's events over a connection that we open (Socket Mode), for ever: a wrong token, an unreachable Slack or a lost
 * line is tried again, with pauses that grow. Every connection is an object of its own, so that the next one stands
 * before the last one has said goodbye.
 */
export function openSocket({ settings, appToken, log, say }: { settings: SlackSettings; appToken: string; log: Logger; say: Say }): Socket {
  const notWell = (state: string): Health => ({ ok: false, detail: say('slackIncoming.socket', { state }) });
  let app: App | undefined;
  let current: SocketModeReceiver | undefined;
  let health = notWell(say('slackIncoming.line_connecting'));
  let failures = 0;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;

  const again = (why: string): void => {
    if (isStopping) return;
    health = notWell(why);
    const pause = failures === 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), pause);
  };
  const connect = async (): Promise<void> => {
    const mine = aReceiver(settings, appToken, log);
    current = mine;
    mine.init(app!);
    let since = Infinity;
    const leave = (why: 'line_anew' | 'line_lost'): void => {
      if (current !== mine) return;
      current = undefined;
      failures = performance.now() - since >= steadyMs ? 0 : failures + 1;
      log.info({ why }, 'the connection to Slack ended; connecting again');
      again(say(`slackIncoming.${why}`));
    };
    mine.client.on('ws_message', (data: unknown) => { if (typeof data === 'string' && farewell.test(data)) leave('line_anew'); });
    try {
      await within(connectMs, mine.client.start());
      if (current !== mine) return;
      mine.client.on('disconnected', () => leave('line_lost'));
      since = performance.now();
      health = { ok: true, detail: 'Socket Mode' };
      log.info('connected to Slack by Socket Mode');
    } catch (error) {
      void mine.client.disconnect().catch(() => {});
      if (current !== mine) return;
      current = undefined;
      failures++;
      const fault = error instanceof Error ? faultOf('apps.connections.open', error) : undefined;
      log.warn({ ...(fault === undefined ? { why: 'the connection was closed' } : { err: fault }), failures }, 'Slack could not be connected by Socket Mode; trying again');
      again(fault?.said(say) ?? say('slackIncoming.line_closed'));
    }
  };

  return {
    receiver: { init: (one) => { app = one; }, start: async () => {}, stop: async () => {} },
    start: () => void connect(),
    health: () => health,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      const last = current;
      current = undefined;
      health = notWell(say('slackIncoming.line_stopped'));
      if (last !== undefined) await within(1000, last.client.disconnect()).catch(() => {});
    },
  };
}

const aReceiver = (settings: SlackSettings, appToken: string, log: Logger): SocketModeReceiver => new SocketModeReceiver({
  appToken,
  logger: boltLogger(log),
  // The library's own reconnecting can end in a rejection that nobody hears, which would end the process.
  autoReconnectEnabled: false,
  // An object of its own: the library writes into it.
  installerOptions: { clientOptions: { slackApiUrl: settings.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 5000 } },
});

async function within<T>(ms: number, doing: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DOMException('Slack sent no hello.', 'TimeoutError')), ms);
  try {
    return await Promise.race([doing, promise]);
  } finally {
    clearTimeout(timer);
  }
}
