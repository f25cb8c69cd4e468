import type { ModalView } from '@slack/types';
import { setTimeout as sleep } from 'node:timers/promises';
import { sayIn, type Say } from '../../texts/say.ts';
import { reply } from '../answer.ts';
import type { Answer, Form } from '../card.ts';
import type { Speaker } from '../platform.ts';
import { giveAnswer } from './answers.ts';
import { askedByModal, type Asked, type Interaction } from './asked.ts';
import { speakerOf, type Incoming } from './incoming.ts';
import { failureAnswer } from '../error-card.ts';
import { sayTo } from '../say-to.ts';
import { keepValues } from '../keep-values.ts';
import { doneView, workingView } from './plain-views.ts';
import { drawModal, fieldErrors, sameFields, type Carry } from './render/modal.ts';
import { readModal, type SubmittedView } from './render/read-modal.ts';
import { loadValue } from '../values.ts';

/** Slack waits three seconds for the answer to a form; the way to it takes some of them. */
const patienceMs = 2300;

/** The members of Slack's `view_submission` that we read. */
export interface Submission extends Interaction { view: SubmittedView & { id: string } }
/** What Slack is told to do with the modal. */
type Told = undefined | { response_action: 'errors'; errors: Record<string, string> } | { response_action: 'update'; view: ModalView };
interface Outcome { answer: Answer; asked: Asked; carry: Carry; say: Say; from?: Speaker }

/**
 * A form that was filled in: what is wrong is said in place, the next step takes the modal's place, anything else
 * closes it and is answered where the form was asked for. What takes longer is told by the modal itself. Never rejects.
 */
export async function takeForm(incoming: Incoming, body: Submission, ack: (told?: Told) => Promise<void>): Promise<void> {
  const { log } = incoming;
  const tell = (told: Told): Promise<void> => ack(told).catch((error: unknown) => log.warn({ err: error }, 'Slack did not take the answer to a form'));
  const doing = carryOutForm(incoming, body);
  const timely = await Promise.race([doing, sleep(patienceMs, 'late' as const, { ref: false })]);
  if (timely === 'late') {
    await tell({ response_action: 'update', view: workingView(sayIn(incoming.language, incoming.timeZone)) });
    const outcome = await doing;
    if (outcome !== undefined) await finishLate(incoming, body.view.id, outcome).catch((error: unknown) => log.error({ err: error }, 'the late answer to a form could not be given'));
    return;
  }
  // Delivered before: whoever came first answers it.
  if (timely === undefined) return tell(undefined);
  const { answer, asked, carry, say, from } = timely;
  if (answer.kind === 'form') return tell(await toldOf(incoming, answer.form, body.view, carry, say));
  await tell(undefined);
  await giveAnswer(incoming, asked, answer, { say, ...(from === undefined ? {} : { from }) }).catch((error: unknown) => log.error({ err: error }, 'the answer to a form could not be given'));
}

/** Never rejects. @returns undefined for a repeated delivery */
async function carryOutForm(incoming: Incoming, body: Submission): Promise<Outcome | undefined> {
  let say = sayIn(incoming.language, incoming.timeZone);
  let carry: Carry = {};
  let from: Speaker | undefined;
  try {
    if (body.trigger_id && !(await incoming.once.first(`view:${body.view.id}:${body.trigger_id}`))) return undefined;
    const filled = await readModal(body.view, (id) => loadValue(incoming.sql, id));
    carry = filled?.carry ?? {};
    from = await speakerOf(incoming, askedByModal(body, carry));
    say = await sayTo(incoming, from);
    const answer = filled === undefined ? reply({ title: say('chat.gone'), tone: 'bad' }) : await incoming.dispatch.submit(from, { command: filled.command, args: filled.args }, filled.values);
    return { answer, asked: askedByModal(body, carry), carry, say, from };
  } catch (error) {
    return { answer: failureAnswer(incoming, error, say), asked: askedByModal(body, carry), carry, say, ...(from === undefined ? {} : { from }) };
  }
}

/** Errors beside their fields when the form is the one that stands there; else the form anew, or the next one. */
async function toldOf(incoming: Incoming, form: Form, standing: SubmittedView, carry: Carry, say: Say): Promise<Told> {
  const { view, kept } = drawModal(form, { say, carry });
  const errors = fieldErrors(form);
  if (form.error === undefined && Object.keys(errors).length > 0 && sameFields(form, standing)) return { response_action: 'errors', errors };
  await keepValues(incoming, kept);
  return { response_action: 'update', view };
}

/** The modal says by now that it takes longer. */
async function finishLate(incoming: Incoming, viewId: string, { answer, asked, carry, say, from }: Outcome): Promise<void> {
  const next = answer.kind === 'form' ? drawModal(answer.form, { say, carry }) : { view: doneView(answer.card, say), kept: [] };
  await keepValues(incoming, next.kept);
  // Whoever closed it misses nothing: a card comes besides, and a form is offered again.
  const updated = await incoming.slack.call('views.update', { view_id: viewId, view: next.view }, { lane: 'talk' }).then(() => true, () => false);
  const { trigger: _, ...untriggered } = asked;
  if (answer.kind === 'card' || !updated) await giveAnswer(incoming, untriggered, answer, { say, ...(from === undefined ? {} : { from }) });
}
