import type { Lane } from '../platform-fault.ts';
import { inTurn } from '../in-turn.ts';
import type { Say } from '../../texts/say.ts';
import { bitsOf, inRoom, ours } from './permissions.ts';
import type { Discord } from './rest.ts';

/** Discord's numbers of channel types and of whom an overwrite is about. */
export const channelTypes = { text: 0, category: 4, announcement: 5, publicThread: 11, privateThread: 12 } as const;
const about = { role: 0, member: 1 } as const;
export const isThread = ({ type }: Pick<Channel, 'type'>): boolean => type >= 10 && type <= 12;
const mostInCategory = 50;

export interface Overwrite { id: string; type: number; allow: string; deny: string }
export interface Channel { id: string; guild_id?: string; type: number; name: string; topic?: string | null; parent_id?: string | null; owner_id?: string; permission_overwrites?: Overwrite[] }
/** Who sees what stands below: staff, or only whoever is invited. */
export type SeenBy = 'staff' | 'invited';

/** All channels of the server, in one call. */
export const channelsThere = (discord: Discord, lane: Lane = 'talk'): Promise<Channel[]> => discord.call<Channel[]>('GET', `/guilds/${discord.settings.guildId}/channels`, { lane });

/**
 * The overwrites of a room, ours among them: a private channel shuts us out as well. Given when it is made, since what is left
 * out then would come from its category. The role of everybody has the server's own id.
 */
export async function overwritesFor(discord: Discord, seenBy: SeenBy, category?: Channel): Promise<Overwrite[]> {
  const { guildId, staffRoles, isPublic } = discord.settings;
  const { botUserId } = await discord.me();
  const inherited = seenBy === 'staff' ? (category?.permission_overwrites ?? []) : [];
  const all = new Map(inherited.map((one) => [one.id, one]));
  if (seenBy === 'staff') for (const id of staffRoles) all.set(id, { id, type: about.role, allow: inRoom, deny: '0' });
  if (seenBy === 'invited' || !isPublic) all.set(guildId, { id: guildId, type: about.role, allow: '0', deny: bitsOf('ViewChannel') });
  else all.delete(guildId);
  all.set(botUserId, { id: botUserId, type: about.member, allow: ours, deny: '0' });
  return [...all.values()];
}

/** Somebody who is let into a room. */
export const memberOverwrite = { type: about.member, allow: inRoom, deny: '0' } as const;

const making = inTurn<Channel>();

/**
 * A category with room for one more channel: the one that is set, ours of that name, or another beside it, since one holds fifty.
 * @throws DiscordFault
 */
export async function categoryFor(discord: Discord, say: Say, which: 'incidents' | 'archive', there: readonly Channel[]): Promise<Channel> {
  const chosen = which === 'incidents' ? discord.settings.incidentsCategory : discord.settings.archiveCategory;
  const name = say(`discord.${which}_category`);
  const hasRoom = ({ id }: Channel) => there.filter((channel) => channel.parent_id === id).length < mostInCategory;
  const isOurs = (channel: Channel) => channel.id === chosen || (channel.type === channelTypes.category && (channel.name === name || (channel.name.startsWith(`${name} `) && /^\d+$/.test(channel.name.slice(name.length + 1)))));
  const mine = there.filter((channel) => channel.type === channelTypes.category && isOurs(channel)).toSorted((one, other) => Number(other.id === chosen) - Number(one.id === chosen) || one.name.localeCompare(other.name, 'en', { numeric: true }));
  const free = mine.find(hasRoom);
  if (free !== undefined) return free;
  const next = mine.length === 0 ? name : `${name} ${mine.length + 1}`;
  // Several rooms at once share what one of them made.
  return making(`${discord.settings.guildId} ${next}`, async (before) => before ?? discord.call<Channel>('POST', `/guilds/${discord.settings.guildId}/channels`, {
    body: { name: next, type: channelTypes.category, permission_overwrites: await overwritesFor(discord, which === 'archive' ? 'invited' : 'staff', mine[0]) }, lane: 'talk', reason: 'IMAS',
  }));
}
