import type { APIEmbed } from 'discord.js';
import type { Say } from '../../texts/say.ts';
import { categoryFor, channelsThere, channelTypes, overwritesFor, type Channel } from './guild.ts';
import { nonceOf } from './marks.ts';
import { plainLine } from './render/escape.ts';
import type { Discord } from './rest.ts';

interface Said { id: string; timestamp: string; content?: string; author?: { username?: string; bot?: boolean }; embeds?: APIEmbed[]; attachments?: { filename: string; url: string }[] }
const most = 100;

/**
 * What was said in a room, as a text file in a channel of the archive that staff sees.
 * @returns false when Discord does not let us read what people wrote (its Message Content intent): then the room must not be deleted
 * @throws DiscordFault
 */
export async function exportRoom({ discord, say }: { discord: Discord; say: Say }, room: Channel): Promise<boolean> {
  const said = await allSaid(discord, room.id);
  if (said.some(({ author, content = '', attachments = [] }) => author?.bot !== true && content === '' && attachments.length === 0)) return false;
  const target = await exportChannel(discord, say);
  const lines = said.map(({ timestamp, author, content = '', embeds = [], attachments = [] }) =>
    [`${timestamp} ${author?.username ?? '?'}: ${content}`, ...embeds.flatMap(({ title, description }) => [title, description]).filter((text) => text !== undefined).map((text) => `    ${text}`), ...attachments.map(({ filename, url }) => `    ${filename}: ${url}`)].join('\n'));
  await discord.call('POST', `/channels/${target}/messages`, {
    body: { content: say('discord.exported', { room: `#${plainLine(room.name)}` }), allowed_mentions: { parse: [] }, nonce: nonceOf('export', room.id), enforce_nonce: true, attachments: [{ id: 0, filename: `${room.name}.txt` }] },
    files: [{ name: `${room.name}.txt`, data: Buffer.from(`${lines.join('\n')}\n`), contentType: 'text/plain' }], lane: 'chores',
  });
  return true;
}

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
