import type { Say, TextKey } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Card, CommandAction, Form } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import type { Kept } from '../values.ts';
import { give, type Asker, type Ways } from './give.ts';
import { interactionType } from './asked.ts';
import { buttonCommands } from './button-commands.ts';
import { firstWrongPart, saysWhatIsWrong } from './render/form-parts.ts';
import { drawModal, packForm, type Luggage } from './render/modal.ts';
import type { Reply } from './reply.ts';
import { makeSendable } from './sendable.ts';

/**
 * Asks by a modal; where Discord opens none (a form was just filled in, three seconds are over) or the modal has no room for
 * what is wrong, by a button that opens it, in private.
 */
export async function openForm(ways: Ways, asker: Asker, form: Form): Promise<void> {
  const part = firstWrongPart(form);
  if (asker.asked.type !== interactionType.form && saysWhatIsWrong(form, part) && (await openPart(ways, asker.reply, { form, part, values: {} }, asker.say))) return;
  await offerForm(ways, asker, form);
}

/** Shows one part of a form. @returns false when Discord takes no form here (any more) */
export async function openPart(ways: Ways, reply: Reply, luggage: Luggage, say: Say): Promise<boolean> {
  const { modal, kept } = drawModal(luggage, say);
  await keepValues(ways, kept);
  return reply.open(modal);
}

/** A card with a button that opens the form, as it was filled in; what is wrong with it is said there. */
export async function offerForm(ways: Ways, asker: Asker, form: Form, { part = firstWrongPart(form), values = {} }: Partial<Luggage> = {}): Promise<void> {
  const { say } = asker;
  const wrong = form.fields.filter(({ error }) => error !== undefined);
  const isRefused = wrong.length > 0 || form.error !== undefined;
  const kept = packForm(form, part, values);
  const card: Card = cardOf({
    title: say(isRefused ? 'discordIncoming.form_refused' : 'discordIncoming.form_waits', { title: form.title }), tone: isRefused ? 'bad' : 'neutral',
    text: form.error === undefined ? [] : [[form.error]],
    blocks: wrong.length === 0 ? [] : [{ kind: 'list', items: wrong.map(({ label, error }) => [{ bold: label }, `: ${error}`]) }],
    actions: [formAction(isRefused ? 'discordIncoming.try_again' : 'discordIncoming.open_form', buttonCommands.openForm, kept, say, 'primary')],
  });
  await keepValues(ways, [kept]);
  await give(ways, asker, await makeSendable(ways, card, { say }), 'asker');
}

/** A button that goes on with what is kept of a form. */
export const formAction = (label: TextKey, command: string, kept: Kept, say: Say, style?: 'primary'): CommandAction =>
  ({ label: say(label), command, args: { form: kept.id }, ...(style === undefined ? {} : { style }) });
