import type { Field, Form } from '../../card.ts';
import { limits } from './limits.ts';

const cut = <T>(all: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/**
 * A form in parts that a modal has room for; the first leaves room for what introduces the form. Secrets stand together in the
 * last part, since nothing keeps them until a later one is filled in.
 */
export function formParts({ fields, intro = '' }: Form): Field[][] {
  const plain = fields.filter(({ kind }) => kind !== 'secret');
  const secret = fields.filter(({ kind }) => kind === 'secret');
  const room = intro.trim() === '' ? limits.inputs : limits.inputs - 1;
  const parts = [plain.slice(0, room), ...cut(plain.slice(room), limits.inputs)].filter((part) => part.length > 0);
  const last = parts.at(-1);
  if (last !== undefined && last.length + secret.length <= (parts.length === 1 ? room : limits.inputs)) last.push(...secret);
  else parts.push(...cut(secret, limits.inputs));
  return parts.length === 0 ? [[]] : parts;
}

/** The part of a form in which the first field stands that is wrong. */
export const firstWrongPart = (form: Form): number => Math.max(0, formParts(form).findIndex((part) => part.some(({ error }) => error !== undefined)));

/** Does a part say what is wrong with the whole form? Beside five inputs a modal holds nothing. */
export const saysWhatIsWrong = (form: Form, part: number): boolean => form.error === undefined || (formParts(form)[part] ?? []).length < limits.inputs;
