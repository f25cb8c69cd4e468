import { demand, type Permission } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import type { Attachment, DiscordChannel, DiscordGuild, DiscordMember, DiscordMessage, Json, World } from '../state.ts';

/** One request, its body and files read. */
export interface Asked {
  world: World;
  /** What stands for `:channel` and the like in the route. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: Json;
  files: Attachment[];
}
/** `undefined` is answered with 204. */
type Handler = (asked: Asked) => unknown;
/** By `GET /channels/:channel`. */
export type Routes = Record<string, Handler>;

/** The guild of the route, with the bot in it. */
export function guildOf({ world, params }: Asked): DiscordGuild {
  const guild = world.guilds.get(params['guild'] ?? '') ?? refuse(10_004);
  return guild.members.has(world.botId) ? guild : refuse(50_001);
}
/** The channel of the route, in which the bot has these permissions. */
export function channelOf({ world, params }: Asked, ...needs: Permission[]): DiscordChannel {
  const channel = world.channels.get(params['channel'] ?? '') ?? refuse(10_003);
  demand(world, channel, ...needs);
  return channel;
}
/** The message of the route; what only one person sees is not found here. */
export function messageOf({ world, params }: Asked, channel: DiscordChannel): DiscordMessage {
  return world.messages.find((it) => it.id === params['message'] && it.channelId === channel.id && !it.deleted && it.ephemeralFor === undefined) ?? refuse(10_008);
}
export function memberOf({ world, params }: Asked, guild: DiscordGuild): DiscordMember {
  return guild.members.get(params['user'] ?? '') ?? refuse(world.users.has(params['user'] ?? '') ? 10_007 : 10_013);
}
