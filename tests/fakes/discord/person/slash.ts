import { messageJson } from '../payloads.ts';
import { has, permissionsIn } from '../permissions.ts';
import { type Command, type DiscordChannel, type DiscordMessage, type Json, type World, bitsIn } from '../state.ts';
import { type Acting, type Outcome, act } from './acting.ts';
import { emptyResolved, optionValue, resolvedJson } from './options.ts';
import { placeOf } from './see.ts';

const SUB = 1, GROUP = 2;
export type Values = Readonly<Record<string, string | number | boolean>>;
export interface Choice { name: string; value: string | number }
export interface In {
  /** Id of the channel it is typed in; else the first one they see. */
  channel?: string;
  /** False: sent as it is, though no such command or option is registered now, as when another version of the app registered its own. */
  isOffered?: boolean;
}

export interface Slash {
  /** `slash('oncall who', { team: 'sre' })`: a registered command with the values typed into its options. */
  slash(words: string, values?: Values, where?: In): Promise<Outcome>;
  /** What is offered for the last of the values, being typed; nothing and a trouble when nothing comes in time. */
  complete(words: string, values: Values, where?: In): Promise<readonly Choice[]>;
  /** An entry under “Apps” of a message's menu. */
  messageCommand(message: DiscordMessage, name: string): Promise<Outcome>;
  /** Names of the commands this person is offered. */
  offered(where?: In): string[];
}

/** The commands somebody is offered in a channel: those they may use there (permissions of application commands). */
function offeredTo({ world, user }: Acting, channel: DiscordChannel): Command[] {
  const permissions = permissionsIn(world, channel, user.id);
  if (!has(permissions, 'UseApplicationCommands')) return [];
  // Those of all servers are there in the contexts that they name: 0 a server, 1 the direct conversation with the bot.
  const context = channel.guildId === undefined ? 1 : 0;
  const everywhere = (world.commands.get('global') ?? []).filter(({ contexts }) => contexts === null || (contexts as number[]).includes(context));
  const all = [...(world.commands.get(channel.guildId ?? '') ?? []), ...everywhere];
  return all.filter(({ default_member_permissions: needs }) => {
    if (needs === null || channel.guildId === undefined) return true;
    return needs === '0' ? has(permissions, 'Administrator') : (permissions & bitsIn(needs)) === bitsIn(needs);
  });
}

function found(acting: Acting, channel: DiscordChannel, type: number, name: string): Command {
  const offered = offeredTo(acting, channel).filter((it) => it.type === type);
  const command = offered.find((it) => it.name === name);
  if (!command) throw new Error(`${acting.user.name} is not offered ${name}, only: ${offered.map((it) => it.name).join(', ') || 'nothing'}.`);
  return command;
}

/** The options of the sub-command that the words name, and how to wrap what is filled into them. */
function walk(command: Command, names: readonly string[]): { options: Json[]; wrap: (filled: Json[]) => Json[] } {
  let options = (command['options'] ?? []) as Json[];
  const path: Json[] = [];
  for (const name of names) {
    const next = options.find((it) => it['name'] === name && (it['type'] === SUB || it['type'] === GROUP));
    if (!next) throw new Error(`/${command.name} has no ${name}, only: ${options.map((it) => String(it['name'])).join(', ')}.`);
    path.push(next);
    options = (next['options'] ?? []) as Json[];
  }
  if (options.some((it) => it['type'] === SUB || it['type'] === GROUP)) throw new Error(`/${[command.name, ...names].join(' ')} cannot be sent without one of: ${options.map((it) => String(it['name'])).join(', ')}.`);
  return { options, wrap: (filled) => path.reduceRight((inner, it) => [{ name: it['name'], type: it['type'], options: inner }], filled) };
}

/** A command of another version, with texts alone. */
function unregistered(world: World, words: string, values: Values): Json {
  const [root = '', ...names] = words.replace(/^\//, '').split(/\s+/);
  const filled = Object.entries(values).map(([name, value]): Json => ({ name, type: 3, value: String(value) }));
  return { id: world.newId(), name: root, type: 1, options: names.reduceRight<Json[]>((inner, name, at) => [{ name, type: at < names.length - 1 ? GROUP : SUB, options: inner }], filled) };
}

export function slash(acting: Acting): Slash {
  const { world, user } = acting;
  const data = (words: string, values: Values, channel: DiscordChannel, focused: string | undefined): Json => {
    const [root = '', ...names] = words.replace(/^\//, '').split(/\s+/);
    const command = found(acting, channel, 1, root);
    const { options, wrap } = walk(command, names);
    const resolved = emptyResolved();
    const filled = Object.entries(values).map(([name, given]) => {
      const option = options.find((it) => it['name'] === name);
      if (!option) throw new Error(`/${words} has no option ${name}, only: ${options.map((it) => String(it['name'])).join(', ')}.`);
      if (name === focused && option['autocomplete'] !== true) throw new Error(`${name} of /${words} does not ask the app.`);
      const value = name === focused ? given : optionValue({ world, guildId: channel.guildId, userId: user.id, resolved }, option, given);
      return { name, type: option['type'], value, ...(name === focused && { focused: true }) };
    });
    const missing = focused === undefined ? options.filter((it) => it['required'] === true && !(String(it['name']) in values)) : [];
    if (missing.length > 0) throw new Error(`Discord does not send /${words} without ${missing.map((it) => String(it['name'])).join(', ')}.`);
    return { id: command.id, name: command.name, type: 1, options: wrap(filled), ...(command['guild_id'] !== undefined && { guild_id: command['guild_id'] }), ...resolvedJson(resolved) };
  };
  return {
    async slash(words, values = {}, where) {
      const channel = placeOf(acting, where?.channel);
      const sent = where?.isOffered === false ? unregistered(world, words, values) : data(words, values, channel, undefined);
      return act(acting, { type: 2, channel, data: sent, what: `/${words}` });
    },
    async complete(words, values, where) {
      const channel = placeOf(acting, where?.channel);
      const { interaction } = await act(acting, { type: 4, channel, data: data(words, values, channel, Object.keys(values).at(-1)), what: `choices for /${words} ${JSON.stringify(values)}` });
      return (interaction.choices ?? []) as unknown as Choice[];
    },
    async messageCommand(message, name) {
      const channel = placeOf(acting, message.channelId);
      const command = found(acting, channel, 3, name);
      const payload = { id: command.id, name, type: 3, target_id: message.id, resolved: { messages: { [message.id]: messageJson(world, message) } }, ...(command['guild_id'] !== undefined && { guild_id: command['guild_id'] }) };
      return act(acting, { type: 2, channel, data: payload, what: `“${name}” on a message`, messageId: message.id });
    },
    offered: (where) => offeredTo(acting, placeOf(acting, where?.channel)).map((it) => it.name),
  };
}
