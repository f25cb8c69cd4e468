import { commandsOf, longSubs, onlyCommand, subOf, type Commands } from '../commands.ts';

/** One slash command as Discord has it: the words behind its root, and the command it is. */
export interface Native {
  /** None: the root itself. One: a sub-command. Two: a sub-command of a group. */
  words: readonly string[];
  command: string;
}

/**
 * The slash commands of a root. Discord has no word that is both a command and a group, so `/oncall schedule` with its
 * longer forms is `schedule list`, `schedule add`, …; one whose longer forms do not name itself keeps both: `ack`, `ack-all`.
 */
export function nativesOf(commands: Commands, root: string): Native[] {
  const only = onlyCommand(commands, root);
  if (only !== undefined) return [{ words: [], command: only }];
  const longer = (name: string): (readonly [word: string, command: string])[] => Object.entries(longSubs[name] ?? {}).filter(([, command]) => Object.hasOwn(commands, command));
  const typed = commandsOf(commands, root);
  const isGroup = (name: string): boolean => longer(name).some(([, command]) => command === name);
  const inGroups = new Set(typed.filter(isGroup).flatMap((name) => longer(name).map(([, command]) => command)));
  return typed.flatMap((name): Native[] => {
    const sub = subOf(name);
    if (isGroup(name)) return firstOfEach(longer(name)).map(([word, command]) => ({ words: [sub, word], command }));
    if (inGroups.has(name)) return [];
    return [{ words: [sub], command: name }, ...firstOfEach(longer(name)).map(([, command]) => ({ words: [subOf(command)], command }))];
  });
}

/** Of several words for one command, the first. */
const firstOfEach = (words: readonly (readonly [word: string, command: string])[]): (readonly [word: string, command: string])[] =>
  words.filter(([, command], at) => words.findIndex(([, other]) => other === command) === at);
