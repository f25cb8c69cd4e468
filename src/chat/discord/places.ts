import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { Say } from '../../texts/say.ts';
import { pinQuietly } from '../pin-quietly.ts';
import type { Platform } from '../platform.ts';
import { settle } from '../settle.ts';
import { putAway } from './close-room.ts';
import { DiscordFault } from './faults.ts';
import { givable, standingIn } from './granted.ts';
import { isThread, memberOverwrite, type Channel } from './guild.ts';
import { hideRoom } from './hide-room.ts';
import { openRoom } from './open-room.ts';
import type { Discord } from './rest.ts';
import type { Messages } from '../messages.ts';

export interface PlacesParts { discord: Discord; sql: Sql; log: Logger; say: Say; messages: Messages; discordIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }

/** War rooms as channels of Discord. @throws DiscordFault, each of them; `gone` when somebody deleted the channel */
export function discordPlaces({ discord, sql, log, say, messages, discordIdsOf }: PlacesParts): Platform['places'] {
  return {
    open: (room) => openRoom({ discord, log, say }, room),
    async close(place, farewell) {
      // Where nothing can be said any more there is still a channel to be put away, or none.
      await settle(() => messages.post(place, farewell, { key: 'farewell' }), (fault) => !fault.retry);
      await settle(() => putAway({ discord, sql, log, say }, place), (fault) => fault.gone);
    },
    hide: (place) => hideRoom(discord, place.id),
    async invite(place, userIds) {
      const ids = await discordIdsOf(userIds);
      const failed: { userId: string; why: string }[] = [];
      const room = ids.size === 0 ? undefined : await discord.call<Channel>('GET', `/channels/${place.id}`, { lane: 'chores' });
      for (const userId of userIds) {
        const id = ids.get(userId);
        const fault = id === undefined || room === undefined ? new DiscordFault('PUT /channels/:id/permissions/:id', 'not_linked') : await invited(discord, room, id);
        // Those who are left come with the next attempt: a Discord that hangs would hold the worker once for each of them.
        if (fault?.gone || fault?.retry) throw fault;
        if (fault) failed.push({ userId, why: fault.said(say) });
      }
      return { failed };
    },
    invitesSilently: true,
    pin: ({ place, id }) => pinQuietly(() => discord.call('PUT', `/channels/${place.thread ?? place.id}/messages/pins/${id}`, { lane: 'chores' }), { log, place: place.id }),
    link: (place) => `https://discord.com/channels/${place.kind === 'direct' ? '@me' : discord.settings.guildId}/${place.thread ?? place.id}`,
  };
}

/** @returns the fault, if they are not in now */
async function invited(discord: Discord, room: Channel, id: string): Promise<DiscordFault | undefined> {
  // Overwrites are for channels. A thread has members, and is seen only by whoever sees the channel that it is in.
  const isIn = isThread(room);
  try {
    await letIn(discord, isIn ? room.parent_id! : room.id, id);
    if (isIn) await discord.call('PUT', `/channels/${room.id}/thread-members/${id}`, { lane: 'chores' });
    return undefined;
  } catch (error) {
    if (error instanceof DiscordFault) return error;
    throw error;
  }
}

/** Refused for the sake of a permission that we lack ourselves, such as Attach Files, they get the others. @throws DiscordFault */
async function letIn(discord: Discord, channel: string, id: string): Promise<void> {
  const put = (body: object) => discord.call('PUT', `/channels/${channel}/permissions/${id}`, { body, lane: 'chores', reason: 'IMAS: invited' });
  const whole = { id, ...memberOverwrite };
  try {
    await put(memberOverwrite);
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.code !== '50013') throw error;
    const { id: _, ...within } = givable(await standingIn(discord), whole);
    if (within.allow === whole.allow || BigInt(within.allow) === 0n) throw error;
    await put(within);
  }
}
