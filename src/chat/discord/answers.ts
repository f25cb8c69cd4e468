import type { Say } from '../../texts/say.ts';
import type { Answer, Card } from '../card.ts';
import type { Speaker } from '../platform.ts';
import type { Asked } from './asked.ts';
import { draw, give, type Ways } from './give.ts';
import { openForm } from './open-form.ts';
import { postDirectly } from './post-directly.ts';
import type { Reply } from './reply.ts';

/**
 * Brings an answer to whoever asked: a form as a modal, a card to them alone, or to everybody where they asked. Where
 * nobody waits for it any more it is a direct message. @throws DiscordFault when that is closed, too
 */
export async function giveAnswer(ways: Ways, asked: Asked, reply: Reply, answer: Answer, { say, from }: { say: Say; from?: Speaker }): Promise<void> {
  if (answer.kind === 'form') return openForm(ways, asked, reply, answer.form, say);
  if (answer.follow !== undefined && from !== undefined) return followed(ways, asked, reply, answer.card, { say, from, follow: answer.follow });
  await give(ways, asked, reply, await draw(ways, answer.card, say), answer.private ? 'asker' : 'everybody');
}

/** What is kept up to date must be editable for longer than an interaction lives: it stands in the direct conversation. */
async function followed(ways: Ways, asked: Asked, reply: Reply, card: Card, { say, from, follow }: { say: Say; from: Speaker; follow: NonNullable<Extract<Answer, { kind: 'card' }>['follow']> }): Promise<void> {
  const posted = await postDirectly(ways, asked.userId, await draw(ways, card, say)).catch((error: unknown) => { ways.log.warn({ err: error }, 'an answer that is to be kept up to date could not be posted'); });
  if (posted !== undefined) ways.follow.add({ ...posted, card, follow, from, say });
  if (posted !== undefined && posted.channel === asked.channel) return reply.nothing();
  const small = posted === undefined ? (card.small ?? []) : [...(card.small ?? []), [say('discordIncoming.kept_in_dm')]];
  const drawn = await draw(ways, { ...card, small }, say);
  // It is there already, directly: nothing more to do when nobody waits here.
  if (posted !== undefined) await reply.say(drawn, 'asker');
  else await give(ways, asked, reply, drawn, 'asker');
}
