import { settle } from '../settle.ts';
import type { Slack } from './web.ts';

/**
 * Slack lets no app make a channel private. Of one that is public nothing is left that says what it was about: neither its topic nor its
 * name, which stays as it is where Slack does not let us change it. @returns whether it is private already @throws SlackFault
 */
export async function hideRoom(slack: Slack, channel: string, bareName: string): Promise<boolean> {
  const { channel: known } = await slack.call<{ channel: { is_private?: boolean } }>('conversations.info', { channel }, { lane: 'talk' });
  if (known.is_private === true) return true;
  await settle(() => slack.call('conversations.setTopic', { channel, topic: '' }, { lane: 'chores', place: channel }), (fault) => !fault.retry);
  await settle(() => slack.call('conversations.rename', { channel, name: bareName }, { lane: 'chores', place: channel }), (fault) => !fault.retry);
  return false;
}
