import type { Say } from '../../texts/say.ts';
import type { Answer, Card } from '../card.ts';
import type { Speaker } from '../platform.ts';
import type { Asked } from './asked.ts';
import { openForm } from './open-form.ts';
import { postDirectly } from './post-directly.ts';
import type { DrawnMessage } from './render/message.ts';
import { respond } from './response-url.ts';
import { byOneOf, draw, shown, whisper, type Way, type Ways } from './whisper.ts';

/**
 * Brings an answer to whoever asked: a form as a modal, a card to them alone, or to everybody where they asked. When
 * one way is closed the next is taken; the last one is a direct message. @throws SlackFault when all are closed
 */
export async function giveAnswer(ways: Ways, asked: Asked, answer: Answer, { say, from }: { say: Say; from?: Speaker }): Promise<void> {
  if (answer.kind === 'form') return openForm(ways, asked, answer.form, say);
  if (answer.follow !== undefined && from !== undefined) return followed(ways, asked, answer.card, { say, from, follow: answer.follow });
  const drawn = await draw(ways, answer.card, say);
  if (answer.private || asked.isDirect === true && asked.message !== undefined) await whisper(ways, asked, drawn);
  else await speak(ways, asked, drawn);
}

/** To everybody where it was asked, but never as a new message beside the card that it is about. */
async function speak(ways: Ways, asked: Asked, drawn: DrawnMessage): Promise<void> {
  const { responseUrl, channel } = asked;
  const thread = asked.thread ?? asked.message;
  const post: Way[] = channel === undefined ? [] : [() => ways.slack.call('chat.postMessage', { channel, ...shown(drawn), ...(thread === undefined ? {} : { thread_ts: thread }) }, { lane: 'talk', place: channel })];
  const byUrl: Way[] = responseUrl === undefined ? [] : [() => respond(responseUrl, drawn, { seenBy: 'everybody', ...(thread === undefined ? {} : { thread }) })];
  await byOneOf(ways, [...(thread === undefined ? [...byUrl, ...post] : [...post, ...byUrl]), () => whisper(ways, asked, drawn)]);
}

/** What is kept up to date must be editable, which only real messages are: it stands in the direct conversation. */
async function followed(ways: Ways, asked: Asked, card: Card, { say, from, follow }: { say: Say; from: Speaker; follow: NonNullable<Extract<Answer, { kind: 'card' }>['follow']> }): Promise<void> {
  const posted = await postDirectly(ways, asked.userId, await draw(ways, card, say)).catch((error: unknown) => { ways.log.warn({ err: error }, 'an answer that is to be kept up to date could not be posted'); });
  if (posted !== undefined) ways.follow.add({ card, follow, from, draw: (now) => change(ways, posted, now, say) });
  // Asked there, or in the App Home, where nothing can be said: the direct message is all there is.
  if (posted !== undefined && (posted.channel === asked.channel || (asked.channel === undefined && asked.responseUrl === undefined))) return;
  const small = posted === undefined ? (card.small ?? []) : [...(card.small ?? []), [say('slackIncoming.kept_in_dm')]];
  await whisper(ways, asked, await draw(ways, { ...card, small }, say));
}

async function change(ways: Ways, { channel, ts }: { channel: string; ts: string }, card: Card, say: Say): Promise<void> {
  const { text, blocks } = await draw(ways, card, say);
  await ways.slack.call('chat.update', { channel, ts, text, blocks }, { lane: 'chores', place: channel });
}
