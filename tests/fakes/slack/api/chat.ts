import { needed, optional } from '../arguments.ts';
import { newChannel } from '../channels.ts';
import { contentOf, metadataOf } from '../content.ts';
import { channelOf, directWith, messageOf, postedIn, userOf } from '../find.ts';
import { CHANNEL_TYPE, addMessage, editMessage, messageJson } from '../messages.ts';
import { refuse } from '../refusal.ts';
import { demand } from '../scopes.ts';
import type { Json, SlackChannel, SlackMessage, Workspace } from '../state.ts';
import type { Methods } from './method.ts';

/** `channel` of chat.postMessage: an id, a public channel's #name, or a person's id for the direct conversation. */
function destination(world: Workspace, args: Json): SlackChannel {
  const named = needed(args, 'channel', 'channel_not_found');
  const user = world.users.get(named);
  if (user) return user.deleted || user.isBot ? refuse('channel_not_found') : directWith(world, user.id, (it) => newChannel(world, it));
  const byName = [...world.channels.values()].find((it) => it.kind === 'public' && it.name === named.replace(/^#/, ''));
  const channel = byName ?? channelOf(world, args);
  if (channel.isArchived) refuse('is_archived');
  if (!channel.members.has(world.botUser) && !world.scopes.has('chat:write.public')) refuse('not_in_channel');
  return channel;
}

function threadOf(world: Workspace, args: Json, channel: SlackChannel): string | undefined {
  const ts = optional(args, 'thread_ts');
  if (ts === undefined) return undefined;
  const parent = postedIn(world, channel.id).find((it) => it.ts === ts) ?? refuse('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}

/** The app's own message, or a refusal. */
function ownMessage(world: Workspace, args: Json, refusal: string): SlackMessage {
  const channel = channelOf(world, args);
  const message = messageOf(world, channel, needed(args, 'ts', 'message_not_found'));
  return message.botId === world.botId ? message : refuse(refusal);
}

export const chat: Methods = {
  'chat.postMessage'(world, args) {
    demand(world, 'chat:write');
    const channel = destination(world, args);
    const content = contentOf(args, world.files);
    const message = addMessage(world, { ...content, channel: channel.id, user: world.botUser, metadata: metadataOf(args), threadTs: threadOf(world, args, channel) });
    world.happened({ ...messageJson(world, message), channel: channel.id, channel_type: CHANNEL_TYPE[channel.kind], event_ts: message.ts }, channel);
    return { channel: channel.id, ts: message.ts, message: messageJson(world, message, true) };
  },
  'chat.update'(world, args) {
    demand(world, 'chat:write');
    const message = ownMessage(world, args, 'cant_update_message');
    if (world.channels.get(message.channel)!.isArchived) refuse('is_archived');
    // Without blocks, those that were there go.
    editMessage(world, message, contentOf(args, world.files), metadataOf(args));
    return { channel: message.channel, ts: message.ts, text: message.text, message: messageJson(world, message, true) };
  },
  'chat.delete'(world, args) {
    demand(world, 'chat:write');
    const message = ownMessage(world, args, 'cant_delete_message');
    message.deleted = true;
    world.changes.changed();
    return { channel: message.channel, ts: message.ts };
  },
  'chat.postEphemeral'(world, args) {
    demand(world, 'chat:write');
    const channel = channelOf(world, args);
    if (channel.isArchived) refuse('is_archived');
    if (!channel.members.has(world.botUser)) refuse('not_in_channel');
    const user = userOf(world, needed(args, 'user', 'user_not_in_channel'));
    if (!channel.members.has(user.id)) refuse('user_not_in_channel');
    const content = contentOf(args, world.files);
    const message = addMessage(world, { ...content, channel: channel.id, user: world.botUser, threadTs: threadOf(world, args, channel), ephemeral: { user: user.id, via: 'postEphemeral' } });
    return { message_ts: message.ts };
  },
  'chat.getPermalink'(world, args) {
    const channel = channelOf(world, args);
    const message = messageOf(world, channel, needed(args, 'message_ts', 'message_not_found'));
    return { channel: channel.id, permalink: permalink(world, message) };
  },
};

const permalink = (world: Workspace, { channel, ts, threadTs }: SlackMessage): string =>
  `https://${world.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${threadTs === undefined ? '' : `?thread_ts=${threadTs}&cid=${channel}`}`;
