import type { Lane } from '../platform-fault.ts';
import { inTurn } from '../in-turn.ts';
import type { Say } from '../../texts/say.ts';
import { DiscordFault } from './faults.ts';
import { givable, lacking, standingIn, type Standing } from './granted.ts';
import { channelTypes } from './channel-types.ts';
import { bitsOf, inRoom, ours } from './permissions.ts';
import type { Discord } from './rest.ts';

/** Discord's numbers of whom an overwrite is about. */
const about = { role: 0, member: 1 } as const;
export const isThread = ({ type }: Pick<Channel, 'type'>): boolean => type >= 10 && type <= 12;
const mostInCategory = 50;

export interface Overwrite { id: string; type: number; allow: string; deny: string }
export interface Channel { id: string; guild_id?: string; type: number; name: string; topic?: string | null; parent_id?: string | null; owner_id?: string; permission_overwrites?: Overwrite[] }
/** Who sees what stands below: staff, or only whoever is invited. */
export type SeenBy = 'staff' | 'invited';

/** All channels of the server, in one call. */
export const channelsThere = (discord: Pick<Discord, 'call' | 'settings'>, lane: Lane = 'talk'): Promise<Channel[]> => discord.call<Channel[]>('GET', `/guilds/${discord.settings.guildId}/channels`, { lane });

/**
 * The overwrites of a room, ours among them: a private channel shuts us out as well. Given when it is made, since what is left
 * out then would come from its category. The role of everybody has the server's own id.
 */
export async function overwritesFor(discord: Discord, seenBy: SeenBy, category?: Channel): Promise<Overwrite[]> {
  const { guildId, staffRoles, isPublic } = discord.settings;
  const { botUserId } = await discord.me();
  const standing = await standingIfSaid(discord);
  const inherited = seenBy === 'staff' ? (category?.permission_overwrites ?? []) : [];
  const all = new Map(inherited.map((one) => [one.id, one]));
  // Discord refuses a channel as a whole that names a role which was deleted.
  const isThere = (id: string): boolean => standing === undefined || standing.roles.some((role) => role.id === id);
  if (seenBy === 'staff') for (const id of staffRoles.filter(isThere)) all.set(id, { id, type: about.role, allow: inRoom, deny: '0' });
  if (seenBy === 'invited' || !isPublic) all.set(guildId, { id: guildId, type: about.role, allow: '0', deny: bitsOf('ViewChannel') });
  else all.delete(guildId);
  all.set(botUserId, { id: botUserId, type: about.member, allow: ours, deny: '0' });
  // Who may make no channels is refused in any case, and reads which permission that is.
  return standing === undefined || lacking(standing.granted, ['ManageChannels']).length > 0 ? [...all.values()] : [...all.values()].map((one) => givable(standing, one));
}

/** What we are in the server; undefined where Discord does not say. @throws DiscordFault that may pass */
async function standingIfSaid(discord: Discord): Promise<Standing | undefined> {
  try {
    return await standingIn(discord, 'talk');
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.retry) throw error;
    return undefined;
  }
}

/** Somebody who is let into a room. */
export const memberOverwrite = { type: about.member, allow: inRoom, deny: '0' } as const;

/** The categories of rooms, or of rooms that are over: the one that is set, then ours by their names. */
export function categoriesOf(discord: Discord, say: Say, which: 'incidents' | 'archive', there: readonly Channel[]): Channel[] {
  const chosen = which === 'incidents' ? discord.settings.incidentsCategory : discord.settings.archiveCategory;
  const name = say(`discord.${which}_category`);
  const isOurs = (channel: Channel) => channel.id === chosen || channel.name === name || (channel.name.startsWith(`${name} `) && /^\d+$/.test(channel.name.slice(name.length + 1)));
  return there.filter((channel) => channel.type === channelTypes.category && isOurs(channel)).toSorted((one, other) => Number(other.id === chosen) - Number(one.id === chosen) || one.name.localeCompare(other.name, 'en', { numeric: true }));
}

const making = inTurn<Channel>();

/**
 * A category with room for one more channel: the one that is set, ours of that name, or another beside it, since one holds fifty.
 * @throws DiscordFault
 */
export async function categoryFor(discord: Discord, say: Say, which: 'incidents' | 'archive', there: readonly Channel[]): Promise<Channel> {
  const name = say(`discord.${which}_category`);
  const hasRoom = ({ id }: Channel) => there.filter((channel) => channel.parent_id === id).length < mostInCategory;
  const mine = categoriesOf(discord, say, which, there);
  const free = mine.find(hasRoom);
  if (free !== undefined) return free;
  const next = mine.length === 0 ? name : `${name} ${mine.length + 1}`;
  // Several rooms at once share what one of them made.
  return making(`${discord.settings.guildId} ${next}`, async (before) => before ?? discord.call<Channel>('POST', `/guilds/${discord.settings.guildId}/channels`, {
    body: { name: next, type: channelTypes.category, permission_overwrites: await overwritesFor(discord, which === 'archive' ? 'invited' : 'staff', mine[0]) }, lane: 'talk', reason: 'IMAS',
  }));
}

/** So often another category is looked for when the one that had room was filled meanwhile. */
const attempts = 3;
/** Discord's number for a message or channel that it takes for wrong, such as the fifty-first of a category. */
const malformed = '50035';

/** Does something with a category that has room for one more channel, and again with another should somebody else have filled it. @throws DiscordFault */
export async function belowCategory<T>(discord: Discord, say: Say, which: 'incidents' | 'archive', there: readonly Channel[], work: (category: Channel) => Promise<T>): Promise<T> {
  for (let attempt = 1, known = there; ; attempt++) {
    try {
      return await work(await categoryFor(discord, say, which, known));
    } catch (error) {
      if (attempt === attempts || !(error instanceof DiscordFault) || error.code !== malformed) throw error;
      known = await channelsThere(discord);
    }
  }
}
