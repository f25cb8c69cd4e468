import type { Sql } from '../../db/client.ts';
import { directsOf, type Directs } from '../directs.ts';
import type { Slack } from './web.ts';

/** Direct conversations in Slack. */
export const slackDirects = ({ slack, sql }: { slack: Slack; sql: Sql }): Directs =>
  directsOf('slack', sql, async (users, lane) => (await slack.call<{ channel: { id: string } }>('conversations.open', { users }, { lane })).channel.id);
