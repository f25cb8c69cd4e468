import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import { messages, type Messages } from '../messages.ts';
import type { Place, Posted } from '../platform.ts';
import type { Lane } from '../platform-fault.ts';
import { SlackFault } from './faults.ts';
import { findByKey, markOf } from './find-by-key.ts';
import { uploadPictures } from './pictures.ts';
import { drawMessage } from './render/message.ts';
import type { Slack } from './web.ts';

export interface SayParts { slack: Slack; sql: Sql; log: Logger; say: Say; slackIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }

/** Cards as messages of Slack: posted once a key, edited in place. */
export function slackMessages({ slack, sql, log, say, slackIdsOf }: SayParts): Messages {
  const draw = async (card: Card, userIds: readonly string[]) => {
    const mentions = userIds.length === 0 ? [] : [...(await slackIdsOf(userIds)).values()];
    const { text, blocks, kept } = drawMessage(card, { say, mentions, files: await uploadPictures({ slack, log }, card) });
    await keepValues({ sql, log }, kept);
    return { text, blocks };
  };
  const update = (posted: Posted, drawn: object, lane: Lane) => slack.call('chat.update', { channel: posted.place.id, ts: posted.id, ...drawn }, { lane, place: posted.place.id });

  /** One may write into a public channel without being in it, but not read it. */
  const find = async (place: Place, key: string, lane: Lane): Promise<Posted | undefined> => {
    try {
      return await findByKey(slack, place, key, lane);
    } catch (error) {
      if (!(error instanceof SlackFault) || error.code !== 'not_in_channel') throw error;
      await slack.call('conversations.join', { channel: place.id }, { lane });
      return findByKey(slack, place, key, lane);
    }
  };
  const post = async (place: Place, drawn: object, key: string, lane: Lane): Promise<Posted> => {
    const { ts } = await slack.call<{ ts: string }>('chat.postMessage', {
      channel: place.id, ...drawn, unfurl_links: false, unfurl_media: false, metadata: markOf(key), ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
    }, { lane, place: place.id });
    return { place, id: ts };
  };
  return messages({
    platform: 'slack', sql, log, draw, post, find, update,
    atIt: () => new SlackFault('chat.postMessage', 'rate_limited', { retryAfterSeconds: 1 }),
    isGone: (error) => error instanceof SlackFault && error.key === 'slackFaults.message_gone',
  });
}
