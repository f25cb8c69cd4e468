import { optionsOf } from '../option-info.ts';
import type { Commands } from '../commands.ts';
import { quote } from '../words.ts';
import type { GivenOption, Interaction } from './asked.ts';
import { optionType } from './native-option.ts';
import { nativesOf } from './natives.ts';
import { moreOption } from './registration.ts';

/** A slash command that was filled in: which command of ours, and by which options. */
export interface Slash { root: string; words: readonly string[]; command: string; options: readonly GivenOption[] }

/** What a slash command means; undefined when no command of ours is called so (any more). */
export function slashOf(commands: Commands, { name: root = '', options = [] }: NonNullable<Interaction['data']>): Slash | undefined {
  const words: string[] = [];
  let inner = options;
  while (inner[0] !== undefined && (inner[0].type === optionType.sub || inner[0].type === optionType.group)) {
    words.push(inner[0].name);
    inner = inner[0].options ?? [];
  }
  const native = nativesOf(commands, root).find((one) => one.words.join(' ') === words.join(' '));
  return native === undefined ? undefined : { root, words, command: native.command, options: inner };
}

/** The same as a phrase: every option by its name, quoted where it has to be. */
export function phraseOfSlash(commands: Commands, { root, words, command, options }: Slash): string {
  const known = new Set(optionsOf(commands[command]!.options).map(({ name }) => name));
  const given = options.flatMap(({ name, value }) => {
    if (value === undefined || String(value).trim() === '') return [];
    return name === moreOption && !known.has(name) ? [String(value)] : [`${name}:${quote(String(value))}`];
  });
  return [`/${root}`, ...words, ...given].join(' ');
}
