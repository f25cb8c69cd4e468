import type { Health } from '../platform.ts';
import type { SlackSettings } from './settings.ts';

/** Whose call goes first: a page before what people read, that before housekeeping. */
export type Lane = 'page' | 'talk' | 'chores';
export interface Me { teamId: string; enterpriseId?: string; botUserId: string; botId: string; /** Ends in `/`. */ teamUrl: string }

/** Slack's Web API, spoken to within its rates. */
export interface Slack {
  /**
   * One call, never repeated here.
   * @param how.place the channel it is about, when Slack counts by channel
   * @throws SlackFault
   */
  call<T = Record<string, unknown>>(method: string, args: Record<string, unknown>, how: { lane: Lane; place?: string }): Promise<T>;
  /** Who we are there; asked once it is needed, and again until it went well. @throws SlackFault */
  me(): Promise<Me>;
  /** What the last calls showed. */
  health(): Health;
  readonly settings: SlackSettings;
}
