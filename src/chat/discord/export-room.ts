import type { APIEmbed } from 'discord.js';
import type { Say } from '../../texts/say.ts';
import { channelTypes } from './channel-types.ts';
import { categoryFor, channelsThere, overwritesFor, type Channel } from './guild.ts';
import { nonceOf } from './marks.ts';
import { plainLine } from './render/escape.ts';
import type { Discord } from './rest.ts';

interface Words { content?: string; embeds?: APIEmbed[]; attachments?: { filename: string; url: string }[] }
interface Said extends Words { id: string; timestamp: string; type?: number; author?: { id?: string; username?: string }; sticker_items?: { name: string }[]; /** What was forwarded. */ message_snapshots?: { message?: Words }[] }
const most = 100;
/** Discord's numbers of messages that somebody wrote or had a bot write; the others are its own lines, such as of a pin. */
const written: ReadonlySet<number> = new Set([0, 19, 20, 23]);

/**
 * What was said in a room, as a text file in a channel of the archive that staff sees.
 * @returns false when Discord does not let us read what people wrote (its Message Content intent): then the room must not be deleted
 * @throws DiscordFault
 */
export async function exportRoom({ discord, say }: { discord: Discord; say: Say }, room: Channel): Promise<boolean> {
  const said = await allSaid(discord, room.id);
  const { botUserId } = await discord.me();
  if (said.some((it) => it.author?.id !== botUserId && !canBeRead(it))) return false;
  const target = await exportChannel(discord, say);
  const lines = said.map(lineOf);
  await discord.call('POST', `/channels/${target}/messages`, {
    body: { content: say('discord.exported', { room: `#${plainLine(room.name)}` }), allowed_mentions: { parse: [] }, nonce: nonceOf('export', room.id), enforce_nonce: true, attachments: [{ id: 0, filename: `${room.name}.txt` }] },
    files: [{ name: `${room.name}.txt`, data: Buffer.from(`${lines.join('\n')}\n`), contentType: 'text/plain' }], lane: 'chores',
  });
  return true;
}

const says = ({ content = '', embeds = [], attachments = [] }: Words): boolean => content !== '' || embeds.length > 0 || attachments.length > 0;
/** Without the intent all of that is left out of what others wrote. */
const canBeRead = (it: Said): boolean => !written.has(it.type ?? 0) || says(it) || (it.sticker_items ?? []).length > 0 || (it.message_snapshots ?? []).some(({ message }) => says(message ?? {}));

function lineOf({ timestamp, author, sticker_items: stickers = [], message_snapshots: forwarded = [], ...words }: Said): string {
  const beside = [...stickers.map(({ name }) => `(${name})`), ...forwarded.flatMap(({ message = {} }) => [message.content ?? '', ...besidesText(message)]), ...besidesText(words)];
  return [`${timestamp} ${author?.username ?? '?'}: ${words.content ?? ''}`, ...beside.filter((text) => text !== '').map((text) => `    ${text}`)].join('\n');
}
const besidesText = ({ embeds = [], attachments = [] }: Words): string[] => [...embeds.flatMap(({ title = '', description = '' }) => [title, description]), ...attachments.map(({ filename, url }) => `${filename}: ${url}`)];

/** Oldest first. */
async function allSaid(discord: Discord, channel: string): Promise<Said[]> {
  const all: Said[] = [];
  for (let before = ''; ;) {
    const page = await discord.call<Said[]>('GET', `/channels/${channel}/messages?limit=${most}${before}`, { lane: 'chores' });
    all.push(...page);
    if (page.length < most) return all.toReversed();
    before = `&before=${page.at(-1)!.id}`;
  }
}

async function exportChannel(discord: Discord, say: Say): Promise<string> {
  const there = await channelsThere(discord, 'chores');
  const name = say('discord.export_channel');
  const known = there.find((channel) => channel.type === channelTypes.text && channel.name === name);
  if (known !== undefined) return known.id;
  const category = await categoryFor(discord, say, 'archive', there);
  return (await discord.call<Channel>('POST', `/guilds/${discord.settings.guildId}/channels`, {
    body: { name, type: channelTypes.text, parent_id: category.id, permission_overwrites: await overwritesFor(discord, 'staff', category) }, lane: 'chores', reason: 'IMAS',
  })).id;
}
