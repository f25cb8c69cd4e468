import type { ProviderKind } from '../domain/ports.ts';
import { AppError } from '../errors.ts';
import type { Answer, Field } from './card.ts';
import type { Drawing } from './command.ts';
import { isNone } from './none.ts';

/** Which command asks for a kind's settings, and what is settled already. */
export interface SettingsForm { command: 'provider/add' | 'provider/edit'; args: Readonly<Record<string, string>>; values: Readonly<Record<string, string>>; title: string }

/** The form of a kind's settings; what is secret is never shown again. */
export function settingsForm({ say }: Drawing, kind: ProviderKind, { command, args, values, title }: SettingsForm, problems: Readonly<Record<string, string>> = {}): Answer {
  const isNew = command === 'provider/add';
  const fields = kind.fields.map((field): Field => {
    const value = field.kind === 'secret' ? undefined : (values[field.name] ?? (isNew ? field.fallback : undefined));
    const problem = problems[field.name];
    const help = field.kind === 'secret' && !isNew ? say('providerCommands.secret_stays') : field.help;
    return {
      name: field.name, label: field.label, kind: field.kind, required: field.required && (isNew || field.kind !== 'secret'),
      ...(value === undefined ? {} : { value }), ...(help === undefined ? {} : { help }), ...(problem === undefined ? {} : { error: problem }),
    };
  });
  return { kind: 'form', form: { title, command, args, fields, submit: say('teamCommands.save') } };
}

/** Typed settings as the kind wants them; empty ones are left out, `none` takes one away. */
export function readSettings(kind: ProviderKind, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const read = (field: ProviderKind['fields'][number], word: string): unknown => {
    if (field.kind !== 'secret' && isNone(word)) return null;
    if (field.kind === 'number') return Number(word);
    return field.kind === 'boolean' ? /^(?:y|yes|true|on|1|o|oui|vrai)$/i.test(word.trim()) : word;
  };
  const wanted = kind.fields.filter((field) => (typed[field.name] ?? '').trim() !== '');
  return Object.fromEntries(wanted.map((field) => [field.name, read(field, typed[field.name]!)]));
}

/** What an error says about the kind's own settings, field by field; undefined when it is about something else. */
export function settingsProblems(error: unknown, kind: ProviderKind, { say }: Drawing): Record<string, string> | undefined {
  if (!(error instanceof AppError)) return undefined;
  const own = Object.entries(error.extras.fields ?? {}).filter(([name]) => kind.fields.some((field) => field.name === name));
  return own.length === 0 ? undefined : Object.fromEntries(own.map(([name, problem]) => [name, say(problem.key, problem.params)]));
}
