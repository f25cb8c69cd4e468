import { builtInGroups, type Codename } from '../../permissions.ts';
import { sayIn, type TextKey } from '../../texts/say.ts';
import { commandsOf, rootsOf, type Commands } from '../commands.ts';
import { optionsOf, takesMore, type Option } from '../option-info.ts';
import { described, isPicked, nativeOption, optionType, type Described, type NativeOption } from './native-option.ts';
import { nativesOf, type Native } from './natives.ts';

/** A root as Discord registers it. */
export interface SlashRoot extends Described { type: 1; name: string; options: readonly NativeOption[]; default_member_permissions?: string; contexts?: readonly number[]; integration_types?: readonly number[] }
/** An entry in the menu of a message. */
export interface MessageEntry { type: 3; name: string; name_localizations: { fr: string } }
export type Registered = SlashRoot | MessageEntry;

/** Discord's `MANAGE_GUILD`: who lacks it does not see the root, unless the server's administrators decide otherwise. */
const manageGuild = String(1 << 5);
/** What can be typed behind the options of a command that takes more than it names. */
export const moreOption = 'more';

/** Entries of a message's menu, by what they do. */
export const messageEntries = { add_to_timeline: 'discordIncoming.add_to_timeline', create_incident: 'discordIncoming.create_from_message' } as const satisfies Record<string, TextKey>;

/** Everything that is registered in a Discord server, drawn from the command folder: to be sent as a whole. */
export const registrationOf = (commands: Commands): Registered[] => [
  ...rootsOf(commands).map((root) => slashRoot(commands, root)),
  ...Object.values(messageEntries).map((key): MessageEntry => ({ type: 3, name: sayIn('en')(key), name_localizations: { fr: sayIn('fr')(key) } })),
];

/** Discord's numbers: the direct conversation with the bot alone, and a bot that was added to a server (interaction and installation contexts). */
const withBot = 1;
const inServer = 0;

/**
 * What is registered for direct conversations with the bot: the same roots, and there alone, so that no command stands twice in a
 * server. Nothing of a server can be picked there; it is typed.
 */
export const directRegistrationOf = (commands: Commands): SlashRoot[] => rootsOf(commands).map((root): SlashRoot => {
  const { default_member_permissions: _, ...it } = slashRoot(commands, root, 'direct');
  return { ...it, contexts: [withBot], integration_types: [inServer] };
});

type Where = 'server' | 'direct';
function slashRoot(commands: Commands, root: string, where: Where = 'server'): SlashRoot {
  const natives = nativesOf(commands, root);
  const first = commands[commandsOf(commands, root)[0]!]!;
  const own = natives.find(({ words }) => words.length === 0);
  return {
    type: 1, name: root, ...described(first.description),
    options: own === undefined ? subsOf(commands, natives, where) : valuesOf(commands, own.command, where),
    ...(isForAdmins(commands, root) ? { default_member_permissions: manageGuild } : {}),
  };
}

/** Sub-commands in their order; those of a group together, where its first one stands. */
function subsOf(commands: Commands, natives: readonly Native[], where: Where): NativeOption[] {
  const groups = [...new Set(natives.map(({ words }) => words[0]!))];
  return groups.map((word): NativeOption => {
    const mine = natives.filter(({ words }) => words[0] === word);
    const [only] = mine;
    if (only!.words.length === 1) return subOf(commands, word, only!.command, where);
    return { type: optionType.group, name: word, ...described(commands[only!.command]!.description), options: mine.map(({ words, command }) => subOf(commands, words[1]!, command, where)) };
  });
}

const subOf = (commands: Commands, name: string, command: string, where: Where): NativeOption =>
  ({ type: optionType.sub, name, ...described(commands[command]!.description), options: valuesOf(commands, command, where) });

function valuesOf(commands: Commands, name: string, where: Where): NativeOption[] {
  const { options } = commands[name]!;
  const mine = optionsOf(options).map((option): Option => (where === 'server' ? option : { ...option, picks: [] }));
  const more: NativeOption[] = takesMore(options) || mine.some(isPicked) ? [{ type: optionType.text, name: moreOption, ...described('discordIncoming.more_options') }] : [];
  return [...mine.map(nativeOption), ...more];
}

/** Nobody but administrators has a use for any of it. */
function isForAdmins(commands: Commands, root: string): boolean {
  const others = new Set<Codename>([...builtInGroups.Operators, ...builtInGroups.Auditors]);
  return commandsOf(commands, root).every((name) => { const { needs } = commands[name]!; return needs !== undefined && !others.has(needs); });
}
