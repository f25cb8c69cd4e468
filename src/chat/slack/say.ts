import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import { notFound } from '../../errors.ts';
import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import type { Place, Posted, SayOptions } from '../platform.ts';
import { slackAttempts } from './attempts.ts';
import { SlackFault } from './faults.ts';
import { findByKey, markOf } from './find-by-key.ts';
import { drawMessage } from './render/message.ts';
import { storeValues } from './values.ts';
import type { Lane, Slack } from './web.ts';

export interface SayParts { slack: Slack; sql: Sql; log: Logger; say: Say; slackIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }
export interface Messages {
  /** @throws SlackFault */
  post(place: Place, card: Card, options: SayOptions): Promise<Posted>;
  /** @throws SlackFault, AppError not_found when the message cannot be changed any more */
  edit(posted: Posted, card: Card): Promise<void>;
}

/** Cards as messages of Slack: posted once a key, edited in place. */
export function slackMessages({ slack, sql, log, say, slackIdsOf }: SayParts): Messages {
  const attempts = slackAttempts(sql, log);
  const draw = async (card: Card, userIds: readonly string[] = []) => {
    const mentions = userIds.length === 0 ? [] : [...(await slackIdsOf(userIds)).values()];
    const { text, blocks, kept } = drawMessage(card, { say, mentions });
    if (kept.length > 0) await storeValues(sql, kept);
    return { text, blocks };
  };
  const update = (posted: Posted, drawn: object, lane: Lane) => slack.call('chat.update', { channel: posted.place.id, ts: posted.id, ...drawn }, { lane, place: posted.place.id });

  /** One may write into a public channel without being in it, but not read it. */
  const findInside = async (place: Place, key: string, lane: Lane): Promise<Posted | undefined> => {
    try {
      return await findByKey(slack, place, key, lane);
    } catch (error) {
      if (!(error instanceof SlackFault) || error.code !== 'not_in_channel') throw error;
      await slack.call('conversations.join', { channel: place.id }, { lane });
      return findByKey(slack, place, key, lane);
    }
  };
  /** What an earlier attempt left there, brought up to date; undefined when it left nothing that can be used. */
  const takeUp = async (place: Place, key: string, drawn: object, lane: Lane): Promise<Posted | undefined> => {
    try {
      const found = await findInside(place, key, lane);
      if (found) await update(found, drawn, lane);
      return found;
    } catch (error) {
      // A channel that cannot be read, say for want of a scope: a message twice is better than none.
      if (error instanceof SlackFault && !error.retry && !error.gone) return undefined;
      throw error;
    }
  };

  return {
    async post(place, card, options) {
      const lane: Lane = options.pages === true ? 'page' : 'talk';
      const attempt = `${place.id}:${place.thread ?? ''}:${options.key}`;
      const [drawn, isFirst] = await Promise.all([draw(card, options.mentions), attempts.first(attempt)]);
      const found = isFirst ? undefined : await takeUp(place, options.key, drawn, lane);
      if (found) return found;
      try {
        const { ts } = await slack.call<{ ts: string }>('chat.postMessage', {
          channel: place.id, ...drawn, unfurl_links: false, unfurl_media: false, metadata: markOf(options.key), ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
        }, { lane, place: place.id });
        return { place, id: ts };
      } catch (error) {
        if (isFirst && error instanceof SlackFault && !error.inDoubt) await attempts.forget(attempt);
        throw error;
      }
    },
    async edit(posted, card) {
      try {
        await update(posted, await draw(card), 'talk');
      } catch (error) {
        if (error instanceof SlackFault && error.key === 'slackFaults.message_gone') throw notFound('http.message_gone', {}, { cause: error });
        throw error;
      }
    },
  };
}
