import type { APIEmbed } from 'discord.js';
import type { Lane } from '../platform-fault.ts';
import type { Place, Posted } from '../platform.ts';
import { markOf, nonceOf } from './marks.ts';
import type { Discord } from './rest.ts';

interface Found { id: string; nonce?: string | number; author?: { id: string }; embeds?: APIEmbed[] }
const most = 100;
const pages = 3;

/** Where a message of a place stands: in Discord a thread is a channel of its own, called as the message it began with. */
export const channelOf = (place: Place): string => (place.kind === 'direct' ? place.id : (place.thread ?? place.id));
/** What Discord knows a message by that is sent twice. */
export const nonceFor = (place: Place, key: string): string => nonceOf(channelOf(place), key);

/** The first embed with the mark of its key, unseen at its end. */
export const marked = (embeds: readonly APIEmbed[], key: string): APIEmbed[] => embeds.map((embed, at) => (at === 0 ? { ...embed, description: `${embed.description ?? ''}${markOf(key)}` } : embed));

/**
 * Milliseconds: so old may a look at a channel be. Whatever was posted since, Discord itself knows by its nonce for some minutes; and
 * after it was away, hundreds of cards of one channel are looked for at once.
 */
const freshMs = 3000;
const looks = new WeakMap<Discord, Map<string, { at: number; found: Promise<Found[]> }>>();

/** A page of a channel's messages, read once for all who look there at the same time. @throws DiscordFault */
function lookAt(discord: Discord, route: string, lane: Lane): Promise<Found[]> {
  const mine = looks.get(discord) ?? new Map<string, { at: number; found: Promise<Found[]> }>();
  looks.set(discord, mine);
  for (const [known, { at }] of mine) if (performance.now() - at > freshMs) mine.delete(known);
  const known = mine.get(route);
  if (known !== undefined) return known.found;
  const found = discord.call<Found[]>('GET', route, { lane });
  mine.set(route, { at: performance.now(), found });
  found.catch(() => mine.delete(route));
  return found;
}

/** Our message with that key among the newest 300 of a channel or thread. @throws DiscordFault */
export async function findByKey(discord: Discord, place: Place, key: string, lane: Lane): Promise<Posted | undefined> {
  const [mark, nonce] = [markOf(key), nonceFor(place, key)];
  const { botUserId } = await discord.me();
  let before = '';
  for (let page = 0; page < pages; page++) {
    const messages = await lookAt(discord, `/channels/${channelOf(place)}/messages?limit=${most}${before}`, lane);
    const found = messages.find((it) => it.author?.id === botUserId && (it.nonce === nonce || it.embeds?.[0]?.description?.endsWith(mark) === true));
    if (found !== undefined) return { place, id: found.id };
    if (messages.length < most) return undefined;
    before = `&before=${messages.at(-1)!.id}`;
  }
  return undefined;
}
