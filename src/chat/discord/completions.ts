import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice } from '../card.ts';
import { askedBy, type GivenOption, type Interaction } from './asked.ts';
import { isElsewhere } from './elsewhere.ts';
import { speakerOf, type Incoming } from './incoming.ts';
import { slashOf } from './slash.ts';

/** Whoever types sees the list within a second, or none; milliseconds. */
const patienceMs = 900;
const mostChoices = 25;
const longest = 100;
/** Discord's answer to somebody who is typing. */
const suggestions = 8;

/** Somebody types into an option that asks for its values: what may be meant, best first. Never rejects. */
export async function takeCompletion(incoming: Incoming, interaction: Interaction): Promise<void> {
  const { discord, log } = incoming;
  const found = await Promise.race([suggest(incoming, interaction), sleep(patienceMs, [], { ref: false })]).catch((error: unknown) => {
    log.warn({ err: error }, 'no suggestions could be made');
    return [];
  });
  const choices = found.filter(({ value, label }) => value !== '' && value.length <= longest && label !== '').slice(0, mostChoices).map(({ value, label }) => ({ name: label.slice(0, longest).toWellFormed(), value }));
  // Whoever typed on meanwhile, or waited too long, has asked anew.
  await discord.call('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, { body: { type: suggestions, data: { choices } }, lane: 'talk' })
    .catch((error: unknown) => log.debug({ err: error }, 'suggestions came too late'));
}

async function suggest(incoming: Incoming, interaction: Interaction): Promise<readonly Choice[]> {
  const asked = askedBy(interaction);
  const slash = slashOf(incoming.commands, interaction.data ?? {});
  const focused = slash?.options.find((option) => option.focused === true);
  if (slash === undefined || focused === undefined || isElsewhere(incoming, asked) !== undefined) return [];
  const from = await speakerOf(incoming, asked);
  return incoming.dispatch.completeField(from, slash.command, focused.name, String(focused.value ?? ''), aroundOf(slash.options));
}

const aroundOf = (options: readonly GivenOption[]): Record<string, string> =>
  Object.fromEntries(options.flatMap(({ name, value, focused }) => (value === undefined || focused === true ? [] : [[name, String(value)]])));
