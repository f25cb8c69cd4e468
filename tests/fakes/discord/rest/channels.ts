import { CATEGORY, changedChannel, channelName, channelsIn, isThread, newChannel, removeChannel } from '../channels.ts';
import { channelJson } from '../payloads.ts';
import { demand, demandInGuild } from '../permissions.ts';
import { problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type DiscordChannel, type Json, type World, textIn } from '../state.ts';
import { overwritesOf } from './overwrites.ts';
import { type Asked, type Routes, channelOf, guildOf } from './route.ts';
import { changeThread } from './threads.ts';

const MOST_IN_GUILD = 500;
const MOST_IN_CATEGORY = 50;

function checkChannel(world: World, guildId: string, body: Json, isNew: boolean, before?: DiscordChannel): void {
  const found = problems();
  if (isNew || body['name'] !== undefined) found.text('name', body['name'], 1, 100);
  found.text('topic', body['topic'], 0, 1024);
  const parentId = body['parent_id'];
  if (parentId !== undefined && parentId !== null) {
    const parent = world.channels.get(textIn(parentId) ?? '');
    if (parent?.guildId !== guildId) found.add('parent_id', 'CHANNEL_PARENT_INVALID', 'Category does not exist');
    else if (parent.type !== CATEGORY) found.add('parent_id', 'CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
    else if (before?.parentId !== parent.id && channelsIn(world, guildId).filter((it) => it.parentId === parent.id).length >= MOST_IN_CATEGORY) found.add('parent_id', 'CHANNEL_PARENT_MAX_CHANNELS', `Maximum number of channels in category reached (${MOST_IN_CATEGORY})`);
  }
  found.refuseIfAny();
}

const filled = (value: unknown): string | undefined => textIn(value) || undefined;

/** Channels of a guild: made, changed, moved, deleted. */
export const channels: Routes = {
  'GET /channels/:channel': (asked) => channelJson(asked.world, channelOf(asked)),
  'GET /guilds/:guild/channels': (asked) => channelsIn(asked.world, guildOf(asked).id).map((it) => channelJson(asked.world, it)),
  'POST /guilds/:guild/channels': (asked) => {
    const { world, body } = asked;
    const guild = guildOf(asked);
    const parent = world.channels.get(String(body['parent_id']));
    if (parent?.guildId === guild.id) demand(world, parent, 'ManageChannels');
    else demandInGuild(world, guild, 'ManageChannels');
    checkChannel(world, guild.id, body, true);
    if (channelsIn(world, guild.id).length >= MOST_IN_GUILD) refuse(30_013);
    const overwrites = overwritesOf(world, guild, body['permission_overwrites']);
    return channelJson(world, newChannel(world, { guildId: guild.id, name: String(body['name']), type: Number(body['type'] ?? 0), topic: filled(body['topic']), parentId: parent?.id, overwrites }));
  },
  'PATCH /channels/:channel': (asked) => {
    const { world, body } = asked;
    const channel = channelOf(asked);
    const guild = world.guilds.get(channel.guildId ?? '') ?? refuse(50_003);
    if (isThread(channel)) return changeThread(asked, channel);
    demand(world, channel, 'ManageChannels');
    checkChannel(world, guild.id, body, false, channel);
    if (body['permission_overwrites'] !== undefined) {
      demand(world, channel, 'ManageRoles');
      channel.overwrites = overwritesOf(world, guild, body['permission_overwrites'], channel) ?? [];
    }
    apply(world, channel, body);
    return channelJson(world, channel);
  },
  'PATCH /guilds/:guild/channels': moveChannels,
  'DELETE /channels/:channel': (asked) => {
    const { world } = asked;
    const channel = channelOf(asked);
    if (channel.guildId !== undefined) {
      demand(world, channel, isThread(channel) ? 'ManageThreads' : 'ManageChannels');
      removeChannel(world, channel);
    }
    return channelJson(world, channel);
  },
};

function apply(world: World, channel: DiscordChannel, body: Json): void {
  const name = textIn(body['name']);
  if (name !== undefined) channel.name = channelName(channel.type, name);
  if (body['topic'] !== undefined) channel.topic = filled(body['topic']);
  if (body['parent_id'] !== undefined) channel.parentId = filled(body['parent_id']);
  if (typeof body['position'] === 'number') channel.position = body['position'];
  changedChannel(world, channel);
}

/** Several at once; `lock_permissions` gives a moved channel its category's overwrites. */
function moveChannels(asked: Asked): void {
  const { world } = asked;
  const guild = guildOf(asked);
  demandInGuild(world, guild, 'ManageChannels');
  const moves = Object.values(asked.body) as Json[];
  if (moves.filter((it) => it['parent_id'] !== undefined).length > 1) refuse(40_009);
  for (const move of moves) {
    const channel = world.channels.get(String(move['id'])) ?? refuse(10_003);
    if (move['parent_id'] !== undefined) demand(world, channel, 'ManageChannels');
    checkChannel(world, guild.id, { parent_id: move['parent_id'] }, false, channel);
    apply(world, channel, { parent_id: move['parent_id'], position: move['position'] });
    if (move['lock_permissions'] === true) channel.overwrites = (world.channels.get(channel.parentId ?? '')?.overwrites ?? []).map((it) => ({ ...it }));
  }
}
