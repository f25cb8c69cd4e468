import { takesMessages } from '../channels.ts';
import { contentOf } from '../checks/content.ts';
import { madeAt } from '../ids.ts';
import { DEFAULT, PIN_NOTE, REPLY, addMessage, deleteMessage, editMessage, postedIn } from '../messages.ts';
import { isUnreadable, messageJson } from '../payloads.ts';
import { demand, has, permissionsIn } from '../permissions.ts';
import { pingsOf } from '../pings.ts';
import { problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import { type DiscordChannel, type DiscordMessage, type Json, type World, textIn } from '../state.ts';
import { type Asked, type Routes, channelOf, messageOf } from './route.ts';

/** “The past few minutes” in which a nonce that is enforced counts as the same message. */
const NONCE_MS = 5 * 60_000;

const readJson = (world: World, message: DiscordMessage): Json => messageJson(world, message, isUnreadable(world, message));

/** A direct conversation can be closed by the other's settings, or end with the last server shared. */
function reachable(world: World, channel: DiscordChannel): void {
  if (channel.other === undefined) return;
  const user = world.users.get(channel.other)!;
  if (user.isBot || !user.takesDirect) refuse(50_007);
  if (![...world.guilds.values()].some((it) => it.members.has(user.id) && it.members.has(world.botId))) refuse(50_278);
}

/** A thread that fell asleep wakes when somebody writes; a locked one does not. */
function wake(world: World, channel: DiscordChannel): void {
  if (!channel.thread?.isArchived) return;
  if (channel.thread.isLocked && !has(permissionsIn(world, channel, world.botId), 'ManageThreads')) refuse(160_005);
  channel.thread.isArchived = false;
}

const mayEmbed = (world: World, channel: DiscordChannel): boolean => has(permissionsIn(world, channel, world.botId), 'EmbedLinks');

function create(asked: Asked): Json {
  const { world, body, files } = asked;
  const channel = channelOf(asked, 'SendMessages');
  if (!takesMessages(channel)) refuse(50_008);
  reachable(world, channel);
  if (files.length > 0) demand(world, channel, 'AttachFiles');
  // Embeds of who may not embed links are left out, and what consists of nothing else is refused.
  const isBare = !mayEmbed(world, channel);
  const whole = contentOf(body, files);
  if (isBare && whole.content === '' && whole.embeds.length > 0) refuse(50_013);
  const said = isBare ? { ...whole, embeds: [] } : whole;
  const nonce = textIn(body['nonce']);
  const same = body['enforce_nonce'] === true && nonce !== undefined ? world.messages.find((it) => it.nonce === nonce && it.authorId === world.botId && madeAt(it.id) > world.now() - NONCE_MS) : undefined;
  if (same) return messageJson(world, same);
  const reference = (body['message_reference'] as Json | undefined | null)?.['message_id'] as string | undefined;
  if (reference !== undefined) checkReply(world, channel, reference, (body['message_reference'] as Json)['fail_if_not_exists'] !== false);
  wake(world, channel);
  const allowed = body['allowed_mentions'] as Json | undefined;
  return messageJson(world, addMessage(world, {
    ...said, nonce, channelId: channel.id, authorId: world.botId, attachments: files, reference, type: reference === undefined ? DEFAULT : REPLY,
    hasAllowedMentions: allowed !== undefined, pings: pingsOf(world, channel, world.botId, said, allowed, 'message'),
  }));
}

function checkReply(world: World, channel: DiscordChannel, id: string, mustExist: boolean): void {
  demand(world, channel, 'ReadMessageHistory');
  if (!mustExist || postedIn(world, channel.id).some((it) => it.id === id)) return;
  const found = problems();
  found.add('message_reference', 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
  found.refuseIfAny();
}

/** Newest first. */
function history(asked: Asked): Json[] {
  const { world, query } = asked;
  const channel = channelOf(asked);
  if (!has(permissionsIn(world, channel, world.botId), 'ReadMessageHistory')) return [];
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name));
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100)) checkLimit();
  const all = postedIn(world, channel.id, true).toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const older = before ? all.filter((it) => BigInt(it.id) < BigInt(before)) : all;
  const found = after ? older.filter((it) => BigInt(it.id) > BigInt(after)).slice(0, limit) : older.slice(-limit);
  const at = around ? Math.max(0, all.findIndex((it) => it.id === around) - Math.floor(limit / 2)) : 0;
  return (around ? all.slice(at, at + limit) : found).toReversed().map((it) => readJson(world, it));
}

function checkLimit(): void {
  const found = problems();
  found.add('limit', 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 100.');
  found.refuseIfAny();
}

export const messages: Routes = {
  'POST /channels/:channel/messages': create,
  'GET /channels/:channel/messages': history,
  'GET /channels/:channel/messages/:message': (asked) => readJson(asked.world, messageOf(asked, channelOf(asked, 'ReadMessageHistory'))),
  'PATCH /channels/:channel/messages/:message': (asked) => {
    const { world, body } = asked;
    const channel = channelOf(asked);
    const message = messageOf(asked, channel);
    if (message.authorId !== world.botId || message.webhookId !== undefined) refuse(50_005);
    if (channel.thread?.isArchived) refuse(50_083);
    const kept = body['attachments'] === undefined ? message.attachments : message.attachments.filter((it) => (body['attachments'] as Json[]).some(({ id }) => id === it.id));
    const said = contentOf(mayEmbed(world, channel) ? body : { ...body, embeds: [] }, [...kept, ...asked.files], message);
    message.attachments = [...kept, ...asked.files];
    editMessage(world, message, said, body['content'] === undefined || body['allowed_mentions'] !== undefined);
    return messageJson(world, message);
  },
  'DELETE /channels/:channel/messages/:message': (asked) => {
    const channel = channelOf(asked);
    const message = messageOf(asked, channel);
    if (message.authorId !== asked.world.botId) demand(asked.world, channel, 'ManageMessages');
    if (message.type !== PIN_NOTE && message.type !== DEFAULT && message.authorId !== asked.world.botId && message.type < REPLY) refuse(50_021);
    deleteMessage(asked.world, message);
  },
  'POST /channels/:channel/typing': (asked) => void channelOf(asked, 'SendMessages'),
};
