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
    world.files.set(id, { name: needed(args, 'filename'), content: Buffer.alloc(0), channel: undefined, state: 'begun' });
    return { file_id: id, upload_url: `${here()}/upload/${id}` };
  },
  'files.completeUploadExternal'(world, args) {
    demand(world, 'files:write');
    const asked = (parsed(args, 'files', 'invalid_arguments') ?? []) as { id: string; title?: string }[];
    const found = asked.map(({ id }) => world.files.get(id) ?? refuse('file_not_found'));
    const channel = optional(args, 'channel_id') === undefined ? undefined : channelOf(world, args, 'channel_id');
    if (channel && !channel.members.has(world.botUser)) refuse('not_in_channel');
    for (const file of found) {
      if (file.content.length === 0) refuse('file_not_found');
      Object.assign(file, { channel: channel?.id, state: 'completed' });
    }
    const text = optional(args, 'initial_comment') ?? found.map((it) => it.name).join(', ');
    if (channel) addMessage(world, { ...contentOf({ text }), channel: channel.id, user: world.botUser, threadTs: optional(args, 'thread_ts') });
    return { files: asked.map(({ id, title }): Json => ({ id, title: title ?? world.files.get(id)!.name })) };
  },
  // Processed a moment later: the first who looks finds nothing known about it yet.
  'files.info'(world, args) {
    demand(world, 'files:read');
    const id = needed(args, 'file');
    const file = world.files.get(id) ?? refuse('file_not_found');
    const mimetype = file.state === 'ready' ? (file.content.subarray(1, 4).toString() === 'PNG' ? 'image/png' : 'text/plain') : '';
    if (file.state === 'completed') file.state = 'ready';
    return { file: { id, name: file.name, mimetype } };
  },
});
