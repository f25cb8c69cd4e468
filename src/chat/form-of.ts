import type { Say } from '../texts/say.ts';
import type { Command } from './command.ts';
import type { Field, FieldKind, Form } from './card.ts';
import { optionsOf, type Option } from './option-info.ts';
import type { Problem } from './read-values.ts';

export interface Given {
  /** Values that are settled: they travel with the form and are not asked again. */
  args: Readonly<Record<string, string>>;
  /** What stands in the fields. */
  values?: Readonly<Record<string, string>>;
  problems?: Readonly<Record<string, Problem>>;
  /** A sentence about the whole. */
  error?: string;
}
const completed: ReadonlySet<FieldKind> = new Set<FieldKind>(['incident', 'service', 'team', 'user', 'policy', 'source']);

/** The form that asks for a command's options, drawn from them. */
export function formOf(name: string, command: Command, given: Given, say: Say): Form {
  const incident = given.args['incident'];
  const title = say(command.title ?? command.description);
  const fields = optionsOf(command.options).filter((option) => !Object.hasOwn(given.args, option.name)).map((option) => fieldOf(option, given, say));
  return {
    title: incident === undefined ? title : `${incident} · ${title}`,
    command: name,
    args: given.args,
    fields,
    submit: say(command.submit ?? 'chat.submit'),
    ...(given.error === undefined ? {} : { error: given.error }),
  };
}

/** How a text completes; its kind stays what it is. */
function completesOf({ kind, completes, known, orNone }: Option): Pick<Field, 'completes'> {
  if (completed.has(kind) || (known === undefined && completes === undefined)) return {};
  const isOpen = known?.open === true || orNone === true;
  return { completes: { ...(known?.several === true ? { several: true } : {}), ...(known?.ordered === true ? { ordered: true } : {}), ...(isOpen ? { open: true } : {}) } };
}

function fieldOf(option: Option, { values = {}, problems = {} }: Given, say: Say): Field {
  const value = values[option.name];
  const problem = problems[option.name];
  const choices = option.choices?.map((choice) => ({ value: choice.value, label: choice.label === undefined ? choice.value : say(choice.label) }));
  // A time that was typed in full is offered beside the usual ones.
  if (choices && value?.trim() && !choices.some((choice) => choice.value === value)) choices.push({ value, label: value });
  return {
    name: option.name, label: say(option.label), kind: option.kind, required: option.required,
    ...(value === undefined ? {} : { value }),
    ...(option.help === undefined ? {} : { help: say(option.help) }),
    ...(choices === undefined || completed.has(option.kind) ? {} : { choices }),
    ...(problem === undefined ? {} : { error: [problem, ...(problem.hint === undefined ? [] : [problem.hint])].map(({ key, params }) => say(key, params)).join(' ') }),
    ...(option.maxLength === undefined ? {} : { maxLength: option.maxLength }),
    ...completesOf(option),
    ...(option.picks === undefined ? {} : { picks: option.picks }),
  };
}
