import { LogLevel, WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import { sayIn, type Say } from '../../texts/say.ts';
import type { Health } from '../platform.ts';
import type { Lane } from '../platform-fault.ts';
import { sharedBudgets } from '../rates/budgets.ts';
import { faultOf, SlackFault } from './faults.ts';
import { slackHealth } from './health.ts';
import { countedBy, paceOf } from './rates.ts';
import { sharedRefusals } from '../rates/refusals.ts';
import { onceKnown } from '../once-known.ts';
import type { SlackSettings } from './settings.ts';

export interface Me { teamId: string; enterpriseId?: string; botUserId: string; botId: string; /** Ends in `/`. */ teamUrl: string }

/** Slack's Web API, spoken to within its rates. */
export interface Slack {
  /**
   * One call, never repeated here.
   * @param how.place the channel it is about, when Slack counts by channel
   * @throws SlackFault
   */
  call<T = Record<string, unknown>>(method: string, args: Record<string, unknown>, how: { lane: Lane; place?: string }): Promise<T>;
  /** Milliseconds for which such a call would be put off anyway, as far as is known without asking. */
  fullFor(method: string, how: { lane: Lane; place?: string }): number;
  /** Who we are there; asked once it is needed, and again until it went well. @throws SlackFault */
  me(): Promise<Me>;
  /** What the last calls showed. */
  health(): Health;
  readonly settings: SlackSettings;
}

const timeoutMs = 4800;
/** Each lane has connections of its own: a page does not stand behind housekeeping that hangs. */
const atOnce: Readonly<Record<Lane, number>> = { page: 100, talk: 50, chores: 10 };
/** The library would log what it sends. */
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => LogLevel.ERROR, setName() {} };

/**
 * The real client without its own patience: its retries would post twice and make everything wait for one 429.
 * @param recovered called when Slack works again after it did not
 * @param turns connections for those who take turns, which all want the same row; pages take none, and do not wait for theirs
 */
export function slackWeb({ settings, sql, turns = sql, log, say = sayIn('en'), recovered }: { settings: SlackSettings; sql: Sql; turns?: Sql; log: Logger; say?: Say; recovered?: () => void }): Slack {
  const clientOf = (lane: Lane) => new WebClient(settings.botToken, {
    slackApiUrl: settings.apiUrl, allowAbsoluteUrls: false, timeout: timeoutMs, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, maxRequestConcurrency: atOnce[lane], logger: quiet,
  });
  const clients: Readonly<Record<Lane, WebClient>> = { page: clientOf('page'), talk: clientOf('talk'), chores: clientOf('chores') };
  const refusals = sharedRefusals('slack', sql, log);
  const budgets = sharedBudgets({ platform: 'slack', sql: turns, refusals, putOff: (method, retryAfterSeconds) => new SlackFault(method, 'rate_limited', { retryAfterSeconds }) });
  const { ended, health } = slackHealth({ log, say, refusals, recovered });

  const call: Slack['call'] = async <T>(method: string, args: Record<string, unknown>, { lane, place }: { lane: Lane; place?: string }) => {
    await budgets.take(method, countedBy(method, place), paceOf(method, lane));
    const began = performance.now();
    try {
      const answer = await clients[lane].apiCall(method, args);
      ended(method, undefined, answer.response_metadata?.scopes);
      return answer as T;
    } catch (error) {
      const fault: SlackFault = faultOf(method, error);
      if (fault.code === 'rate_limited' || fault.code === 'ratelimited') await refusals.note(method, countedBy(method, place), fault.retryAfterSeconds ?? 1);
      ended(method, fault, [], began);
      throw fault;
    }
  };

  const me = onceKnown(async (): Promise<Me> => {
    const answer = await call<Record<'team_id' | 'enterprise_id' | 'user_id' | 'bot_id' | 'url', string | undefined>>('auth.test', {}, { lane: 'page' });
    return {
      teamId: answer.team_id ?? '', botUserId: answer.user_id ?? '', botId: answer.bot_id ?? '', teamUrl: `${(answer.url ?? 'https://slack.com').replace(/\/+$/, '')}/`,
      ...(answer.enterprise_id ? { enterpriseId: answer.enterprise_id } : {}),
    };
  });
  return { call, me, health, settings, fullFor: (method, { lane, place }) => budgets.fullFor(method, countedBy(method, place), paceOf(method, lane)) };
}
