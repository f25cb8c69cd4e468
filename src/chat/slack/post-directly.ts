import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { tryAgain } from '../again.ts';
import type { Directs } from '../directs.ts';
import { SlackFault } from './faults.ts';
import { findByKey, markOf } from './find-by-key.ts';
import type { DrawnMessage } from './render/message.ts';
import type { Slack } from './web.ts';

/** Posts in the conversation between somebody of Slack and us; what passes is waited for, and what was posted without our hearing of it is found. @throws SlackFault */
export async function postDirectly(ways: { slack: Slack; directs: Directs; log: Logger }, userId: string, drawn: DrawnMessage): Promise<{ channel: string; ts: string }> {
  const key = randomUUID();
  return tryAgain((isInDoubt) => postOnce(ways, userId, drawn, key, isInDoubt));
}

async function postOnce({ slack, directs, log }: { slack: Slack; directs: Directs; log: Logger }, userId: string, { text, blocks }: DrawnMessage, key: string, isInDoubt: boolean): Promise<{ channel: string; ts: string }> {
  const post = async (channel: string): Promise<{ channel: string; ts: string }> => {
    const before = isInDoubt ? await lookFor(slack, channel, key) : undefined;
    if (before !== undefined) return { channel, ts: before };
    const { ts } = await slack.call<{ ts: string }>('chat.postMessage', { channel, text, blocks, unfurl_links: false, unfurl_media: false, metadata: markOf(key) }, { lane: 'talk', place: channel });
    return { channel, ts };
  };
  try {
    return await post((await directs.open(userId, 'talk')).id);
  } catch (error) {
    if (error instanceof SlackFault && !error.gone) throw error;
    // It was remembered wrongly, or the store that remembers it is away: Slack knows it.
    log.info({ err: error }, 'a direct conversation is asked for anew');
    await directs.forget(userId).catch(() => {});
    const { channel } = await slack.call<{ channel: { id: string } }>('conversations.open', { users: userId }, { lane: 'talk' });
    return post(channel.id);
  }
}

/** Where one may not look, a message twice is better than none. */
async function lookFor(slack: Slack, channel: string, key: string): Promise<string | undefined> {
  try {
    return (await findByKey(slack, { platform: 'slack', id: channel, kind: 'direct' }, key, 'talk'))?.id;
  } catch (error) {
    if (error instanceof SlackFault && !error.retry) return undefined;
    throw error;
  }
}
