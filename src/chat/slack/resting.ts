import type { Logger } from 'pino';
import { SlackFault } from './faults.ts';
import type { Slack } from './web.ts';

/** Seconds since 1970. `next_dnd_start_ts` lies in the past while the quiet hours run. */
interface Dnd { dnd_enabled?: boolean; next_dnd_start_ts?: number; next_dnd_end_ts?: number; snooze_enabled?: boolean; snooze_endtime?: number }
/** Who is asked again within this time is as they were. */
const freshMs = 60_000;
/** A hint is not worth waiting for. */
const patienceMs = 1500;

const isQuiet = (dnd: Dnd, now: number): boolean =>
  (dnd.dnd_enabled === true && (dnd.next_dnd_start_ts ?? Infinity) <= now && now < (dnd.next_dnd_end_ts ?? 0)) || (dnd.snooze_enabled === true && now < (dnd.snooze_endtime ?? 0));

/**
 * Who of our users has set Slack to “do not disturb” at this moment. Where Slack does not say so, in time, nobody has:
 * it only ever changes which way a person is tried first.
 */
export function slackResting({ slack, log, slackIdsOf }: { slack: Slack; log: Logger; slackIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }): (userIds: readonly string[]) => Promise<ReadonlySet<string>> {
  const known = new Map<string, { dnd: Dnd; readAt: number }>();
  const read = async (user: string): Promise<Dnd> => {
    const had = known.get(user);
    if (had !== undefined && performance.now() - had.readAt < freshMs) return had.dnd;
    const dnd = await slack.call<Dnd>('dnd.info', { user }, { lane: 'chores' }).catch((error: unknown): Dnd => {
      if (!(error instanceof SlackFault)) throw error;
      log.debug({ code: error.code }, 'Slack does not say who is not to be disturbed');
      return {};
    });
    known.set(user, { dnd, readAt: performance.now() });
    return dnd;
  };
  return async (userIds) => {
    const resting = new Set<string>();
    const asked = [...(await slackIdsOf(userIds))].map(async ([userId, slackId]) => {
      if (isQuiet(await read(slackId), Date.now() / 1000)) resting.add(userId);
    });
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, patienceMs);
    try {
      await Promise.race([Promise.all(asked), patience.promise]);
    } finally {
      clearTimeout(timer);
    }
    return new Set(resting);
  };
}
