import type { Field, Form } from '../../card.ts';
import { limits } from './limits.ts';

/** What is said besides of a field whose input nobody can hide. */
const ofSecret = 55;
/** Is there more to say of a field than stands beside it? Then it stands above the fields, which takes the room of one. */
const hasLongHelp = ({ help = '', kind }: Field): boolean => help.trim().length + (kind === 'secret' && help.trim() !== '' ? ofSecret : 0) > limits.description100;
const roomFor = (part: readonly Field[], isIntroduced: boolean): number => (isIntroduced || part.some(hasLongHelp) ? limits.inputs - 1 : limits.inputs);

/** Fields, in parts for which there is room. */
function inParts(fields: readonly Field[], isIntroduced: boolean): Field[][] {
  const parts: Field[][] = [];
  for (const field of fields) {
    const grown = [...(parts.at(-1) ?? []), field];
    if (parts.length > 0 && grown.length <= roomFor(grown, isIntroduced && parts.length === 1)) parts[parts.length - 1] = grown;
    else parts.push([field]);
  }
  return parts;
}

/**
 * A form in parts that a modal has room for; the first leaves room for what introduces the form. Secrets stand together in the
 * last part, since nothing keeps them until a later one is filled in.
 */
export function formParts({ fields, intro = '' }: Form): Field[][] {
  const secret = fields.filter(({ kind }) => kind === 'secret');
  const isIntroduced = intro.trim() !== '';
  const parts = inParts(fields.filter(({ kind }) => kind !== 'secret'), isIntroduced);
  const ended = [...(parts.at(-1) ?? []), ...secret];
  if (parts.length > 0 && ended.length <= roomFor(ended, isIntroduced && parts.length === 1)) parts[parts.length - 1] = ended;
  else parts.push(...inParts(secret, isIntroduced && parts.length === 0));
  return parts.length === 0 ? [[]] : parts;
}

/** The part of a form in which the first field stands that is wrong. */
export const firstWrongPart = (form: Form): number => Math.max(0, formParts(form).findIndex((part) => part.some(({ error }) => error !== undefined)));

/** Is what is wrong with a field more than stands beside it? */
const hasLongError = ({ error }: Pick<Field, 'error'>): boolean => error !== undefined && error.trim().length + 2 > limits.description100;

/** Does a part say all that is wrong? Above five inputs a modal holds nothing, and beside each of them a hundred characters. */
export function saysWhatIsWrong(form: Form, part: number): boolean {
  const fields = formParts(form)[part] ?? [];
  return fields.length < limits.inputs || (form.error === undefined && !fields.some(hasLongError));
}
