import type { Slack } from '../web.ts';

/** Did we say it? What we say stands on the timeline already. @throws SlackFault */
export async function isOurs(slack: Slack, { user, bot_id: bot }: { user?: string | undefined; bot_id?: string | undefined }): Promise<boolean> {
  const me = await slack.me();
  return (user !== undefined && user === me.botUserId) || (bot !== undefined && bot === me.botId);
}
