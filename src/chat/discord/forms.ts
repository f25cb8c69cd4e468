import type { Say } from '../../texts/say.ts';
import { reply as answer } from '../answer.ts';
import type { Answer } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import type { Speaker } from '../platform.ts';
import type { Doing } from '../once.ts';
import { loadValue } from '../values.ts';
import { askedBy, type Interaction } from './asked.ts';
import { buttonCommands } from './button-commands.ts';
import { answering, type Incoming } from './incoming.ts';
import { formAction } from './open-form.ts';
import { otherValues, packForm, readModal, type Luggage, type ReadModal, type Submitted } from './render/modal.ts';
import type { Reply } from './reply.ts';

/** A modal that was filled in: the next part is offered, the last one carries the whole out. Never rejects. */
export async function takeForm(incoming: Incoming, interaction: Interaction, reply: Reply, doing: Doing): Promise<void> {
  const { custom_id: id = '', components = [] } = interaction.data ?? {};
  await answering(incoming, askedBy(interaction), reply, (from, say) => doing.run(async () => {
    const filled = await readModal(id, components as readonly Submitted[], say, (kept) => loadValue(incoming.sql, kept));
    if (filled === undefined) return answer({ title: say('chat.gone'), tone: 'bad' });
    return filled.part + 1 < filled.parts ? nextPart(incoming, filled, say) : sendForm(incoming, from, filled);
  }));
}

/** Carries out a form with everything that was filled in and what stood there already. */
export const sendForm = ({ dispatch }: Pick<Incoming, 'dispatch'>, from: Speaker, filled: Pick<Luggage, 'form' | 'values'>): Promise<Answer> =>
  dispatch.submit(from, { command: filled.form.command, args: filled.form.args }, otherValues(filled));

/** A modal cannot be answered with a modal: a button opens the next one, and another ends it where nothing is missing. */
async function nextPart(incoming: Incoming, { form, part, parts, values, mayEnd }: ReadModal, say: Say): Promise<Answer> {
  const next = packForm(form, part + 1, values);
  const now = packForm(form, part, values);
  await keepValues(incoming, mayEnd ? [next, now] : [next]);
  return answer({
    title: say('discordIncoming.step_kept', { n: part + 1, of: parts, title: form.title }),
    actions: [formAction('discordIncoming.continue', buttonCommands.openForm, next, say, 'primary'), ...(mayEnd ? [formAction('discordIncoming.save_now', buttonCommands.sendForm, now, say)] : [])],
  });
}
