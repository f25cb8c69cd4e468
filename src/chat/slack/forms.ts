import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import { setTimeout as sleep } from 'node:timers/promises';
import { sayIn, type Say } from '../../texts/say.ts';
import { reply } from '../answer.ts';
import type { Answer, Form } from '../card.ts';
import type { Speaker } from '../platform.ts';
import { giveAnswer } from './answers.ts';
import { askedByModal, type Asked, type Interaction } from './asked.ts';
import { speakerOf, type Incoming } from './incoming.ts';
import type { Doing } from '../once.ts';
import { keptWithin } from '../resume.ts';
import { failureAnswer } from '../error-card.ts';
import { sayTo } from '../say-to.ts';
import { keepValues } from '../keep-values.ts';
import { doneView, workingView } from './plain-views.ts';
import { drawModal, fieldErrors, hasRoom, sameFields, type Carry } from './render/modal.ts';
import { readModal, type SubmittedView } from './render/read-modal.ts';
import { loadValue } from '../values.ts';

/** Slack waits three seconds for the answer to a form; the way to it takes some of them. */
const patienceMs = 2300;
/** Of what is left then, so much is for keeping what was filled in. */
const keptWithinMs = 300;

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
  const tell = (told: Told): Promise<void> => ack(told).catch((error: unknown) => incoming.log.warn({ err: error }, 'Slack did not take the answer to a form'));
  const beginning = incoming.once.begin(`view:${body.view.id}:${body.trigger_id || randomUUID()}`);
  const carrying = beginning.then((doing) => (doing === undefined ? undefined : carryOutForm(incoming, body, doing)));
  const timely = await Promise.race([carrying, sleep(patienceMs, 'late' as const, { ref: false })]);
  if (timely === 'late') {
    // Until now Slack would have had it sent again; what it takes as done is done, though this process should fall.
    await keptWithin(beginning.then((doing) => doing?.keep(essence(body))), keptWithinMs);
    await tell({ response_action: 'update', view: workingView(sayIn(incoming.language, incoming.timeZone)) });
    return finishLate(incoming, body, carrying);
  }
  // Delivered before: whoever came first answers it.
  if (timely === undefined) return tell(undefined);
  const { answer, asked, carry, say, from } = timely;
  if (answer.kind === 'form') return tell(await toldOf(incoming, answer.form, body.view, carry, say));
  await tell(undefined);
  await giveAnswer(incoming, asked, answer, { say, ...(from === undefined ? {} : { from }) }).catch((error: unknown) => incoming.log.error({ err: error }, 'the answer to a form could not be given'));
}

/** Carries out a form that was kept by a process that fell: its modal says that it takes longer. Never rejects. */
export const takeLateForm = (incoming: Incoming, body: Submission, doing: Doing): Promise<void> => finishLate(incoming, body, carryOutForm(incoming, body, doing));

/** What has to be known of a form to carry it out: without how it is drawn. */
const essence = ({ type, user, team, trigger_id: trigger, view }: Submission): object => ({ type, user, team, trigger_id: trigger, view: { id: view.id, private_metadata: view.private_metadata, state: view.state } });

/** Never rejects. */
async function carryOutForm(incoming: Incoming, body: Submission, doing: Doing): Promise<Outcome> {
  let say = sayIn(incoming.language, incoming.timeZone);
  let carry: Carry = {};
  let from: Speaker | undefined;
  try {
    const filled = await readModal(body.view, (id) => loadValue(incoming.sql, id));
    carry = filled?.carry ?? {};
    const speaker = from = await speakerOf(incoming, askedByModal(body, carry));
    say = await sayTo(incoming, from);
    const answer = filled === undefined ? reply({ title: say('chat.gone'), tone: 'bad' }) : await doing.run(() => incoming.dispatch.submit(speaker, { command: filled.command, args: filled.args }, filled.values));
    return { answer, asked: askedByModal(body, carry), carry, say, from };
  } catch (error) {
    return { answer: failureAnswer(incoming, error, say), asked: askedByModal(body, carry), carry, say, ...(from === undefined ? {} : { from }) };
  } finally {
    await doing.end();
  }
}

/** Errors beside their fields when the form is the one that stands there; else the form anew, or the next one. */
async function toldOf(incoming: Incoming, form: Form, standing: SubmittedView, carry: Carry, say: Say): Promise<Told> {
  const { view, kept } = drawModal(form, { say, carry });
  const errors = fieldErrors(form);
  if (form.error === undefined && Object.keys(errors).length > 0 && hasRoom(form) && sameFields(form, standing)) return { response_action: 'errors', errors };
  await keepValues(incoming, kept);
  return { response_action: 'update', view };
}

/** The modal says by now that it takes longer. Never rejects. @param carrying gives nothing for a repeated delivery */
async function finishLate(incoming: Incoming, body: Submission, carrying: Promise<Outcome | undefined>): Promise<void> {
  const outcome = await carrying;
  if (outcome !== undefined) await giveLate(incoming, body.view.id, outcome).catch((error: unknown) => incoming.log.error({ err: error }, 'the late answer to a form could not be given'));
}

async function giveLate(incoming: Incoming, viewId: string, { answer, asked, carry, say, from }: Outcome): Promise<void> {
  const next = answer.kind === 'form' ? drawModal(answer.form, { say, carry }) : { view: doneView(answer.card, say), kept: [] };
  await keepValues(incoming, next.kept);
  // Whoever closed it misses nothing: a card comes besides, and a form is offered again.
  const updated = await incoming.slack.call('views.update', { view_id: viewId, view: next.view }, { lane: 'talk' }).then(() => true, () => false);
  const { trigger: _, ...untriggered } = asked;
  if (answer.kind === 'card' || !updated) await giveAnswer(incoming, untriggered, answer, { say, ...(from === undefined ? {} : { from }) });
}
