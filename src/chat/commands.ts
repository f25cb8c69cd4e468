import type { Command } from './command.ts';

/** All commands: `root/sub` → command. The first visible one of a root is what the bare root does. */
export type Commands = Readonly<Record<string, Command>>;

/** Roots that may be typed shorter, or that people know by another name. */
const rootAliases: Readonly<Record<string, string>> = { inc: 'incident', incidents: 'incident', on: 'oncall', 'on-call': 'oncall' };
const subAliases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  incident: { create: 'declare', new: 'declare', open: 'declare', acknowledge: 'ack', unacknowledge: 'unack', status: 'show', close: 'resolve', comment: 'note' },
  oncall: { swap: 'cover' },
};
/** Two words that are a command of their own: `/incident ack all`, `/imas setup slack`. */
export const longSubs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'incident/ack': { all: 'incident/ack-all', tout: 'incident/ack-all' }, 'incident/room': { open: 'incident/room', ouvrir: 'incident/room', back: 'incident/back', retour: 'incident/back', keep: 'incident/keep-room', garder: 'incident/keep-room' }, 'imas/setup': { slack: 'imas/setup-slack', discord: 'imas/setup-discord' },
  'oncall/schedule': { list: 'oncall/schedule', add: 'oncall/schedule-add', edit: 'oncall/schedule-edit', remove: 'oncall/schedule-remove', delete: 'oncall/schedule-remove' },
  'oncall/rotation': { show: 'oncall/rotation', list: 'oncall/rotation', create: 'oncall/rotation-create', new: 'oncall/rotation-create', edit: 'oncall/rotation-edit', delete: 'oncall/rotation-delete', end: 'oncall/rotation-delete' },
  'oncall/override': { add: 'oncall/override', list: 'oncall/override-list', remove: 'oncall/override-remove', delete: 'oncall/override-remove' },
  'escalation/step': { add: 'escalation/step', edit: 'escalation/step-edit', change: 'escalation/step-edit', move: 'escalation/step-edit', remove: 'escalation/step-remove', delete: 'escalation/step-remove' },
};
/** Commands that are only typed as two words, each with its phrase. */
export const longPhrases = (commands: Commands): (readonly [name: string, phrase: string])[] => Object.entries(longSubs).flatMap(([name, subs]) => [...new Set(Object.values(subs))]
  .filter((longer) => Object.hasOwn(commands, longer) && commands[longer]!.hidden === true)
  .map((longer) => [longer, `${phraseOf(name)} ${Object.keys(subs).find((word) => subs[word] === longer)}`] as const));
/** Where a word that is no sub-command belongs: `/oncall TEAM` asks who, `/incident INC-42` shows it. */
export const openTo: Readonly<Record<string, string>> = { oncall: 'oncall/who' };

export const rootOf = (name: string): string => name.split('/')[0]!;
export const subOf = (name: string): string => name.split('/')[1] ?? '';
export const rootsOf = (commands: Commands): string[] => [...new Set(visible(commands).map(rootOf))];
/** Names of the commands that are typed, in their order. */
export const visible = (commands: Commands): string[] => Object.keys(commands).filter((name) => commands[name]!.hidden !== true);
export const commandsOf = (commands: Commands, root: string): string[] => visible(commands).filter((name) => rootOf(name) === root);
/** The root that is meant by a word, aliases included. */
export function rootNamed(commands: Commands, word: string): string | undefined {
  const typed = word.toLowerCase();
  const root = rootAliases[typed] ?? typed;
  return Object.keys(commands).some((name) => rootOf(name) === root) ? root : undefined;
}
/** The command of a root that is meant by a word, aliases and hidden ones included. */
export function subNamed(commands: Commands, root: string, word: string): string | undefined {
  const typed = word.toLowerCase();
  const name = `${root}/${Object.hasOwn(subAliases[root] ?? {}, typed) ? subAliases[root]![typed] : typed}`;
  return Object.hasOwn(commands, name) ? name : undefined;
}
/** Other words for the commands of a root, each with its command's own. */
export const aliasesOf = (commands: Commands, root: string): (readonly [alias: string, sub: string])[] => Object.entries(subAliases[root] ?? {}).filter(([, sub]) => Object.hasOwn(commands, `${root}/${sub}`));
/** A root that is its own only command: `/page`. */
export const onlyCommand = (commands: Commands, root: string): string | undefined => {
  const all = commandsOf(commands, root);
  return all.length === 1 && all[0] === `${root}/${root}` ? all[0] : undefined;
};
/** How a command is typed: `/incident ack`, `/page`. */
export const phraseOf = (name: string): string => (rootOf(name) === subOf(name) ? `/${rootOf(name)}` : `/${name.replace('/', ' ')}`);
