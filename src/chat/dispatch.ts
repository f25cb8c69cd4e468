import { randomUUID } from 'node:crypto';
import { findTeam } from '../domain/people/find-team.ts';
import { recordRefusal } from '../domain/audit/record-refusal.ts';
import { AppError } from '../errors.ts';
import type { Context } from '../context.ts';
import type { Wanted } from '../domain/people/wanted.ts';
import type { Ports } from '../domain/ports.ts';
import { mayForSome } from '../permissions.ts';
import { sayIn, type Language } from '../texts/say.ts';
import type { Answer } from './card.ts';
import { carryOut, type Setting } from './carry-out.ts';
import { assign } from './assign.ts';
import { commandsOf, longPhrases, phraseOf, rootOf, visible, type Commands } from './commands.ts';
import { completeOption, completePhrase } from './complete.ts';
import { unexpectedAnswer, unknownAnswer } from './error-card.ts';
import { findCommand, nameIn, nearestBeneath } from './find-command.ts';
import { knownNames, nearestNames } from './nouns.ts';
import { optionsOf, takesMore } from './option-info.ts';
import type { Dispatch, Speaker } from './platform.ts';
import { refusalAnswer } from './refusal.ts';
import { reply } from './answer.ts';
import { offer, usage } from './usage.ts';
import { withinRights } from './within-rights.ts';

/** On whose behalf, and in which words, one phrase is carried out. */
export interface Listener { ctx: Context; language: Language; timeZone: string }
export interface DispatchParts {
  commands: Commands;
  /** The speaker as an actor, read afresh; rejects with AppError when the account is disabled. */
  contextFor(from: Speaker): Promise<Listener>;
  ports: Ports;
  /** Where `contextFor` itself fails. */
  fallback: { ctx: Context; language: Language; timeZone: string };
  /** Errors of layers below that are known to mean something, such as the database being away. */
  recognise?(error: unknown): AppError | undefined;
}

/** The one dispatcher: what is typed, clicked, submitted and completed on any platform comes here, and every path answers. */
export function makeDispatch(parts: DispatchParts): Dispatch {
  const { commands } = parts;

  const settingFor = (from: Speaker, listener: Listener): Setting => {
    const say = sayIn(listener.language, listener.timeZone);
    const isMine = (name: string) => commands[name]!.needs === undefined || mayForSome(listener.ctx.actor, commands[name]!.needs);
    return {
      commands,
      ask: {
        ctx: listener.ctx, say, language: listener.language, timeZone: listener.timeZone, ports: parts.ports,
        has: (name) => Object.hasOwn(commands, name),
        get offered() { return visible(commands).filter(isMine).map((name) => offer(name, commands[name]!, say)); },
        get longer() { return longPhrases(commands).filter(([name]) => isMine(name)).map(([name, phrase]) => offer(name, commands[name]!, say, phrase)); },
        ...(from.place === undefined ? {} : { place: from.place }), ...(from.incident === undefined ? {} : { incident: from.incident }),
      },
    };
  };

  /** Runs one path; whatever goes wrong becomes a private answer in the reader's language. */
  const answering = async (from: Speaker, what: string, wanted: Wanted, work: (setting: Setting) => Promise<Answer>): Promise<Answer> => {
    let listener: Listener = parts.fallback;
    try {
      listener = await parts.contextFor(from);
      return withinRights(await work(settingFor(from, listener)), listener.ctx.actor, commands);
    } catch (error) {
      const say = sayIn(listener.language, listener.timeZone);
      const known = error instanceof AppError ? error : parts.recognise?.(error);
      if (known !== undefined) {
        await recordRefusal(listener.ctx, known, what);
        return refusalAnswer({ commands, ctx: listener.ctx, say }, from, known, wanted);
      }
      const requestId = listener.ctx.requestId ?? randomUUID();
      listener.ctx.log.error({ err: error, requestId, via: from.via }, 'a command failed');
      return unexpectedAnswer(requestId, say);
    }
  };
  const completing = async <T>(from: Speaker, work: (setting: Setting) => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await work(settingFor(from, await parts.contextFor(from)));
    } catch (error) {
      parts.fallback.ctx.log.warn({ err: error, via: from.via }, 'a completion failed');
      return [];
    }
  };

  return {
    // The audit log says which command was refused, and none of somebody's words.
    phrase: (from, text) => answering(from, nameIn(clean(text), commands) ?? text.slice(0, 100), { phrase: clean(text) }, (setting) => sayPhrase(clean(text), setting)),
    press: (from, command, args) => answering(from, command, { command, args: cleanAll(args) }, (setting) => carryOut(setting, command, { args: cleanAll(args), values: {}, how: 'press' })),
    submit: (from, form, values) => answering(from, form.command, { command: form.command, args: cleanAll(form.args), values: cleanAll(values) }, (setting) => carryOut(setting, form.command, { args: cleanAll(form.args), values: cleanAll(values), how: 'submit' })),
    complete: (from, text) => completing(from, (setting) => completePhrase(setting, clean(text))),
    completeField: (from, command, field, typed, around = {}) => completing(from, (setting) => completeOption(setting, command, field, clean(typed), cleanAll(around))),
  };
}

/** What a database can store: no NUL, no half characters. */
const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '').slice(0, 20_000);
const cleanAll = (values: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, clean(String(value))]));

const isTeam = async (ctx: Context, word: string): Promise<boolean> => findTeam(ctx, word).then(() => true, (error: unknown) => {
  if (error instanceof AppError) return false;
  throw error;
});

async function sayPhrase(text: string, setting: Setting): Promise<Answer> {
  const { commands, ask } = setting;
  const found = findCommand(text, commands);
  if (found.kind === 'nothing') return reply({ title: ask.say('chat.nothing_said'), text: [[ask.say('chat.see_help')]] });
  if (found.kind === 'unknown') {
    const beneath = found.root === undefined ? [] : commandsOf(commands, found.root).map((name) => [phraseOf(name), commands[name]!.description] as const);
    return unknownAnswer(found.word, found.nearest, found.root, ask.say, beneath);
  }
  const command = commands[found.name]!;
  const options = optionsOf(command.options);
  const skippable = options.filter((option) => !option.required && option.fits === undefined && option.kind !== 'incident').flatMap((option) => option.completes ?? [option.kind]);
  const known = await knownNames(ask.ctx, skippable, [...new Set(found.words.slice(0, 4).map((word) => word.text))]);
  const { values, left } = assign(found.words, options, { phrase: text, inRoom: ask.incident !== undefined, known, more: takesMore(command.options) });
  const guessed = found.guessed !== undefined && (left[0]?.text === found.guessed || values['team'] === found.guessed) ? found.guessed : undefined;
  if (guessed !== undefined) {
    // Neither a sub-command nor a team: a misspelt team is told by the verb, a misspelt sub-command here.
    const root = rootOf(found.name);
    const near = nearestBeneath(commands, root, guessed);
    if (near.length > 0 && (await nearestNames(ask.ctx, 'team', guessed)).length === 0 && !(await isTeam(ask.ctx, guessed))) return unknownAnswer(guessed, near, root, ask.say);
  }
  if (left.length > 0) {
    const noTime = options.find((option) => option.spans !== undefined && values[option.name] !== undefined && option.fits?.(values[option.name]!) === false);
    if (noTime !== undefined) return reply({ title: ask.say('chat.bad_moment', { word: values[noTime.name]!.slice(0, 60) }), tone: 'bad', text: [[ask.say('chat.typed_like'), ' ', { code: usage(found.name, command) }]] });
    return reply({ title: ask.say('chat.words_left', { words: left.map((word) => word.text).join(' ').slice(0, 100) }), tone: 'bad', text: [[ask.say('chat.typed_like'), ' ', { code: usage(found.name, command) }]] });
  }
  return carryOut(setting, found.name, { args: {}, values, how: 'phrase' });
}
