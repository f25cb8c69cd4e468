import type { TextKey, TextParams } from '../../texts/say.ts';
import { SlackFault } from './faults.ts';
import type { Slack } from './web.ts';

/** What keeps us from posting in a channel, asked of Slack; undefined when nothing does, or Slack does not say. Never throws. */
export async function checkChannel(slack: Slack, id: string): Promise<{ key: TextKey; params: TextParams } | undefined> {
  try {
    const { channel } = await slack.call<{ channel: { is_archived?: boolean; is_private?: boolean; is_member?: boolean } }>('conversations.info', { channel: id }, { lane: 'talk' });
    if (channel.is_archived === true) return { key: 'slackFaults.archived', params: {} };
    // In public ones we may write without being in them.
    return channel.is_private === true && channel.is_member === false ? { key: 'slackFaults.not_in_channel', params: {} } : undefined;
  } catch (error) {
    if (!(error instanceof SlackFault) || error.retry) return undefined;
    // A private channel is hidden from whoever is not in it.
    return error.code === 'channel_not_found' ? { key: 'slackSetup.channel_unseen', params: { channel: id } } : { key: error.key, params: error.params };
  }
}
