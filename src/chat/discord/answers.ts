import type { Answer, Card, Form } from '../card.ts';
import type { Speaker } from '../platform.ts';
import { give, type Asker, type Ways } from './give.ts';
import { withNames } from './names-to-choose.ts';
import { openForm } from './open-form.ts';
import { postDirectly, type Standing } from './post-directly.ts';
import { changedBody, makeSendable, withoutNotice, type Sendable } from './sendable.ts';

type CardAnswer = Extract<Answer, { kind: 'card' }>;

/**
 * Brings an answer to whoever asked: a form as a modal, a card to them alone, or to everybody where they asked. Where
 * nobody waits for it any more it is a direct message. @throws DiscordFault when that is closed, too, and they cannot be called either
 */
export async function giveAnswer(ways: Ways, asker: Asker, answer: Answer, from?: Speaker): Promise<void> {
  if (answer.kind === 'form') {
    const form = asker.asked.isDirect ? withoutPickers(answer.form) : answer.form;
    return openForm(ways, asker, from === undefined ? form : await withNames(ways.dispatch, from, form));
  }
  const { card, follow, private: isPrivate } = answer;
  // What went wrong is no end: the button that goes on stays.
  const given = await give(ways, asker, await makeSendable(ways, card, { say: asker.say }), isPrivate ? 'asker' : 'everybody', card.tone === 'bad');
  if (follow === undefined || from === undefined || given === 'called over') return;
  ways.follow.add({ card, follow, from, draw: keptUpTo(ways, asker, given, isPrivate) });
}

/** In a direct conversation there is nothing of a server to be picked. */
const withoutPickers = (form: Form): Form => ({ ...form, fields: form.fields.map(({ picks: _, ...field }) => field) });

/** Brings an answer up to date where it stands; when Discord does not let it be changed any more, it goes on in the direct conversation. */
function keptUpTo(ways: Ways, { asked, reply, say }: Asker, given: Exclude<Awaited<ReturnType<typeof give>>, 'called over'>, isPrivate: boolean): (card: CardAnswer['card']) => Promise<void> {
  let direct: Standing | undefined = 'direct' in given ? given.direct : undefined;
  const change = ({ channel, id }: Standing, drawn: Sendable): Promise<unknown> =>
    ways.discord.call('PATCH', `/channels/${channel}/messages/${id}`, { body: changedBody(drawn), files: drawn.files, lane: 'chores', place: channel });
  return async (card: Card) => {
    const drawn = await makeSendable(ways, card, { say });
    if (direct !== undefined) await change(direct, drawn);
    else if (!('said' in given) || !(await reply.edit(given.said, isPrivate ? withoutNotice(drawn) : drawn))) direct = await postDirectly(ways, asked.userId, drawn);
  };
}
