import type { Logger } from 'pino';
import type { Say } from '../../texts/say.ts';
import type { Place } from '../platform.ts';
import { exportRoom } from './export-room.ts';
import { categoryFor, channelsThere, isThread, type Channel } from './guild.ts';
import { confidentialMark } from './open-room.ts';
import type { Discord } from './rest.ts';

/**
 * A room that is over goes to the archive, where it is seen by whoever saw it: a channel that moves keeps its overwrites as long
 * as nobody asks for its category's. Where the setting says so it is deleted instead, once what was said stands in the archive;
 * never one that only the invited saw. @throws DiscordFault
 */
export async function putAway({ discord, log, say }: { discord: Discord; log: Logger; say: Say }, place: Place): Promise<void> {
  const room = await discord.call<Channel>('GET', `/channels/${place.id}`, { lane: 'chores' });
  if (isThread(room)) {
    await discord.call('PATCH', `/channels/${place.id}`, { body: { archived: true, locked: true }, lane: 'chores' });
    return;
  }
  if (discord.settings.roomsOver === 'delete' && room.topic?.includes(confidentialMark) !== true) {
    if (await exportRoom({ discord, say }, room)) {
      await discord.call('DELETE', `/channels/${place.id}`, { lane: 'chores', reason: 'IMAS: over' });
      return;
    }
    log.warn({ place: place.id }, 'a room is kept: without the Message Content intent Discord does not let IMAS read what people wrote in it. Switch it on for the bot in the developer portal');
  }
  const archive = await categoryFor(discord, say, 'archive', (await channelsThere(discord, 'chores')).filter(({ id }) => id !== room.id));
  if (room.parent_id !== archive.id) await discord.call('PATCH', `/channels/${place.id}`, { body: { parent_id: archive.id }, lane: 'chores', reason: 'IMAS: over' });
}
