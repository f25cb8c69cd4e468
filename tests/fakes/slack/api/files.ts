import { needed, optional, parsed } from '../arguments.ts';
import { contentOf } from '../content.ts';
import { channelOf } from '../find.ts';
import { newId } from '../ids.ts';
import { addMessage } from '../messages.ts';
import { refuse } from '../refusal.ts';
import { demand } from '../scopes.ts';
import type { Json } from '../state.ts';
import type { Methods } from './method.ts';

/** The two steps around an upload; `here` is this fake's own address. */
export const files = (here: () => string): Methods => ({
  'files.getUploadURLExternal'(world, args) {
    demand(world, 'files:write');
    if (!(Number(needed(args, 'length')) > 0)) refuse('invalid_arguments');
    const id = newId('F');
    world.files.set(id, { name: needed(args, 'filename'), content: Buffer.alloc(0), channel: undefined });
    return { file_id: id, upload_url: `${here()}/upload/${id}` };
  },
  'files.completeUploadExternal'(world, args) {
    demand(world, 'files:write');
    const asked = (parsed(args, 'files', 'invalid_arguments') ?? []) as { id: string; title?: string }[];
    const found = asked.map(({ id }) => world.files.get(id) ?? refuse('file_not_found'));
    const channel = optional(args, 'channel_id') === undefined ? undefined : channelOf(world, args, 'channel_id');
    if (channel && !channel.members.has(world.botUser)) refuse('not_in_channel');
    for (const file of found) file.channel = channel?.id;
    const text = optional(args, 'initial_comment') ?? found.map((it) => it.name).join(', ');
    if (channel) addMessage(world, { ...contentOf({ text }), channel: channel.id, user: world.botUser, threadTs: optional(args, 'thread_ts') });
    return { files: asked.map(({ id, title }): Json => ({ id, title: title ?? world.files.get(id)!.name })) };
  },
});
