import { z } from 'zod';
import { invalid } from '../errors.ts';
import { nearest } from '../domain/nearest.ts';
import { severities, type Severity } from '../domain/severity.ts';
import { severityNamed } from '../domain/services/severity.ts';
import { sayIn, type TextKey } from '../texts/say.ts';
import { register, type Labelled, type OptionSettings } from './option-info.ts';
import { readInstant, skippedTime } from './when.ts';
import type { Reading } from './when.ts';
import { isNo, isYes } from './yes-no.ts';

export { optional } from './option-info.ts';

/*
 * One constructor a kind of option. Each gives a zod schema that also knows its label, its help, how its
 * words are read, and how it is completed: form, completion, help and parser are all drawn from it.
 */

/** Names are looked up by the verbs, which know the nearest ones; here they are only words. */
const name = (kind: 'service' | 'team' | 'user' | 'source', label: TextKey, settings: OptionSettings) =>
  register(z.string().min(1).max(200), { kind, label, read: (typed) => typed.trim(), ...settings });

/** An incident: `INC-42`, `inc-42`, `#42`, `42`. In a room it is that room's. `guess`: the only one that paged me, if there is just one. */
export const incident = (settings: OptionSettings & { guess?: 'pages me' } = {}) =>
  register(z.string().min(1).max(60), { kind: 'incident', label: 'chat.option_incident', read: (typed) => typed.trim(), ...settings });
export const service = (settings: OptionSettings = {}) => name('service', 'chat.option_service', settings);
export const team = (settings: OptionSettings = {}) => name('team', 'chat.option_team', settings);
/** A person: username, `@username`, e-mail, or a platform's mention. */
export const user = (settings: OptionSettings = {}) => name('user', 'chat.option_user', settings);
export const source = (settings: OptionSettings = {}) => name('source', 'chat.option_source', settings);
/** A team or a person. */
export const whom = (settings: OptionSettings = {}) => name('team', 'chat.option_whom', { completes: ['team', 'user'], ...settings });

/** One of fixed words, whatever the case, with - or space for _. The labels are what a form shows. */
export function choice<const V extends string>(values: Readonly<Record<V, TextKey>> | readonly V[], settings: Labelled) {
  const listed = (Array.isArray(values) ? values : Object.keys(values)) as [V, ...V[]];
  const labels = (Array.isArray(values) ? {} : values) as Readonly<Partial<Record<V, TextKey>>>;
  const fold = (word: string) => word.trim().toLowerCase().replaceAll(/[\s-]/g, '_');
  const find = (typed: string) => listed.find((value) => fold(value) === fold(typed));
  return register(z.enum(listed), {
    kind: 'choice', choices: listed.map((value) => ({ value, label: labels[value] })), fits: (word) => find(word) !== undefined,
    read: (typed) => find(typed) ?? listed.find((value) => isCalled(labels[value], typed)) ?? badChoice(typed, listed), ...settings,
  });
}
/** The same, where another word is left to the verb, which knows more: its own refusal, its nearest names. */
export function suggested(values: Readonly<Record<string, TextKey>>, settings: Labelled) {
  const fold = (word: string) => word.trim().toLowerCase().replaceAll(/[\s-]/g, '_');
  return register(z.string().min(1).max(100), {
    kind: 'choice', choices: Object.entries(values).map(([value, label]) => ({ value, label })),
    read: (typed) => Object.keys(values).find((value) => fold(value) === fold(typed)) ?? Object.keys(values).find((value) => isCalled(values[value], typed)) ?? typed.trim(), ...settings,
  });
}
/** By the words that forms and completion show for it, in whichever language. */
const isCalled = (label: TextKey | undefined, typed: string): boolean => label !== undefined && (['en', 'fr'] as const).some((language) => sayIn(language)(label).toLowerCase() === typed.trim().toLowerCase());
/** A severity is typed by its short name. */
function badChoice(typed: string, values: readonly string[]): never {
  throw invalid('errors.bad_choice', { word: typed.slice(0, 60), choices: values.map((value) => value.replace(/^(SEV\d)_\w+$/, '$1')).join(', ') }, nearest(typed, values));
}

/** Words on one line. `greedy`: takes all words that are left. */
export const text = (settings: Labelled & { max?: number }) => words('text', settings, settings.max ?? 500);
/** A channel of a chat platform: its mention, its id, or `none`. The verb judges what else is typed. */
export const channel = (settings: Labelled) => register(z.string().min(1).max(100), {
  kind: 'text', maxLength: 100, fits: (word) => /^(?:<#[^<>]+>|#.+|[CG][A-Z0-9]{8,}|\d{15,})$/.test(word), read: (typed) => typed.trim(), ...settings,
});
/** Words on several lines. */
export const longText = (settings: Labelled & { max?: number }) => words('longtext', settings, settings.max ?? 10_000);
/** Never echoed; a form hides what is typed. */
export const secret = (settings: Labelled) => words('secret', settings, 1000);
const words = (kind: 'text' | 'longtext' | 'secret', settings: Labelled, max: number) =>
  register(z.string().min(1).max(max), { kind, maxLength: max, read: (typed) => (kind === 'secret' ? typed : typed.trim()), ...settings });

/** A whole number from `min` to `max`. */
export const number = (settings: Labelled & { min?: number; max?: number }) => {
  const { min = 0, max = 1_000_000 } = settings;
  return register(z.number().int().min(min).max(max), {
    kind: 'number', fits: (word) => /^\d+$/.test(word),
    read: (typed) => {
      const value = Number(typed.trim() || NaN);
      if (!Number.isInteger(value) || value < min || value > max) throw invalid('errors.bad_number', { min, max });
      return value;
    },
    ...settings,
  });
};

export const boolean = (settings: Labelled) => register(z.boolean(), {
  kind: 'boolean', fits: (word) => isYes(word) || isNo(word),
  read: (typed) => (isYes(typed) ? true : isNo(typed) ? false : badChoice(typed, ['yes', 'no'])), ...settings,
});

const severityWords: Readonly<Record<string, Severity>> = { p1: 'SEV1_CRITICAL', fatal: 'SEV1_CRITICAL', critique: 'SEV1_CRITICAL', p2: 'SEV2_HIGH', haute: 'SEV2_HIGH', p3: 'SEV3_MEDIUM', moyenne: 'SEV3_MEDIUM', p4: 'SEV4_LOW', p5: 'SEV4_LOW', basse: 'SEV4_LOW' };
const severityLabels = { SEV1_CRITICAL: 'chat.sev1', SEV2_HIGH: 'chat.sev2', SEV3_MEDIUM: 'chat.sev3', SEV4_LOW: 'chat.sev4' } as const;
/** `sev2`, `SEV2_HIGH`, `2`, `high`, `p2`. Where it may be left out, only `sev2` and `SEV2_HIGH` count among other words. */
export const severity = (settings: OptionSettings = {}) => register(z.enum(severities), {
  kind: 'choice', label: 'chat.option_severity', choices: severities.map((value) => ({ value, label: severityLabels[value] })),
  fits: (word) => /^sev-?[1-4](?:_[a-z]+)?$/i.test(word),
  read: (typed) => severityNamed(typed.replace(/^(sev)-/i, '$1')) ?? severityWords[typed.trim().toLowerCase()] ?? badChoice(typed, severities), ...settings,
});

/** An instant, typed in the speaker's zone. A time alone is the next such moment, or the last with `towards: 'past'`. */
export const dateTime = (settings: Labelled & { towards?: 'future' | 'past' }) => register(z.date(), {
  kind: 'datetime', help: 'chat.help_moment', spans: 4, fits: isMoment, read: (typed, at) => instantFrom(typed, at, settings.towards), ...settings,
});
/** Where something ends that begins elsewhere: the words, which `instantFrom` reads as said at the beginning. `8h`, `monday 9:00`. */
export const endTime = (settings: Labelled) => register(z.string().min(1).max(60), {
  kind: 'datetime', help: 'schedules.help_end', spans: 4, fits: isMoment, read: (typed, at) => { instantFrom(typed, at); return typed.trim(); }, ...settings,
});
/** @throws AppError invalid: no instant; or a time that the clocks skip, with the next that there is */
export function instantFrom(typed: string, at: Reading, towards?: 'future' | 'past'): Date {
  const instant = readInstant(typed, at, towards);
  if (instant === undefined) throw invalid('chat.bad_moment', { word: typed.slice(0, 60) });
  const next = skippedTime(typed, at, towards);
  if (next !== undefined) throw invalid('schedules.skipped_time', { word: typed.slice(0, 60), zone: at.timeZone, next: next.toISOString() });
  return instant;
}
const isMoment = (typed: string): boolean => readInstant(typed, anyMoment) !== undefined;
const anyMoment = { now: new Date(0), timeZone: 'UTC', language: 'en' as const };

/** An instant, or one of fixed words such as `clear`, each with how else it is typed; a form offers `offered`, words and times alike. */
export const moment = <const W extends string>(words: Readonly<Record<W, readonly string[]>>, settings: Labelled & { offered: Readonly<Record<string, TextKey>> }) => {
  const listed = Object.keys(words) as [W, ...W[]];
  const wordOf = (typed: string): W | undefined => {
    const said = typed.trim().toLowerCase().replace(/^(?:until|jusqu['’](?:au?|à)) /, '');
    return listed.find((word) => word === said || words[word].includes(said));
  };
  return register(z.union([z.enum(listed), z.date()]), {
    kind: 'choice', help: 'chat.help_moment', spans: 4, choices: Object.entries(settings.offered).map(([value, label]) => ({ value, label })),
    fits: (typed) => wordOf(typed) !== undefined || readInstant(typed, anyMoment) !== undefined,
    read: (typed, at) => {
      const instant = wordOf(typed) ?? readInstant(typed, at);
      if (instant === undefined) throw invalid('chat.bad_moment', { word: typed.slice(0, 60) });
      return instant;
    },
    ...settings,
  });
};
