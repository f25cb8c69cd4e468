import type { Context } from '../../../context.ts';
import type { Language } from '../../../texts/say.ts';
import type { Dispatch } from '../../platform.ts';
import type { SlackFault } from '../faults.ts';
import type { SlackPeople } from '../people.ts';
import type { Slack } from '../web.ts';

/** What it takes to act on what happens in Slack's channels. */
export interface HappeningParts {
  slack: Slack;
  /** On behalf of the product itself. */
  ctx: Context;
  people: Pick<SlackPeople, 'speaker' | 'profile'>;
  dispatch: Dispatch;
  /** The organisation's, for whoever chose none. */
  language: Language;
  timeZone: string;
  /** A place of ours cannot be written to any more: the administrators are told, once a day. */
  tellAdmins(fault: SlackFault, channel: string): Promise<void>;
}
