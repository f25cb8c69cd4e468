import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocketOptions } from 'discord.js';

/** The second attempt follows the first so much later, the next ones ever later; the library's own half second comes on top. Milliseconds. */
const firstMs = 500;
/** With the library's, less than the five seconds within which a session is to be resumed. */
const longestMs = 4000;

type Connecting = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0];

/**
 * Pauses between the library's attempts to connect, of which it makes two a second for ever: it asks for the session before each, and
 * waits for what it is told.
 * @param isLeft whoever was left while they waited tries no more
 */
export function holdBack(connecting: Connecting, isLeft: () => boolean): void {
  const { options } = connecting;
  const sessionOf = options.retrieveSessionInfo;
  let failures = 0;
  let until = -Infinity;
  const on = (event: 'ready' | 'resumed' | 'closed', work: () => void): void => void connecting.on(event as never, work as never);
  on('ready', () => { failures = 0; });
  on('resumed', () => { failures = 0; });
  on('closed', () => {
    failures++;
    until = performance.now() + firstMs + Math.min(longestMs, failures === 1 ? 0 : firstMs * 2 ** (failures - 2));
  });
  options.retrieveSessionInfo = async (shard) => {
    const ms = until - performance.now();
    if (failures > 1 && ms > 0) {
      await sleep(ms, undefined, { ref: false });
      if (isLeft()) await new Promise(() => undefined);
    }
    return sessionOf(shard);
  };
}
