import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { Commands } from '../commands.ts';
import type { Listener } from '../dispatch.ts';
import type { Speaker } from '../platform.ts';
import type { Language } from '../../texts/say.ts';
import { SlackFault } from './faults.ts';
import { shownHomes } from './home-shown.ts';
import { homeOf } from './home-of.ts';
import { keepValues } from '../keep-values.ts';
import type { SlackPeople } from './people.ts';
import { inRounds } from './rounds.ts';
import type { Lane } from '../platform-fault.ts';
import type { Slack } from './web.ts';

export interface HomeParts {
  slack: Slack;
  /** Hears of changes, and keeps what is shown. */
  sql: Sql;
  log: Logger;
  people: Pick<SlackPeople, 'speaker'>;
  commands: Commands;
  /** The speaker as an actor, read afresh, as for the dispatcher; over the connections of cards, not those of pages. */
  contextFor(from: Speaker): Promise<Listener>;
  /** The organisation's, for whoever is refused. */
  language: Language;
  timeZone: string;
  /** Nobody's page changes more often; milliseconds. */
  pauseMs?: number;
  /** How often a few are looked at, whether anything changed that nobody told, such as rights; milliseconds. */
  beatMs?: number;
}
export interface SlackHome {
  /** Shows somebody their page, and keeps it true from now on. Never rejects. */
  opened(userId: string): Promise<void>;
  stop(): Promise<void>;
}

/** Slack or the network is away: not sooner than this, unless Slack names a time. */
const awayMs = 30_000;

/**
 * Everybody's App Home. It is drawn when it is opened, and again for a day whenever anything changed, by whichever replica
 * takes the turn; what nobody tells of is seen within ten minutes or so. Only what reads differently is sent. Nothing waits
 * for it, least of all a page.
 */
export function slackHome(parts: HomeParts): SlackHome {
  const { slack, sql, log, pauseMs = 5000, beatMs = 60_000 } = parts;
  const homes = shownHomes(sql);
  let isStopped = false;
  /** Something was told that may stand on any page. */
  let isChanged = false;
  const changed = (): void => {
    isChanged = true;
    rounds.soon();
  };

  const renew = async (userId: string, lane: Lane, restMs: number, again: () => void): Promise<void> => {
    const turn = await homes.take(userId, restMs);
    // What the other one reads may be older than what changed just now.
    if (turn === undefined) return again();
    let shown: string | null = null;
    let isNew = false;
    try {
      const { view, kept } = await homeOf(parts, userId);
      const hash = createHash('sha256').update(JSON.stringify(view)).digest('base64url');
      isNew = hash !== turn.hash;
      if (isNew) {
        await keepValues(parts, kept);
        await slack.call('views.publish', { user_id: userId, view }, { lane });
      }
      shown = hash;
    } finally {
      await homes.give(userId, shown, isNew && shown !== null);
    }
  };
  /** @returns false when the others need not be tried now */
  const tryToRenew = async (userId: string, lane: Lane, restMs: number, again: () => void): Promise<boolean> => {
    try {
      await renew(userId, lane, restMs, again);
      return true;
    } catch (error) {
      log.info({ err: error, user: userId }, 'an App Home could not be shown');
      if (!(error instanceof SlackFault)) return true;
      if (error.retry) {
        rounds.rest(error.retryAfterSeconds === undefined ? awayMs : 1000 * error.retryAfterSeconds);
        again();
        return false;
      }
      // Gone, or no longer ours to write to; opening it again brings it back.
      await homes.forget(userId);
      return true;
    }
  };
  const rounds = inRounds({
    pauseMs, log,
    async work() {
      const isWhole = isChanged;
      isChanged = false;
      const users = await (isWhole ? homes.all() : homes.stale()).catch((error: unknown) => {
        isChanged ||= isWhole;
        throw error;
      });
      // What only a beat looked at is looked at by a later one.
      for (const userId of users) if (isStopped || !(await tryToRenew(userId, 'chores', pauseMs, isWhole ? changed : () => undefined))) return;
    },
  });

  const listen = () => sql.listen('imas_state', changed, changed);
  let listening: ReturnType<typeof listen> | undefined;
  const beginListening = (): void => {
    listening ??= listen();
    listening.catch((error: unknown) => { listening = undefined; log.warn({ err: error }, 'App Homes hear of no changes'); });
  };
  beginListening();
  const beat = setInterval(() => { beginListening(); rounds.soon(); }, beatMs).unref();

  return {
    async opened(userId) {
      try {
        await homes.opened(userId);
        await tryToRenew(userId, 'talk', 0, changed);
      } catch (error) {
        log.warn({ err: error, user: userId }, 'an App Home was opened and could not be shown');
      }
    },
    async stop() {
      isStopped = true;
      clearInterval(beat);
      await Promise.allSettled([rounds.stop(), listening?.then((it) => it.unlisten())]);
    },
  };
}
