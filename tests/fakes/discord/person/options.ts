import { memberJson, placeJson, roleJson, userJson } from '../payloads.ts';
import type { Json, World } from '../state.ts';

const STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10;

/** People, roles and channels that somebody chose, as they stand in `resolved`. */
export interface Resolved { users: Json; members: Json; roles: Json; channels: Json }
export const emptyResolved = (): Resolved => ({ users: {}, members: {}, roles: {}, channels: {} });
/** Without what is empty; nothing at all when all is. */
export const resolvedJson = (resolved: Resolved): Json => {
  const filled = Object.entries(resolved).filter(([, it]) => Object.keys(it as Json).length > 0);
  return filled.length > 0 ? { resolved: Object.fromEntries(filled) } : {};
};

export interface Resolving { world: World; guildId: string | undefined; userId: string; resolved: Resolved }

/** The id of somebody or something by id or name; it is noted in `resolved`. */
export function resolve({ world, guildId, userId, resolved }: Resolving, kind: 'user' | 'role' | 'channel', wanted: string): string {
  const guild = world.guilds.get(guildId ?? '');
  if (kind === 'role') {
    const role = [...(guild?.roles.values() ?? [])].find((it) => it.id === wanted || it.name === wanted) ?? missing(wanted);
    resolved.roles[role.id] = roleJson(role);
    return role.id;
  }
  if (kind === 'channel') {
    const channel = [...world.channels.values()].find((it) => it.guildId === guildId && (it.id === wanted || it.name === wanted)) ?? missing(wanted);
    resolved.channels[channel.id] = placeJson(world, channel, userId);
    return channel.id;
  }
  const user = [...world.users.values()].find((it) => it.id === wanted || it.name === wanted) ?? missing(wanted);
  const member = guild?.members.get(user.id);
  resolved.users[user.id] = userJson(user);
  if (member) {
    const { user: _user, deaf: _deaf, mute: _mute, ...rest } = memberJson(member);
    resolved.members[user.id] = { ...rest, permissions: '0' };
  }
  return user.id;
}

function missing(wanted: string): never {
  throw new Error(`Nobody and nothing here is called ${wanted}.`);
}

/** What is sent for an option somebody filled in; Discord's own client refuses what does not fit. */
export function optionValue(resolving: Resolving, option: Json, given: string | number | boolean): unknown {
  const type = Number(option['type']);
  const refuse = (why: string): never => { throw new Error(`Discord does not send ${String(option['name'])}=${String(given)}: ${why}.`); };
  const choices = (option['choices'] ?? []) as Json[];
  if (choices.length > 0) return (choices.find((it) => it['name'] === given || it['value'] === given) ?? refuse(`one of ${choices.map((it) => String(it['name'])).join(', ')}`))['value'];
  if (type === BOOLEAN) return typeof given === 'boolean' ? given : refuse('yes or no');
  if (type === INTEGER || type === NUMBER) {
    const number = Number(given);
    const fits = (type === NUMBER || Number.isInteger(number)) && number >= Number(option['min_value'] ?? -Infinity) && number <= Number(option['max_value'] ?? Infinity);
    return fits ? number : refuse('a number in its range');
  }
  const text = String(given);
  if (type === STRING) return text.length >= Number(option['min_length'] ?? 0) && text.length <= Number(option['max_length'] ?? 6000) ? text : refuse('its length');
  if (type === USER) return resolve(resolving, 'user', text);
  if (type === CHANNEL) return resolve(resolving, 'channel', text);
  if (type === ROLE) return resolve(resolving, 'role', text);
  if (type !== MENTIONABLE) return refuse(`options of type ${type} are not played here`);
  return resolve(resolving, resolving.world.guilds.get(resolving.guildId ?? '')?.roles.has(text) ? 'role' : 'user', text);
}
