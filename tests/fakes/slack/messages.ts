import type { Content } from './content.ts';
import type { Json, SlackMessage, Workspace } from './state.ts';

interface NewMessage extends Content { channel: string; user: string; metadata?: Json | undefined; threadTs?: string | undefined; ephemeral?: SlackMessage['ephemeral'] }
/** Puts a message where it belongs, without asking whether Slack would. */
export function addMessage(world: Workspace, it: NewMessage): SlackMessage {
  const message: SlackMessage = {
    channel: it.channel, ts: world.nextTs(), user: it.user, botId: it.user === world.botUser ? world.botId : undefined, text: it.text, blocks: it.blocks,
    metadata: it.metadata, threadTs: it.threadTs, edits: [], reactions: new Map(), deleted: false, ephemeral: it.ephemeral,
  };
  world.messages.push(message);
  world.changes.changed();
  return message;
}

export function editMessage(world: Workspace, message: SlackMessage, content: Content, metadata?: Json): void {
  message.edits.push({ text: message.text, blocks: message.blocks });
  message.text = content.text;
  message.blocks = content.blocks;
  if (metadata) message.metadata = metadata;
  world.changes.changed();
}

/** How message events call the kinds of conversations. */
export const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

/** A message as the Web API and events show it. */
export function messageJson(world: Workspace, message: SlackMessage, withMetadata = false): Json {
  const replies = world.messages.filter((it) => it.channel === message.channel && it.threadTs === message.ts && !it.deleted && !it.ephemeral);
  return {
    type: 'message', user: message.user, ts: message.ts, text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.botId !== undefined && { bot_id: message.botId, app_id: world.appId, team: world.teamId }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)!.ts }),
    ...(message.edits.length > 0 && { edited: { user: message.user, ts: message.ts } }),
    ...(message.reactions.size > 0 && { reactions: reactionsJson(message) }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
  };
}
export const reactionsJson = (message: SlackMessage): Json[] => [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));

/** A pinned message as events show it. */
export const pinnedItem = (message: SlackMessage): Json => ({ type: 'message', channel: message.channel, created: Math.floor(Number(message.ts)), message: { type: 'message', user: message.user, text: message.text, ts: message.ts } });
