import type { APIComponentInLabel, APIStringSelectComponent, APITextInputComponent } from 'discord.js';
import { drawPicker, pickerOf } from './picker.ts';
import type { Say } from '../../../texts/say.ts';
import type { Choice, Field } from '../../card.ts';
import { onOneLine } from '../../harmless.ts';
import { isYes } from '../../yes-no.ts';
import { plainText } from './escape.ts';
import { limits } from './limits.ts';

const kinds = { select: 3, text: 4 } as const;
const styles = { short: 1, paragraph: 2 } as const;

/** Is a field's present text too long to be edited here? Left empty, it stays as it is. What is longer than it may be at all is cut instead. */
export const isTooLong = (field: Field): boolean => field.kind !== 'secret' && (field.value?.length ?? 0) > limits.input && (field.maxLength ?? Infinity) > limits.input;

/** What is chosen from, as far as Discord's selects have room for it; undefined where it is typed. */
export function choicesOf(field: Field, say: Say): readonly Choice[] | undefined {
  if (field.kind === 'boolean') return [{ value: 'true', label: say('chat.yes') }, { value: 'false', label: say('chat.no') }];
  if (field.kind !== 'choice' && field.kind !== 'choices') return undefined;
  const given = [...new Map((field.choices ?? []).map((choice) => [choice.value, choice])).values()];
  return given.length > 0 && given.length <= limits.options ? given : undefined;
}

const mark = '=';
/** How a choice travels: its value, or its place among the choices where that is too long. */
const written = (value: string, at: number): string => (value !== '' && value.length <= limits.optionValue && !value.startsWith(mark) ? value : `${mark}${at}`);
/** What `written` made, as it was. */
export const readChoice = (chosen: string, choices: readonly Choice[]): string => (chosen.startsWith(mark) ? (choices[Number(chosen.slice(mark.length))]?.value ?? '') : chosen);

/** All there is to say of a field: what is wrong with it, how it may be filled in. */
export function allNotesOf(field: Field, say: Say): string[] {
  const listed = field.kind === 'choice' || field.kind === 'choices' ? (field.choices ?? []) : [];
  const label = onOneLine(field.label);
  return [
    field.error === undefined ? '' : `✕ ${field.error}`, label.length > limits.label ? label : '', isTooLong(field) ? say('discord.too_long_here') : '', field.kind === 'secret' ? say('discord.secret_seen') : '',
    // How an id is typed is of no use where it is picked.
    pickerOf(field) === undefined ? (field.help ?? '') : '',
    listed.length > limits.options ? plainText(listed.map(({ value }) => value).join(', '), limits.description100) : '',
  ].map(onOneLine).filter((note) => note !== '');
}

/** What stands beside a field: as many whole sentences as there is room for. The rest stands above all fields, or in the message with the button: which of them, says `rest`. */
export function notesOf(field: Field, say: Say, rest: 'discord.wrong_above' | 'discord.wrong_before' = 'discord.wrong_above'): string {
  const notes = allNotesOf(field, say).map((note, at) => (note.length <= limits.description100 ? note : at === 0 && field.error !== undefined ? `✕ ${say(rest)}` : ''));
  return notes.reduce((text, note) => (note === '' || text.length + 1 + note.length > limits.description100 ? text : `${text} ${note}`.trim()), '');
}

/** One field as an input of a modal; its id is its name. */
export function drawInput(field: Field, say: Say): APIComponentInLabel {
  const picker = pickerOf(field);
  if (picker !== undefined) return drawPicker(field, picker, say);
  const choices = choicesOf(field, say);
  if (choices !== undefined) return drawSelect(field, choices, say);
  // A label has a line of its own for it.
  const { placeholder: _, ...input } = drawWritten(field, say);
  return input;
}

/** What was typed stays, except for secrets and what is longer than Discord's fields. */
export function drawWritten(field: Field, say: Say): Omit<APITextInputComponent, 'label'> {
  const most = Math.max(1, Math.min(field.maxLength ?? limits.input, limits.input));
  const value = field.kind === 'secret' || isTooLong(field) ? undefined : field.value?.slice(0, most).toWellFormed();
  const notes = notesOf(field, say);
  return {
    type: kinds.text, custom_id: field.name.slice(0, limits.id), style: field.kind === 'longtext' ? styles.paragraph : styles.short,
    required: field.required && !isTooLong(field), max_length: most, ...(value ? { value } : {}), ...(notes === '' ? {} : { placeholder: plainText(notes, limits.inputPlaceholder) }),
  };
}

function drawSelect(field: Field, choices: readonly Choice[], say: Say): APIStringSelectComponent {
  const given = field.value?.trim() ?? '';
  const chosen = new Set(field.kind === 'boolean' ? (given === '' ? [] : [isYes(given) ? 'true' : 'false']) : field.kind === 'choice' ? [field.value] : given.split(',').map((word) => word.trim()));
  return {
    type: kinds.select, custom_id: field.name.slice(0, limits.id), required: field.required, placeholder: plainText(say('discord.choose'), limits.placeholder),
    max_values: field.kind === 'choices' ? choices.length : 1,
    options: choices.map(({ value, label }, at) => ({ label: plainText(label, limits.optionText, plainText(value, limits.optionText)), value: written(value, at), ...(chosen.has(value) ? { default: true } : {}) })),
  };
}
