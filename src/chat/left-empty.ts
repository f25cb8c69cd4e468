import type { Say } from '../texts/say.ts';
import type { Answer, Form } from './card.ts';

const same = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([name, value]) => other[name] === value);

/** A command that makes its forms itself asked the same again: what it needs and was left empty is said beside the field. */
export function sayLeftEmpty(answer: Answer, submitted: Pick<Form, 'command' | 'args'>, values: Readonly<Record<string, string>>, say: Say): Answer {
  if (answer.kind !== 'form' || answer.form.command !== submitted.command || !same(answer.form.args, submitted.args)) return answer;
  const fields = answer.form.fields.map((field) => {
    const isEmpty = field.required && field.error === undefined && Object.hasOwn(values, field.name) && !values[field.name]!.trim();
    return isEmpty ? { ...field, error: say('chat.needed') } : field;
  });
  return { ...answer, form: { ...answer.form, fields } };
}
