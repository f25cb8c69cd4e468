import { signal } from '@preact/signals';
import type { CommandAction } from '../../card.ts';
import type { SayResult } from '../contract.ts';
import { post, problemOf } from './api.ts';
import { openForm, whisper } from './state.ts';

let serial = 0;
/** Counts what I said or asked that is answered in the open, by a message of the place. */
export const answered = signal(0);

/** Where a thing is said, and where its answer appears: both the place, unless it is said from elsewhere. */
interface From { place: string; answerIn?: string }

/**
 * Shows what a phrase, click or form was answered. A public card said in a place arrives as a
 * message by the event stream; outside of a place it is shown to me.
 */
export function show(result: SayResult, { place, answerIn = place }: From): void {
  if (result.kind === 'said') {
    answered.value += 1;
    return;
  }
  const { answer } = result;
  if (answer.kind === 'form') {
    serial += 1;
    openForm.value = { form: answer.form, place, serial };
  } else if (answer.private || place === '') whisper(answerIn, { card: answer.card, ...(answer.follow && { follow: answer.follow }) });
  else answered.value += 1;
}

/** Presses a button. What goes wrong is shown where the button was. */
export async function press(action: Pick<CommandAction, 'command' | 'args'>, from: From): Promise<void> {
  const { place, answerIn = place } = from;
  try {
    show(await post<SayResult>('press', { ...(place && { place }), command: action.command, args: action.args }), from);
  } catch (error) {
    whisper(answerIn, { problem: problemOf(error) });
  }
}

/** Says a line in a place. @throws Refusal, so that the composer keeps the text */
export async function say(place: string, text: string): Promise<void> {
  show(await post<SayResult>('say', { place, text }), { place });
}
