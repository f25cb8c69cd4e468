import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import type { Asked } from './asked.ts';
import { SlackFault } from './faults.ts';
import type { Incoming } from './incoming.ts';
import { keepValues } from '../keep-values.ts';
import { postDirectly } from './post-directly.ts';
import { uploadPictures } from './pictures.ts';
import { drawMessage, type DrawnMessage } from './render/message.ts';
import { respond } from './response-url.ts';

/** By what somebody can be answered. */
export type Ways = Pick<Incoming, 'slack' | 'sql' | 'log' | 'follow' | 'directs'>;
export type Way = () => Promise<unknown>;

/** A card as a message, with what its buttons have no room for stored. */
export async function draw(ways: Ways, card: Card, say: Say): Promise<DrawnMessage> {
  const drawn = drawMessage(card, { say, files: await uploadPictures(ways, card) });
  await keepValues(ways, drawn.kept);
  return drawn;
}

/** To the asker alone. */
export async function whisper(ways: Ways, asked: Asked, drawn: DrawnMessage): Promise<void> {
  const { responseUrl, channel, userId, thread } = asked;
  const inThread = thread === undefined ? {} : { thread_ts: thread };
  const here: Way[] = responseUrl !== undefined ? [() => respond(responseUrl, drawn, { seenBy: 'asker', ...(thread === undefined ? {} : { thread }) })]
    : channel === undefined ? []
    : asked.isDirect === true ? [() => ways.slack.call('chat.postMessage', { channel, ...shown(drawn), ...inThread }, { lane: 'talk', place: channel })]
    : [() => ways.slack.call('chat.postEphemeral', { channel, user: userId, text: drawn.text, blocks: drawn.blocks, ...inThread }, { lane: 'talk', place: channel })];
  await byOneOf(ways, [...here, () => postDirectly(ways, userId, drawn)]);
}

/** Addresses of texts are not unfolded: what alerts link to is not fetched and shown. */
export const shown = ({ text, blocks }: DrawnMessage) => ({ text, blocks, unfurl_links: false, unfurl_media: false });

/** The first way that is open. When an answer may have come through, nobody is answered a second time. @throws what the last one threw */
export async function byOneOf({ log }: Ways, all: readonly Way[]): Promise<void> {
  for (const [i, way] of all.entries()) {
    try {
      await way();
      return;
    } catch (error) {
      if (isInDoubt(error)) return log.warn({ err: error }, 'Slack did not say whether it gave an answer');
      if (i === all.length - 1) throw error;
      log.info({ err: error }, 'an answer could not be given where it was asked; the next way is taken');
    }
  }
}

const isInDoubt = (error: unknown): boolean => (error instanceof SlackFault ? error.inDoubt : error instanceof DOMException && error.name === 'TimeoutError');
