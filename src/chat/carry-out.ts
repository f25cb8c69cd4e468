import { databaseNow } from '../domain/clock.ts';
import { incidentsPaging } from '../domain/incidents/suggest.ts';
import { looksLikeIncident } from '../domain/incidents/find.ts';
import { noteLook } from '../domain/incidents/still/note-look.ts';
import { isMention, userOfMention } from '../domain/people/user-of-mention.ts';
import { AppError, notFound } from '../errors.ts';
import { demand, mayForSome } from '../permissions.ts';
import type { Answer, FieldKind } from './card.ts';
import type { Ask, Command } from './command.ts';
import type { Commands } from './commands.ts';
import { errorAnswer } from './error-card.ts';
import { formOf } from './form-of.ts';
import { sayLeftEmpty } from './left-empty.ts';
import { optionsOf, type Option } from './option-info.ts';
import { readValues, type Problem } from './read-values.ts';

/** Who asks, and what there is to be asked for. */
export interface Setting { commands: Commands; ask: Ask }
export interface Said {
  /** Settled: a button's arguments, or what travels with a form. */
  args: Record<string, string>;
  /** Typed or filled in. */
  values: Record<string, string>;
  how: 'phrase' | 'press' | 'submit';
}

/**
 * Carries out one command with what was said: fills in what the place implies, asks by a form for what is missing or
 * wrong, else runs it. @throws AppError and whatever the command throws, for the dispatcher to say
 */
export async function carryOut({ commands, ask }: Setting, name: string, said: Said): Promise<Answer> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw notFound('chat.gone');
  const options = optionsOf(command.options);
  const args = { ...said.args };
  const values = await withoutMentions(ask, options, said.values);
  await fillIncident(ask, options, args, values);

  const dates = options.some((option) => option.spans !== undefined);
  const at = { now: dates ? await databaseNow(ask.ctx) : new Date(), timeZone: ask.timeZone, language: ask.language };
  const read = readValues(command.options, { ...args, ...values }, at);
  // What was left empty is said there; what was not typed is only asked for.
  const empty = read.missing.filter((option) => said.how === 'submit' || Object.hasOwn(said.values, option));
  const problems = { ...Object.fromEntries(empty.map((option) => [option, { key: 'chat.needed' as const }])), ...read.problems };
  const bare = command.asks !== undefined && said.how !== 'submit' && options.every((option) => option.kind === 'incident' || option.required || !Object.hasOwn(read.values, option.name));
  if (read.missing.length > 0 || Object.keys(problems).length > 0 || bare) {
    if (said.how !== 'submit') demandBefore(ask, command, options);
    const prefilled = said.how === 'submit' || command.prefill === undefined ? {} : await command.prefill(ask, { ...args, ...values });
    return form(name, command, ask, { args, values: { ...prefilled, ...values, ...chosen(options, read.values) }, problems }, said.how);
  }
  try {
    const answer = await command.run(ask, read.values);
    const about = read.values['incident'];
    if (typeof about === 'string') await noteLook(ask.ctx, about);
    return said.how === 'submit' ? sayLeftEmpty(answer, { command: name, args: said.args }, said.values, ask.say) : answer;
  } catch (error) {
    const wrong = error instanceof AppError ? problemsOf(error, options, { args, values, how: said.how }) : {};
    // A refusal is the dispatcher's to say: it goes into the audit log, and comes with the button that asks for access.
    if (!(error instanceof AppError) || error.code === 'forbidden' || Object.keys(wrong).length === 0 && said.how !== 'submit') throw error;
    // What somebody filled in is not thrown away for an error that the form can show.
    if (!options.some((option) => !Object.hasOwn(args, option.name)) ) return errorAnswer(error, ask.say);
    return form(name, command, ask, { args: without(args, Object.keys(wrong)), values: { ...args, ...values, ...chosen(options, read.values) }, problems: wrong, ...(Object.keys(wrong).length > 0 ? {} : { error: sentences(error, ask) }) }, said.how);
  }
}

/** Whoever may not do it at all is not asked for what it takes. Of an incident, who leads it or is on call for it may more than their groups say. @throws AppError forbidden, unauthenticated */
function demandBefore({ ctx }: Ask, { needs }: Command, options: readonly Option[]): void {
  const mayMore = ctx.actor.kind === 'person' && options.some(({ kind }) => kind === 'incident');
  if (needs !== undefined && !mayMore && !mayForSome(ctx.actor, needs)) demand(ctx, needs);
}

/** Fixed choices as the form knows them: `sev2` is SEV2_HIGH there. */
const chosen = (options: readonly Option[], read: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(options.flatMap(({ name, choices }) => { const value = read[name]; return choices !== undefined && typeof value === 'string' ? [[name, value]] : []; }));

const form = (name: string, command: Command, ask: Ask, given: Parameters<typeof formOf>[2], how: Said['how']): Answer => {
  // A form that stands there keeps its fields: what is wrong is said beside them.
  const settled = settledOf(command, given.args, how === 'submit' ? {} : (given.values ?? {}), given.problems ?? {});
  return { kind: 'form', form: formOf(name, command, { ...given, args: settled }, ask.say) };
};

/** An incident that was named well is not asked for again. */
function settledOf(command: Command, args: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>, problems: Readonly<Record<string, Problem>>): Record<string, string> {
  const settled = without(args, Object.keys(problems));
  const { incident } = values;
  const isOption = optionsOf(command.options).some((option) => option.name === 'incident');
  if (isOption && incident !== undefined && problems['incident'] === undefined && looksLikeIncident(incident)) settled['incident'] ??= incident;
  // As everybody writes it, whatever was typed: it stands in the form's title.
  const number = /^(?:inc-?|#)?(\d+)$/i.exec(settled['incident']?.trim() ?? '')?.[1];
  if (number !== undefined) settled['incident'] = `INC-${Number(number)}`;
  return settled;
}
const without = (values: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> => Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
const sentences = (error: AppError, { say }: Ask): string => [say(error.key, error.params), ...(error.extras.hint ? [say(error.extras.hint.key, error.extras.hint.params)] : [])].join(' ');

/** The incident that nobody had to name: the room's, or the only one that pages the speaker. */
async function fillIncident(ask: Ask, options: readonly Option[], args: Record<string, string>, values: Record<string, string>): Promise<void> {
  const option = options.find((one) => one.name === 'incident');
  if (option === undefined || args['incident']?.trim() || values['incident']?.trim()) return;
  if (ask.incident !== undefined) { args['incident'] = ask.incident; return; }
  if (option.guess === undefined) return;
  const mine = await incidentsPaging(ask.ctx);
  if (mine.length === 1) args['incident'] = mine[0]!;
}

/** Chat platforms write people as ids; names are what everything below understands. */
async function withoutMentions(ask: Ask, options: readonly Option[], values: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const plain = { ...values };
  for (const option of options) {
    const word = plain[option.name];
    const takesPeople = (option.completes ?? [option.kind]).includes('user');
    if (takesPeople && word !== undefined && ask.ctx.actor.kind === 'person' && /^@?(?:me|moi)$/i.test(word.trim())) plain[option.name] = `@${ask.ctx.actor.username}`;
    else if (takesPeople && word !== undefined && isMention(word)) plain[option.name] = `@${await userOfMention(ask.ctx, word)}`;
  }
  return plain;
}

const kindOfKey: Readonly<Record<string, FieldKind>> = { 'errors.unknown_incident': 'incident', 'errors.unknown_service': 'service', 'errors.unknown_team': 'team', 'errors.unknown_user': 'user', 'sources.unknown_source': 'source' };

/** What an error says about single options: its own fields, or the name that was not found, in a form. */
function problemsOf(error: AppError, options: readonly Option[], { args, values, how }: Said): Record<string, Problem> {
  const typed = { ...args, ...values };
  const own = Object.entries(error.extras.fields ?? {}).filter(([name]) => options.some((option) => option.name === name));
  if (own.length > 0) return Object.fromEntries(own);
  const kind = kindOfKey[error.key];
  const option = kind === undefined || how !== 'submit' ? undefined : options.find((one) => one.kind === kind && typed[one.name]?.trim());
  if (option !== undefined) return { [option.name]: problemOf(error) };
  // A form with one field: what cannot be read or found is what stands there.
  const asked = options.filter((one) => !Object.hasOwn(args, one.name));
  return how === 'submit' && asked.length === 1 && ['invalid', 'not_found'].includes(error.code) ? { [asked[0]!.name]: problemOf(error) } : {};
}
const problemOf = ({ key, params, extras: { hint } }: AppError): Problem => ({ key, params, ...(hint === undefined ? {} : { hint }) });
