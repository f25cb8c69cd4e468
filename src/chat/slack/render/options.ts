import type { PlainTextElement, PlainTextOption } from '@slack/types';
import type { Say } from '../../../texts/say.ts';
import type { Choice } from '../../card.ts';
import type { Kept } from '../../values.ts';
import { packed } from './actions.ts';
import { plainText } from './escape.ts';
import { limits } from './limits.ts';

/** Options of a select, and what has to be stored before they are shown (a value too long for Slack). */
export interface DrawnOptions { options: PlainTextOption[]; kept: Kept[] }

/** Choices as Slack's options, 100 at most: the answer to a `block_suggestion`. Each value is there once. */
export function drawOptions(choices: readonly Choice[], most: number = limits.options): DrawnOptions {
  const kept: Kept[] = [];
  const options = new Map(choices.map((choice) => {
    const { option, kept: one } = drawOption(choice);
    if (one !== undefined) kept.push(one);
    return [option.value, option];
  }));
  return { options: [...options.values()].slice(0, most), kept };
}

/**
 * What a select that searches offers: the choices, and what was typed as it is, since a name may be said in more ways
 * than are offered (`none`, an alias, a mention).
 */
export function drawSuggestions(choices: readonly Choice[], typed: string, say: Say): DrawnOptions {
  const word = typed.trim();
  const isOffered = word === '' || choices.some(({ value }) => value.toLowerCase().replace(/^@/, '') === word.toLowerCase().replace(/^@/, ''));
  return drawOptions([...choices.slice(0, limits.options - 1), ...(isOffered ? [] : [{ value: word, label: say('slack.as_typed', { typed: word.slice(0, 50).toWellFormed() }) }])]);
}

/** One choice as an option; `unpacked` (actions.ts) reads its value. */
export function drawOption({ value, label }: Choice): { option: PlainTextOption & { value: string }; kept?: Kept } {
  const travelling = packed(value, limits.optionValue);
  const option = { text: plainText(label, limits.optionText, plainText(value, limits.optionText).text), value: travelling.value };
  return { option, ...(travelling.kept === undefined ? {} : { kept: travelling.kept }) };
}

/** More options than one list holds, in groups that say from where to where they go. */
export function inGroups(options: readonly PlainTextOption[]): { label: PlainTextElement; options: PlainTextOption[] }[] {
  return Array.from({ length: Math.min(limits.optionGroups, Math.ceil(options.length / limits.options)) }, (_, at) => {
    const group = options.slice(at * limits.options, (at + 1) * limits.options);
    return { label: plainText(`${at * limits.options + 1}–${at * limits.options + group.length}`, limits.optionText), options: group };
  });
}
