import { channelTypes } from './channel-types.ts';
import { isThread, overwritesFor, type Channel } from './guild.ts';
import type { Discord } from './rest.ts';

/** Whoever was let in stays in; staff and everybody else see it no more. @returns false of a thread that is public: no thread becomes private @throws DiscordFault */
export async function hideRoom(discord: Discord, id: string): Promise<boolean> {
  const room = await discord.call<Channel>('GET', `/channels/${id}`, { lane: 'talk' });
  if (isThread(room)) return room.type === channelTypes.privateThread;
  const mine = await overwritesFor(discord, 'invited');
  const guests = (room.permission_overwrites ?? []).filter((one) => one.type === 1 && !mine.some((other) => other.id === one.id));
  await discord.call('PATCH', `/channels/${id}`, { body: { permission_overwrites: [...mine, ...guests] }, lane: 'talk', reason: 'IMAS: confidential' });
  return true;
}
