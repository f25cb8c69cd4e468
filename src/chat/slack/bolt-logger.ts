import { LogLevel, type Logger as BoltLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/** What Slack's libraries say, among our own words; how it is going is told by us, so theirs counts for little. */
export function boltLogger(log: Logger): BoltLogger {
  const line = (words: unknown[]): string => words.map(String).join(' ').slice(0, 1000);
  return {
    // They say every body on this level, secrets and all.
    debug: () => {},
    info: (...words) => log.debug(line(words)),
    warn: (...words) => log.debug(line(words)),
    error: (...words) => log.info(line(words)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
