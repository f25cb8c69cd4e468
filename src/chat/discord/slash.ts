import { optionsOf } from '../option-info.ts';
import type { Commands } from '../commands.ts';
import { quote } from '../words.ts';
import type { GivenOption, Interaction } from './asked.ts';
import { optionType } from './native-option.ts';
import { nativesOf } from './natives.ts';
import { moreOption } from './registration.ts';

/** A slash command that was filled in: the words behind its root, and its options. */
interface Said { root: string; words: readonly string[]; options: readonly GivenOption[] }
/** The same, and which command of ours it is. */
export interface Slash extends Said { command: string }

function saidIn({ name: root = '', options = [] }: NonNullable<Interaction['data']>): Said {
  const words: string[] = [];
  let inner = options;
  while (inner[0] !== undefined && (inner[0].type === optionType.sub || inner[0].type === optionType.group)) {
    words.push(inner[0].name);
    inner = inner[0].options ?? [];
  }
  return { root, words, options: inner };
}

/** What a slash command means; undefined when no command of ours is called so (any more). */
export function slashOf(commands: Commands, data: NonNullable<Interaction['data']>): Slash | undefined {
  const said = saidIn(data);
  const native = nativesOf(commands, said.root).find((one) => one.words.join(' ') === said.words.join(' '));
  return native === undefined ? undefined : { ...said, command: native.command };
}

/**
 * The same as a phrase: every option by its name, quoted where it has to be. One that another version of ours registered is
 * a phrase as well: it is answered with what is most alike.
 */
export function phraseOfSlash(commands: Commands, data: NonNullable<Interaction['data']>): string {
  const { root, words, options } = saidIn(data);
  const command = slashOf(commands, data)?.command;
  const known = new Set(command === undefined ? [] : optionsOf(commands[command]!.options).map(({ name }) => name));
  const given = options.flatMap(({ name, value }) => {
    if (value === undefined || String(value).trim() === '') return [];
    return name === moreOption && !known.has(name) ? [String(value)] : [`${name}:${quote(String(value))}`];
  });
  return [`/${root}`, ...words, ...given].join(' ');
}
