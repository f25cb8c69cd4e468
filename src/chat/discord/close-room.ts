import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { Say } from '../../texts/say.ts';
import type { Place } from '../platform.ts';
import { confidentialAmong } from './confidential.ts';
import { exportRoom } from './export-room.ts';
import { belowCategory, categoriesOf, channelsThere, isThread, type Channel } from './guild.ts';
import type { Discord } from './rest.ts';
import { trimArchive } from './trim-archive.ts';

/**
 * A room that is over goes to the archive, where it is seen by whoever saw it: a channel that moves keeps its overwrites as long
 * as nobody asks for its category's. Where the setting says so it is deleted instead, once what was said stands in the archive;
 * never a confidential one. In a server that is nearly full the oldest rooms of the archive make way. @throws DiscordFault
 */
export async function putAway({ discord, sql, log, say }: { discord: Discord; sql: Sql; log: Logger; say: Say }, place: Place): Promise<void> {
  const room = await discord.call<Channel>('GET', `/channels/${place.id}`, { lane: 'chores' });
  if (isThread(room)) {
    await discord.call('PATCH', `/channels/${place.id}`, { body: { archived: true, locked: true }, lane: 'chores' });
    return;
  }
  if (discord.settings.roomsOver === 'delete' && !(await confidentialAmong(sql, [room])).has(room.id)) {
    if (await exportRoom({ discord, say }, room)) {
      await discord.call('DELETE', `/channels/${place.id}`, { lane: 'chores', reason: 'IMAS: over' });
      return;
    }
    log.warn({ place: place.id }, 'a room is kept: without the Message Content intent Discord does not let IMAS read what people wrote in it. Switch it on for the bot in the developer portal');
  }
  await trimArchive({ discord, sql, log, say }).catch((error: unknown) => log.warn({ err: error }, 'old rooms could not make way in Discord'));
  const there = await channelsThere(discord, 'chores');
  if (categoriesOf(discord, say, 'archive', there).some(({ id }) => id === room.parent_id)) return;
  await belowCategory(discord, say, 'archive', there, (archive) => discord.call('PATCH', `/channels/${place.id}`, { body: { parent_id: archive.id }, lane: 'chores', reason: 'IMAS: over' }));
}
