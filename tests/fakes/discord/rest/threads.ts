import { changedChannel, isThread } from '../channels.ts';
import { channelJson } from '../payloads.ts';
import { demand, demandInGuild, sees } from '../permissions.ts';
import { problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type DiscordChannel, type Json, type World, textIn } from '../state.ts';
import { type Asked, type Routes, channelOf, guildOf, memberOf, messageOf } from './route.ts';

const PRIVATE = 12, PUBLIC = 11;
const HAS_THREAD = 1 << 5;

function checkThread(body: Json, isNew: boolean): void {
  const found = problems();
  if (isNew || body['name'] !== undefined) found.text('name', body['name'], 1, 100);
  const minutes = body['auto_archive_duration'];
  if (minutes !== undefined && ![60, 1440, 4320, 10_080].includes(Number(minutes))) found.add('auto_archive_duration', 'BASE_TYPE_CHOICES', 'Value must be one of (60, 1440, 4320, 10080).');
  found.refuseIfAny();
}

function newThread(world: World, parent: DiscordChannel, id: string, type: number, body: Json): DiscordChannel {
  checkThread(body, true);
  const thread: DiscordChannel = {
    id, guildId: parent.guildId, type, name: String(body['name']), topic: undefined, parentId: parent.id, position: 0, overwrites: [], other: undefined, pins: new Map(),
    thread: { ownerId: world.botId, isPrivate: type === PRIVATE, isArchived: false, isLocked: false, archivesAfter: Number(body['auto_archive_duration'] ?? 4320), members: new Set([world.botId]) },
  };
  world.channels.set(id, thread);
  world.happened('THREAD_CREATE', { ...channelJson(world, thread), newly_created: true });
  world.changes.changed();
  return thread;
}

/** Archived, locked, renamed: only reopening needs no more than writing. */
export function changeThread({ world, body }: Asked, channel: DiscordChannel): Json {
  const thread = channel.thread!;
  checkThread(body, false);
  const onlyReopens = body['archived'] === false && !thread.isLocked && Object.keys(body).length === 1;
  demand(world, channel, onlyReopens ? 'SendMessages' : 'ManageThreads');
  if (thread.isArchived && body['archived'] !== false) refuse(50_083);
  channel.name = textIn(body['name']) ?? channel.name;
  if (body['archived'] !== undefined) thread.isArchived = body['archived'] === true;
  if (body['locked'] !== undefined) thread.isLocked = body['locked'] === true;
  changedChannel(world, channel);
  return channelJson(world, channel);
}

function threadOf(asked: Asked): DiscordChannel {
  const channel = channelOf(asked, 'SendMessages');
  if (!isThread(channel)) refuse(50_024);
  return channel.thread!.isArchived ? refuse(50_083) : channel;
}

export const threads: Routes = {
  'POST /channels/:channel/threads': (asked) => {
    const type = Number(asked.body['type'] ?? PRIVATE);
    const parent = channelOf(asked, type === PRIVATE ? 'CreatePrivateThreads' : 'CreatePublicThreads');
    if (isThread(parent) || parent.guildId === undefined) refuse(50_024);
    return channelJson(asked.world, newThread(asked.world, parent, asked.world.newId(), type, asked.body));
  },
  'POST /channels/:channel/messages/:message/threads': (asked) => {
    const parent = channelOf(asked, 'CreatePublicThreads', 'ReadMessageHistory');
    if (isThread(parent) || parent.guildId === undefined) refuse(50_024);
    const message = messageOf(asked, parent);
    if (asked.world.channels.has(message.id)) refuse(160_004);
    message.flags |= HAS_THREAD;
    return channelJson(asked.world, newThread(asked.world, parent, message.id, PUBLIC, asked.body));
  },
  'PUT /channels/:channel/thread-members/@me': (asked) => void threadOf(asked).thread!.members.add(asked.world.botId),
  'PUT /channels/:channel/thread-members/:user': (asked) => {
    const channel = threadOf(asked);
    const { user } = memberOf(asked, asked.world.guilds.get(channel.guildId!)!);
    const parent = asked.world.channels.get(channel.parentId!)!;
    if (!sees(asked.world, parent, user.id)) refuse(50_001);
    channel.thread!.members.add(user.id);
    asked.world.changes.changed();
  },
  'DELETE /channels/:channel/thread-members/:user': (asked) => {
    const channel = threadOf(asked);
    demandInGuild(asked.world, asked.world.guilds.get(channel.guildId!)!, 'ManageThreads');
    channel.thread!.members.delete(asked.params['user']!);
    asked.world.changes.changed();
  },
  'GET /guilds/:guild/threads/active': (asked) => {
    const guild = guildOf(asked);
    const open = [...asked.world.channels.values()].filter((it) => it.guildId === guild.id && it.thread?.isArchived === false && sees(asked.world, it, asked.world.botId));
    return { threads: open.map((it) => channelJson(asked.world, it)), members: [] };
  },
};
