import type { Say, TextKey } from '../../texts/say.ts';
import { cardOf } from '../answer.ts';
import type { Form } from '../card.ts';
import { carryOf, type Asked } from './asked.ts';
import { SlackFault } from './faults.ts';
import { keepValues } from '../keep-values.ts';
import { drawModal } from './render/modal.ts';
import { keep } from '../values.ts';
import { draw, whisper, type Ways } from './whisper.ts';

/** The command of a button that opens a form which could not be opened at once; no command of ours has such a name. */
export const formButton = 'slack:form';

/**
 * Asks by a modal. Without a click or a slash command just now Slack opens none (a mention, a message, three seconds
 * over): then a button is offered in private that opens it, with everything that was typed.
 * @throws SlackFault when no form can be opened until an administrator mends it
 */
export async function openForm(ways: Ways, asked: Asked, form: Form, say: Say): Promise<void> {
  if (asked.trigger === undefined) return offerForm(ways, asked, form, say, 'slackIncoming.form_waits');
  const { view, kept } = drawModal(form, { say, carry: carryOf(asked) });
  await keepValues(ways, kept);
  try {
    await ways.slack.call('views.open', { trigger_id: asked.trigger, view }, { lane: 'talk' });
  } catch (error) {
    // Its button would fail the same way: the cause is what is said.
    if (error instanceof SlackFault && error.forAll) throw error;
    ways.log.info({ err: error, command: form.command }, 'a form could not be opened; a button is offered');
    await offerForm(ways, asked, form, say, 'slackIncoming.form_late');
  }
}

async function offerForm(ways: Ways, asked: Asked, form: Form, say: Say, why: TextKey): Promise<void> {
  const kept = keep({ ...form, fields: form.fields.map(({ value, ...field }) => (value === undefined || field.kind === 'secret' ? field : { ...field, value })) } satisfies Form);
  await keepValues(ways, [kept]);
  const card = cardOf({ title: say(why, { title: form.title }), actions: [{ label: say('slackIncoming.open_form'), command: formButton, args: { form: kept.id }, style: 'primary' }] });
  await whisper(ways, asked, await draw(ways, card, say));
}
