import type { PlainTextOption } from '@slack/types';
import { setTimeout as sleep } from 'node:timers/promises';
import { sayIn, type Say } from '../../texts/say.ts';
import type { Choice } from '../card.ts';
import { askedByInteraction, type Interaction } from './asked.ts';
import { speakerOf, type Incoming } from './incoming.ts';
import { sayTo } from '../say-to.ts';
import { keepValues } from '../keep-values.ts';
import { readField } from './render/actions.ts';
import { drawSuggestions } from './render/options.ts';
import { readModal, type SubmittedView } from './render/read-modal.ts';
import { loadValue } from '../values.ts';

/** Slack waits three seconds for suggestions. */
const patienceMs = 2300;

/** Slack's `block_suggestion`: somebody types into a select that asks for its options. */
export interface Suggestion extends Interaction { action_id?: string; value?: string; view?: SubmittedView }

interface Found { choices: readonly Choice[]; say: Say }

/** What may be meant by what was typed so far, and what was typed as it is; that alone when nothing can be said in time. Never rejects. */
export async function optionsFor(incoming: Incoming, body: Suggestion): Promise<PlainTextOption[]> {
  const field = readField(body.action_id ?? '');
  if (field === undefined) return [];
  const typed = body.value ?? '';
  const nothing: Found = { choices: [], say: sayIn(incoming.language, incoming.timeZone) };
  const asking = (async (): Promise<Found> => {
    const [from, filled] = await Promise.all([speakerOf(incoming, askedByInteraction(body)), body.view === undefined ? undefined : readModal(body.view, (id) => loadValue(incoming.sql, id))]);
    const [choices, say] = await Promise.all([incoming.dispatch.completeField(from, field.command, field.field, typed, { ...filled?.args, ...filled?.values }), sayTo(incoming, from)]);
    return { choices, say };
  })();
  const { choices, say } = await Promise.race([asking, sleep(patienceMs, nothing, { ref: false })]).catch((error: unknown) => {
    incoming.log.warn({ err: error }, 'no suggestions could be made');
    return nothing;
  });
  const { options, kept } = drawSuggestions(choices.filter(({ value }) => value !== ''), typed, say);
  await keepValues(incoming, kept);
  return options;
}
