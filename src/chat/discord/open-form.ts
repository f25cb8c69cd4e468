import type { Say, TextKey } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Card, CommandAction, Form } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import type { Kept } from '../values.ts';
import { draw, give, type Ways } from './give.ts';
import { interactionType, type Asked } from './asked.ts';
import { drawModal, firstWrongPart, packForm, type Luggage } from './render/modal.ts';
import type { Reply } from './reply.ts';

/** Commands of buttons about forms; no command of ours has such a name. */
export const formCommands = { open: 'form/open', send: 'form/send', leave: 'form/leave' } as const;

/** Asks by a modal; where Discord opens none (a form was just filled in, three seconds are over), by a button that opens it, in private. */
export async function openForm(ways: Ways, asked: Asked, reply: Reply, form: Form, say: Say): Promise<void> {
  if (asked.type !== interactionType.form && (await openPart(ways, reply, { form, part: 0, values: {} }, say))) return;
  await offerForm(ways, asked, reply, form, say);
}

/** Shows one part of a form. @returns false when Discord takes no form here (any more) */
export async function openPart(ways: Ways, reply: Reply, luggage: Luggage, say: Say): Promise<boolean> {
  const { modal, kept } = drawModal(luggage, say);
  await keepValues(ways, kept);
  return reply.open(modal);
}

/** A card with a button that opens the form, as it was filled in; what is wrong with it is said there. */
async function offerForm(ways: Ways, asked: Asked, reply: Reply, form: Form, say: Say): Promise<void> {
  const wrong = form.fields.filter(({ error }) => error !== undefined);
  const isRefused = wrong.length > 0 || form.error !== undefined;
  const kept = packForm(form, firstWrongPart(form));
  const card: Card = cardOf({
    title: say(isRefused ? 'discordIncoming.form_refused' : 'discordIncoming.form_waits', { title: form.title }), tone: isRefused ? 'bad' : 'neutral',
    text: form.error === undefined ? [] : [[form.error]],
    blocks: wrong.length === 0 ? [] : [{ kind: 'list', items: wrong.map(({ label, error }) => [{ bold: label }, `: ${error}`]) }],
    actions: [formAction(isRefused ? 'discordIncoming.try_again' : 'discordIncoming.open_form', formCommands.open, kept, say, 'primary')],
  });
  await keepValues(ways, [kept]);
  await give(ways, asked, reply, await draw(ways, card, say), 'asker');
}

/** A button that goes on with what is kept of a form. */
export const formAction = (label: TextKey, command: string, kept: Kept, say: Say, style?: 'primary'): CommandAction =>
  ({ label: say(label), command, args: { form: kept.id }, ...(style === undefined ? {} : { style }) });
