import { commands } from '../../commands/commands.ts';
import { assign } from '../../src/chat/assign.ts';
import { rootOf } from '../../src/chat/commands.ts';
import { nativeOption, optionType, type NativeOption } from '../../src/chat/discord/native-option.ts';
import { nativesOf } from '../../src/chat/discord/natives.ts';
import { moreOption } from '../../src/chat/discord/registration.ts';
import { findCommand } from '../../src/chat/find-command.ts';
import { knownNames } from '../../src/chat/nouns.ts';
import { optionsOf, takesMore } from '../../src/chat/option-info.ts';
import { quote } from '../../src/chat/words.ts';
import type { Values } from '../fakes/discord/person/slash.ts';
import type { World } from '../world.ts';

export interface FilledIn { /** `oncall schedule add` */ words: string; values: Values; /** Discord offers no such command, or no such box. */ isOffered: boolean }

/** A phrase as somebody enters it in Discord, in a room or elsewhere: a command from its list, and each word in the box it belongs into. */
export async function fillIn({ app }: World, phrase: string, inRoom: boolean): Promise<FilledIn> {
  const found = findCommand(phrase, commands);
  const native = found.kind === 'command' ? nativesOf(commands, rootOf(found.name)).find((one) => one.command === found.name) : undefined;
  if (found.kind !== 'command' || native === undefined) {
    const [root = '', sub = '', ...rest] = phrase.replace(/^\//, '').split(/\s+/);
    return { words: `${root} ${sub}`.trim(), values: rest.length === 0 ? {} : { [moreOption]: rest.join(' ') }, isOffered: false };
  }
  const command = commands[found.name]!;
  const options = optionsOf(command.options);
  const known = await knownNames(app.ctx, ['service', 'team', 'user', 'source'], found.words.map((word) => word.text));
  const { values, left } = assign(found.words, options, { phrase, inRoom, known, more: takesMore(command.options) });
  const boxes = options.flatMap((option) => (values[option.name] === undefined || !fits(nativeOption(option), values[option.name]!) ? [] : [[option.name, entered(nativeOption(option), values[option.name]!)] as const]));
  const pairs = Object.entries(values).filter(([name]) => !boxes.some(([box]) => box === name)).map(([name, value]) => `${name}:${quote(value)}`);
  const more = [...pairs, ...left.map((word) => word.text)].join(' ');
  return { words: [rootOf(found.name), ...native.words].join(' '), values: { ...Object.fromEntries(boxes), ...(more === '' ? {} : { [moreOption]: more }) }, isOffered: left.length === 0 };
}

const mention = /^(?:<(?:#|@&|@!?))?(\d+)>?$/;
/** What is picked out of a server is there; anything else is typed besides. */
const fits = ({ type }: NativeOption, typed: string): boolean => ![optionType.person, optionType.channel, optionType.role].includes(type as never) || mention.test(typed);

/** What is picked from a list, switched, or typed for these words. */
function entered({ type, choices }: NativeOption, typed: string): string | number | boolean {
  if (type === optionType.boolean) return /^(?:y|yes|true|on|1)$/i.test(typed);
  if (type === optionType.whole) return Number(typed);
  if (type === optionType.person || type === optionType.channel || type === optionType.role) return mention.exec(typed)?.[1] ?? typed;
  return choices?.find(({ value, name }) => [value, name].some((word) => word.toLowerCase().startsWith(typed.toLowerCase())))?.value ?? typed;
}
