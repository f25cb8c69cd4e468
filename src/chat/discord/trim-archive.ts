import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { Say } from '../../texts/say.ts';
import { confidentialAmong } from './confidential.ts';
import { exportRoom } from './export-room.ts';
import { DiscordFault } from './faults.ts';
import { categoriesOf, channelsThere, type Channel } from './guild.ts';
import type { Discord } from './rest.ts';

/** Of the 500 channels that a server may have: from here on the oldest rooms of the archive go, so that new ones are never refused. */
export const crowded = 450;
/** Rooms that go in one turn, so that whoever waits for it is not held up. */
const portion = 5;

/**
 * Makes room in a server that is nearly full: of the oldest rooms in our archive, what was said is kept as a file, then the
 * channel is deleted. Never a confidential one, one that somebody moved elsewhere, one that cannot be read, and no channel of
 * people's own. @returns how many went @throws DiscordFault
 */
export async function trimArchive({ discord, sql, log, say }: { discord: Discord; sql: Sql; log: Logger; say: Say }): Promise<number> {
  if (discord.settings.roomsOver === 'keep') return 0;
  const there = await channelsThere(discord, 'chores');
  if (there.length <= crowded) return 0;
  const archives = new Set(categoriesOf(discord, say, 'archive', there).map(({ id }) => id));
  const rooms = there.filter(({ parent_id: parent }) => parent != null && archives.has(parent));
  const secret = await confidentialAmong(sql, rooms);
  const archived = new Map(rooms.filter(({ id }) => !secret.has(id)).map((room) => [room.id, room]));
  const oldest = await sql<{ id: string }[]>`
    select place_id as id from rooms where platform = 'discord' and archived_at is not null and place_id = any(${[...archived.keys()]}) order by archived_at, place_id limit ${Math.min(portion, there.length - crowded)}`;
  let gone = 0;
  for (const { id } of oldest) if (await letGo({ discord, say }, archived.get(id)!)) gone++;
  if (gone > 0) log.info({ rooms: gone, channels: there.length }, 'old rooms were deleted in Discord, which has hardly room for more; what was said in them is kept');
  if (gone < oldest.length) log.warn({ rooms: oldest.length - gone, channels: there.length }, 'old rooms are kept: without the Message Content intent Discord does not let IMAS read what people wrote in them');
  return gone;
}

/** @returns false when it has to stay, since it cannot be read */
async function letGo({ discord, say }: { discord: Discord; say: Say }, room: Channel): Promise<boolean> {
  try {
    if (!(await exportRoom({ discord, say }, room))) return false;
    await discord.call('DELETE', `/channels/${room.id}`, { lane: 'chores', reason: 'IMAS: old' });
  } catch (error) {
    // Another one was faster, or a person.
    if (!(error instanceof DiscordFault) || !error.gone) throw error;
  }
  return true;
}
