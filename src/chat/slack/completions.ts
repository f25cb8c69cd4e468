import type { PlainTextOption } from '@slack/types';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice } from '../card.ts';
import { askedByInteraction, type Interaction } from './asked.ts';
import { speakerOf, type Incoming } from './incoming.ts';
import { keepValues } from './keep-values.ts';
import { readField } from './render/actions.ts';
import { drawOptions } from './render/options.ts';

/** Slack waits three seconds for suggestions. */
const patienceMs = 2300;

/** Slack's `block_suggestion`: somebody types into a select that asks for its options. */
export interface Suggestion extends Interaction { action_id?: string; value?: string }

/** What may be meant by what was typed so far; nothing when it cannot be said in time. Never rejects. */
export async function optionsFor(incoming: Incoming, body: Suggestion): Promise<PlainTextOption[]> {
  const field = readField(body.action_id ?? '');
  if (field === undefined) return [];
  const asking = (async (): Promise<readonly Choice[]> => incoming.dispatch.completeField(await speakerOf(incoming, askedByInteraction(body)), field.command, field.field, body.value ?? ''))();
  const choices = await Promise.race([asking, sleep(patienceMs, [], { ref: false })]).catch((error: unknown) => {
    incoming.log.warn({ err: error }, 'no suggestions could be made');
    return [];
  });
  const { options, kept } = drawOptions(choices.filter(({ value }) => value !== ''));
  await keepValues(incoming, kept);
  return options;
}
