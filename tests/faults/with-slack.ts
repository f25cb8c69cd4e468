import { onSlack } from '../fakes/chats/on-slack.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { withChat, type WithChat } from './with-chat.ts';

export interface WithSlack extends WithChat { slack: FakeSlack }

/** The same with Slack, for what only Slack can do to us. */
export async function withSlack(env: Record<string, string> = {}): Promise<WithSlack> {
  const it = await withChat(onSlack, env);
  return { ...it, slack: it.chat.slack };
}
