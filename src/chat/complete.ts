import { assign } from './assign.ts';
import type { Choice } from './card.ts';
import type { Setting } from './carry-out.ts';
import { onlyCommand, openTo, rootNamed, rootOf, subOf } from './commands.ts';
import { findCommand } from './find-command.ts';
import { best, mostChoices, suggestNouns } from './nouns.ts';
import { findKnown } from './known/find-known.ts';
import { optionsOf, type Around, type Option } from './option-info.ts';
import { quote, wordsOf } from './words.ts';

/**
 * What may follow what was typed so far: commands first, then options and their values. A value that begins with `/`
 * is the whole phrase; any other takes the place of the last word. Best first, 25 at most.
 */
export async function completePhrase(setting: Setting, text: string): Promise<readonly Choice[]> {
  const words = wordsOf(text);
  const atNext = text === '' || /\s$/.test(text);
  const root = words[0] === undefined ? undefined : rootNamed(setting.commands, words[0].text.replace(/^\//, ''));
  if (words.length === 0 || (words.length === 1 && !atNext)) return commandChoices(setting, words[0]?.text ?? '');
  if (root === undefined && text.startsWith('/')) return commandChoices(setting, text);
  const atSub = (words.length === 1 && atNext) || (words.length === 2 && !atNext);
  if (root !== undefined && atSub && onlyCommand(setting.commands, root) === undefined) {
    const subs = commandChoices(setting, `/${root} ${atNext ? '' : words[1]!.text}`);
    if (subs.length > 0) return subs;
    if (openTo[root] === undefined && words[1]?.name === undefined && !text.endsWith(':')) return [];
  }
  const partial = atNext ? undefined : words.at(-1);
  const before = partial === undefined ? text : text.slice(0, partial.from);
  const found = findCommand(before, setting.commands);
  if (found.kind !== 'command') return [];
  const options = optionsOf(setting.commands[found.name]!.options);
  const { values } = assign(found.words, options, { phrase: before, inRoom: setting.ask.incident !== undefined });
  const left = options.filter((option) => !Object.hasOwn(values, option.name));
  return valueChoices(setting, left, partial === undefined ? '' : text.slice(partial.from), values);
}

/** Completion of one field of a form, or of one native option. @param around what the others say so far */
export async function completeOption(setting: Setting, command: string, field: string, typed: string, around: Around): Promise<readonly Choice[]> {
  const it = Object.hasOwn(setting.commands, command) ? setting.commands[command] : undefined;
  const options = it === undefined ? [] : optionsOf(it.options);
  const option = options.find((one) => one.name === field) ?? options.find((one) => one.name === it?.othersLike);
  return option === undefined ? [] : valuesOf(setting, option, typed, around);
}

function commandChoices({ ask }: Setting, typed: string): Choice[] {
  const word = typed.trim().replace(/^\//, '').replaceAll(/\s+/g, ' ').toLowerCase();
  const all = ask.offered.map((offered) => ({ value: offered.phrase, label: `${offered.phrase} · ${offered.description}`.slice(0, 100), sub: subOf(offered.name), root: rootOf(offered.name) }));
  const phrases = all.map(({ value, label }) => ({ value, label }));
  const exact = best(phrases, word);
  // `/ack` finds `/incident ack`.
  const bySub = all.filter(({ sub }) => word !== '' && sub.startsWith(word)).map(({ value, label }) => ({ value, label }));
  return [...new Map([...exact.filter(({ value }) => value.slice(1).startsWith(word)), ...bySub].map((choice) => [choice.value, choice])).values()].slice(0, mostChoices);
}

async function valueChoices(setting: Setting, left: readonly Option[], typed: string, around: Around): Promise<Choice[]> {
  const name = /^([a-z0-9_]+)[:=]/i.exec(typed)?.[1]?.toLowerCase();
  const byName = left.find((option) => option.name === name);
  if (byName !== undefined) return (await valuesOf(setting, byName, typed.slice(byName.name.length + 1).replace(/^["'“]/, ''), around)).map(({ value, label }) => ({ value: `${byName.name}:${quote(value)}`, label }));
  const inPlace = left.filter((option) => option.named !== true && (option.kind !== 'incident' || setting.ask.incident === undefined));
  const next = inPlace[0];
  const values = next === undefined ? [] : (await valuesOf(setting, next, typed.replace(/^["'“]/, ''), around)).map(({ value, label }) => ({ value: quote(value), label }));
  const names = left.filter((option) => option.name.startsWith(typed.toLowerCase())).map((option) => ({ value: `${option.name}:`, label: `${option.name}: · ${setting.ask.say(option.label)}` }));
  return [...values, ...names].slice(0, mostChoices);
}

async function valuesOf({ ask }: Setting, option: Option, typed: string, around: Around): Promise<Choice[]> {
  if (option.choices) return best(option.choices.map(({ value, label }) => ({ value, label: label === undefined ? value : ask.say(label) })), typed).slice(0, mostChoices);
  if (option.kind === 'boolean') return best([{ value: 'yes', label: ask.say('chat.yes') }, { value: 'no', label: ask.say('chat.no') }], typed);
  const names = option.known !== undefined ? await findKnown(ask, option.known, typed, around) : await suggestNouns(ask.ctx, option.completes ?? [option.kind], typed, ask.say);
  return option.orNone === true ? [...names.slice(0, mostChoices - 1), ...best([{ value: 'none', label: ask.say('commands.none_of_them') }], typed)] : names;
}
