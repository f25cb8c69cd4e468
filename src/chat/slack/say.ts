import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import { notFound } from '../../errors.ts';
import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import type { Place, Posted, SayOptions } from '../platform.ts';
import { slackAttempts } from './attempts.ts';
import { SlackFault } from './faults.ts';
import { findByKey, markOf } from './find-by-key.ts';
import { inTurn } from './in-turn.ts';
import { uploadPictures } from './pictures.ts';
import { drawMessage } from './render/message.ts';
import { storeValues } from './values.ts';
import type { Lane, Slack } from './web.ts';

export interface SayParts { slack: Slack; sql: Sql; log: Logger; say: Say; slackIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }
export interface Messages {
  /** @throws SlackFault */
  post(place: Place, card: Card, options: SayOptions): Promise<Posted>;
  /** @throws SlackFault, AppError not_found when the message cannot be changed any more */
  edit(posted: Posted, card: Card, how?: { awaited: boolean }): Promise<void>;
}

/** Longer than a turn is waited for, and a call may take; a page takes no turns. */
const heldSeconds: Readonly<Record<Lane, number>> = { page: 6, talk: 10, chores: 10 };

const attemptOf = (place: Place, key: string): string => `${place.id}:${place.thread ?? ''}:${key}`;

/** Cards as messages of Slack: posted once a key, edited in place. */
export function slackMessages({ slack, sql, log, say, slackIdsOf }: SayParts): Messages {
  const attempts = slackAttempts(sql, log);
  /** Whoever comes while the same message is on its way waits for it, and changes it where theirs says something else. */
  const inOrder = inTurn<{ posted: Posted; drawn: object }>();
  const draw = async (card: Card, userIds: readonly string[] = []) => {
    const mentions = userIds.length === 0 ? [] : [...(await slackIdsOf(userIds)).values()];
    const { text, blocks, kept } = drawMessage(card, { say, mentions, files: await uploadPictures({ slack, log }, card) });
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

  const call = async (place: Place, drawn: object, key: string, lane: Lane): Promise<Posted> => {
    const { ts } = await slack.call<{ ts: string }>('chat.postMessage', {
      channel: place.id, ...drawn, unfurl_links: false, unfurl_media: false, metadata: markOf(key), ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
    }, { lane, place: place.id });
    return { place, id: ts };
  };
  const atIt = () => new SlackFault('chat.postMessage', 'rate_limited', { retryAfterSeconds: 1 });
  const postOnce = async (place: Place, drawn: object, key: string, lane: Lane): Promise<Posted> => {
    const attempt = attemptOf(place, key);
    const standing = await attempts.take(attempt, heldSeconds[lane]);
    if (standing === 'taken') throw atIt();
    let isSure = false;
    try {
      const found = standing === 'first' ? undefined : await takeUp(place, key, drawn, lane);
      if (found) return found;
      // Looking may have taken its time, and another replica our place.
      if (standing === 'again' && !(await attempts.still(attempt))) throw atIt();
      return await call(place, drawn, key, lane);
    } catch (error) {
      isSure = standing === 'first' && error instanceof SlackFault && !error.inDoubt;
      throw error;
    } finally {
      await (isSure ? attempts.forget(attempt) : attempts.end(attempt));
    }
  };

  return {
    async post(place, card, options) {
      const lane: Lane = options.pages === true ? 'page' : 'talk';
      const drawn = await draw(card, options.mentions);
      const { posted } = await inOrder(attemptOf(place, options.key), async (before) => {
        if (before === undefined) return { posted: await postOnce(place, drawn, options.key, lane), drawn };
        if (!isDeepStrictEqual(before.drawn, drawn)) await update(before.posted, drawn, lane);
        return { posted: before.posted, drawn };
      });
      return posted;
    },
    async edit(posted, card, { awaited } = { awaited: true }) {
      try {
        await update(posted, await draw(card), awaited ? 'talk' : 'chores');
      } catch (error) {
        if (error instanceof SlackFault && error.key === 'slackFaults.message_gone') throw notFound('http.message_gone', {}, { cause: error });
        throw error;
      }
    },
  };
}
