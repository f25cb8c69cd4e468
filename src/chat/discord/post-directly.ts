import { randomUUID } from 'node:crypto';
import type { DrawnMessage } from './render/message.ts';
import { shown } from './reply.ts';
import type { Discord } from './rest.ts';

/** Posts in the conversation between somebody of Discord and us, whoever they are. @throws DiscordFault, such as 50007 when theirs is closed */
export async function postDirectly({ discord }: { discord: Discord }, userId: string, drawn: DrawnMessage): Promise<{ channel: string; id: string }> {
  const { id: channel } = await discord.call<{ id: string }>('POST', '/users/@me/channels', { body: { recipient_id: userId }, lane: 'talk' });
  // Discord itself keeps one message of what is sent twice.
  const { id } = await discord.call<{ id: string }>('POST', `/channels/${channel}/messages`, { body: { ...shown(drawn), nonce: randomUUID().slice(0, 25), enforce_nonce: true }, lane: 'talk', place: channel });
  return { channel, id };
}
