import type { TextKey } from '../../texts/say.ts';
import { callHealth, type HealthParts } from '../call-health.ts';
import { SlackFault } from './faults.ts';

/** About Slack as a whole, not about one channel, person or message. */
const aboutAll = new Set<TextKey>(['slackFaults.unreachable', 'slackFaults.ailing', 'slackFaults.bad_token', 'slackFaults.revoked']);

/** What the last calls showed of Slack: that it is away, or which scopes it says are missing. */
export const slackHealth = (parts: Pick<HealthParts, 'log' | 'say' | 'refusals' | 'recovered'>) => callHealth({
  ...parts, platform: 'slack', aboutAll, lacks: (fault) => (fault instanceof SlackFault && fault.code === 'missing_scope' ? (fault.needed ?? '') : undefined), waiting: 'slackFaults.rate_limited',
});
