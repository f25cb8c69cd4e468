import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Say } from '../../../texts/say.ts';
import type { Field, Form } from '../../card.ts';
import { onOneLine } from '../../harmless.ts';
import { keep, type Kept, type LoadValue } from '../../values.ts';
import { allNotesOf, choicesOf, drawInput, drawWritten, isTooLong, notesOf, readChoice } from './field.ts';
import { cutEscaped, escapeMarkdown, plainText } from './escape.ts';
import { formParts } from './form-parts.ts';
import { limits } from './limits.ts';
import { pickerOf } from './picker.ts';

/** A modal as Discord opens it. */
export type Modal = APIModalInteractionResponseCallbackData;
/** What travels behind a modal, or behind the button that opens its next part, under a short id. */
export interface Luggage {
  form: Form;
  /** Which part of it is asked for, from 0; a modal has five fields at most. */
  part: number;
  /** What the parts before it were filled in with. */
  values: Readonly<Record<string, string>>;
}
export interface ReadModal {
  form: Form;
  part: number;
  parts: number;
  /** Of all parts so far. What was left empty because it is too long to be edited here means what it was. */
  values: Record<string, string>;
  /** Nothing that is still to come has to be filled in by hand. */
  mayEnd: boolean;
}

const prefix = 'form:';
const kinds = { row: 1, text: 10, label: 18 } as const;

/** A form, and what is filled in of it so far, under a short id. Secrets are not kept: they are typed again. */
export function packForm(form: Form, part = 0, values: Readonly<Record<string, string>> = {}): Kept {
  const secret = new Set(form.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
  const fields = form.fields.map((field) => {
    const { value, ...rest } = field;
    return value === undefined || field.kind === 'secret' ? rest : field;
  });
  return keep({ form: { ...form, fields }, part, values: Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name))) } satisfies Luggage);
}

/** What `packForm` kept; undefined when it is gone or none of ours. */
export async function unpackForm(id: string, loadValue: LoadValue): Promise<Luggage | undefined> {
  const value = await loadValue(id) as Partial<Luggage> | null | undefined;
  return typeof value?.part === 'number' && Array.isArray(value.form?.fields) ? (value as Luggage) : undefined;
}

/** One part of a form as a modal; what is kept has to be stored before it is shown (chat/values.ts). */
export function drawModal({ form, part, values }: Luggage, say: Say): { modal: Modal; kept: Kept[] } {
  const kept = packForm(form, part, values);
  const all = formParts(form);
  const fields = all[part] ?? [];
  const parts = all.length;
  const counted = parts === 1 ? '' : ` (${part + 1}/${parts})`;
  const title = `${plainText(form.title, limits.modalTitle - counted.length)}${counted}`;
  const beside = fields.filter((field) => allNotesOf(field, say).join(' ').length > limits.description100).map((field) => `${field.label}: ${allNotesOf(field, say).join(' ')}`);
  const above = [form.error === undefined ? '' : `✕ ${form.error}`, part === 0 ? (form.intro ?? '') : '', title.includes('…') ? form.title : '', ...beside].filter((text) => text.trim() !== '').map(onOneLine).join('\n');
  // Rows of text inputs are what every app can show; labels are for what they cannot do.
  const isPlain = above === '' && fields.every((field) => choicesOf(field, say) === undefined && pickerOf(field) === undefined && field.error === undefined && onOneLine(field.label).length <= limits.label);
  const drawn = fields.map((field) => (isPlain
    ? { type: kinds.row, components: [{ ...drawWritten(field, say), label: labelOf(field) }] }
    : { type: kinds.label, label: labelOf(field), ...describe(field, say, fields.length < limits.inputs), component: drawInput(field, say) }));
  // A modal of nothing is none.
  const words = above === '' && drawn.length === 0 ? onOneLine(form.title) || '…' : above;
  const text = words === '' || drawn.length === limits.inputs ? [] : [{ type: kinds.text, content: cutEscaped(escapeMarkdown(words), limits.intro) }];
  return { modal: { custom_id: `${prefix}${kept.id}`, title, components: [...text, ...drawn] }, kept: [kept] };
}

const labelOf = (field: Field): string => plainText(field.label || field.name, limits.label);
function describe(field: Field, say: Say, hasRoomAbove: boolean): { description?: string } {
  const notes = notesOf(field, say, hasRoomAbove ? 'discord.wrong_above' : 'discord.wrong_before');
  return notes === '' ? {} : { description: plainText(notes, limits.description100) };
}

/** What Discord says of one input, within a row or a label. */
export interface Submitted { custom_id?: string; value?: string; values?: readonly string[]; components?: readonly Submitted[]; component?: Submitted }

/** What a person filled in; undefined when the modal is none of ours or what it carried is gone. */
export async function readModal(customId: string, components: readonly Submitted[], say: Say, loadValue: LoadValue): Promise<ReadModal | undefined> {
  const luggage = customId.startsWith(prefix) ? await unpackForm(customId.slice(prefix.length), loadValue) : undefined;
  if (luggage === undefined) return undefined;
  const { form, part } = luggage;
  const inputs = new Map(components.flatMap(within).map((input) => [input.custom_id, input]));
  const values: Record<string, string> = { ...luggage.values };
  const parts = formParts(form);
  for (const field of form.fields) {
    const input = inputs.get(field.name.slice(0, limits.id));
    if (input === undefined && parts[part]?.includes(field) !== true) continue;
    const filled = input?.values === undefined ? (input?.value ?? '') : input.values.map((one) => readChoice(one, choicesOf(field, say) ?? [])).join(',');
    values[field.name] = filled !== '' ? filled : isTooLong(field) ? field.value! : wasPicked(field, input) ? 'none' : '';
  }
  return { form, part, parts: parts.length, values, mayEnd: parts.slice(part + 1).flat().every(({ required, value }) => !required || (value ?? '') !== '') };
}

/** What was picked before and is no more, is to be taken away. */
const wasPicked = (field: Field, input: Submitted | undefined): boolean => input?.values !== undefined && pickerOf(field) !== undefined && (field.value ?? '').trim() !== '';

const within = (one: Submitted): Submitted[] => [one, ...[...(one.components ?? []), ...(one.component === undefined ? [] : [one.component])].flatMap(within)];

/** The form's own values for the parts that nobody was asked for. */
export const otherValues = ({ form, values }: Pick<ReadModal, 'form' | 'values'>): Record<string, string> =>
  ({ ...Object.fromEntries(form.fields.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value!])), ...values });
