import { changedChannel } from '../channels.ts';
import { guildPermissions, has, permissionsIn } from '../permissions.ts';
import { refuse } from '../refusal.ts';
import { type DiscordChannel, type DiscordGuild, type Json, type Overwrite, type World, bitsIn } from '../state.ts';
import { type Asked, type Routes, channelOf } from './route.ts';

/** Overwrites as they were given; the bot can allow and deny only what it has itself, unless it manages this channel's roles by an overwrite. */
export function overwritesOf(world: World, guild: DiscordGuild, given: unknown, channel?: DiscordChannel): Overwrite[] | undefined {
  if (given === undefined || given === null) return undefined;
  return (given as Json[]).map((it) => overwriteOf(world, guild, String(it['id']), it, channel));
}

function overwriteOf(world: World, guild: DiscordGuild, id: string, it: Json, channel: DiscordChannel | undefined): Overwrite {
  const type = it['type'] === undefined ? (guild.roles.has(id) ? 0 : 1) : Number(it['type']) === 0 ? 0 : 1;
  if (type === 0 ? !guild.roles.has(id) : !world.users.has(id)) refuse(type === 0 ? 10_011 : 10_013);
  const overwrite: Overwrite = { id, type, allow: bitsIn(it['allow']), deny: bitsIn(it['deny']) };
  const own = guildPermissions(guild, world.botId) | (channel ? permissionsIn(world, channel, world.botId) : 0n);
  const before = channel?.overwrites.find((one) => one.id === id);
  const changed = (overwrite.allow ^ (before?.allow ?? 0n)) | (overwrite.deny ^ (before?.deny ?? 0n));
  const isManager = channel?.overwrites.some((one) => isOfBot(world, guild, one.id) && has(one.allow, 'ManageRoles')) ?? false;
  if ((changed & ~own) !== 0n && !isManager) refuse(50_013);
  return overwrite;
}

const isOfBot = (world: World, guild: DiscordGuild, id: string): boolean => id === world.botId || guild.members.get(world.botId)!.roles.has(id);

function managed(asked: Asked): { channel: DiscordChannel; guild: DiscordGuild } {
  const channel = channelOf(asked, 'ManageRoles');
  return { channel, guild: asked.world.guilds.get(channel.guildId ?? '') ?? refuse(50_003) };
}

/** What one role or member may do in a channel. */
export const overwrites: Routes = {
  'PUT /channels/:channel/permissions/:overwrite': (asked) => {
    const { channel, guild } = managed(asked);
    const next = overwriteOf(asked.world, guild, asked.params['overwrite']!, asked.body, channel);
    channel.overwrites = [...channel.overwrites.filter((it) => it.id !== next.id), next];
    changedChannel(asked.world, channel);
  },
  'DELETE /channels/:channel/permissions/:overwrite': (asked) => {
    const { channel } = managed(asked);
    if (!channel.overwrites.some((it) => it.id === asked.params['overwrite'])) refuse(10_009);
    channel.overwrites = channel.overwrites.filter((it) => it.id !== asked.params['overwrite']);
    changedChannel(asked.world, channel);
  },
};
