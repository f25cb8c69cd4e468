import type { Logger } from 'pino';
import type { RawFile } from 'discord.js';
import type { Sql } from '../../db/client.ts';
import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import { keepValues } from '../keep-values.ts';
import { messages, type Messages } from '../messages.ts';
import { pngOf } from '../pictures/png.ts';
import type { Place, Posted } from '../platform.ts';
import type { Lane } from '../platform-fault.ts';
import { DiscordFault } from './faults.ts';
import { channelOf, findByKey, marked, nonceFor } from './find-by-key.ts';
import { limits } from './render/limits.ts';
import { drawMessage, type DrawnMessage } from './render/message.ts';
import type { Discord } from './rest.ts';
import { ensureThread } from './threads.ts';

export interface SayParts { discord: Discord; sql: Sql; log: Logger; say: Say; discordIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }
interface Drawn { message: Omit<DrawnMessage, 'kept'>; attachments: { id: number; filename: string; description: string }[]; files: RawFile[] }

/** Cards as messages of Discord: posted once a key, edited in place by the bot's own token, which lives longer than any interaction. */
export function discordMessages({ discord, sql, log, say, discordIdsOf }: SayParts): Messages {
  const draw = async (card: Card, userIds: readonly string[]): Promise<Drawn> => {
    const mentions = userIds.length === 0 ? [] : [...(await discordIdsOf(userIds)).values()];
    const pictures = await drawPictures(card, log);
    const { kept, ...message } = drawMessage(card, { say, mentions, files: new Map(pictures.map(({ svg, name }) => [svg, name])) });
    await keepValues({ sql, log }, kept);
    return {
      message, files: pictures.map(({ name, png }) => ({ name, data: png, contentType: 'image/png' })),
      attachments: pictures.map(({ name, alt }, id) => ({ id, filename: name, description: alt.slice(0, limits.altText).toWellFormed() })),
    };
  };
  const update = ({ place, id }: Posted, { message, attachments, files }: Drawn, lane: Lane) =>
    discord.call('PATCH', `/channels/${channelOf(place)}/messages/${id}`, { body: { ...message, attachments }, files, lane });
  const post = async (place: Place, drawn: Drawn, key: string, lane: Lane): Promise<Posted> => {
    const { message, attachments, files } = drawn;
    // Discord itself gives back the message of the last minutes with this nonce instead of posting another.
    const body = { ...message, embeds: marked(message.embeds, key), nonce: nonceFor(place, key), enforce_nonce: true, ...(files.length === 0 ? {} : { attachments }) };
    const { id, content } = await ensureThread({ discord }, place, lane, () => discord.call<{ id: string; content?: string }>('POST', `/channels/${channelOf(place)}/messages`, { body, files, lane }));
    const posted = { place, id };
    // It is the one of an earlier attempt, which said something else.
    if (content !== undefined && content.trim() !== message.content.trim()) await update(posted, drawn, lane);
    return posted;
  };
  return messages<Drawn>({
    platform: 'discord', sql, log, draw, post, update,
    find: (place, key, lane) => findByKey(discord, place, key, lane),
    atIt: () => new DiscordFault('POST /channels/:id/messages', 'rate_limited', { retryAfterSeconds: 1 }),
    isGone: (error) => error instanceof DiscordFault && error.key === 'discord.message_gone',
  });
}

/** What is pictured on a card, as files. What cannot be drawn is left out: its words stand there instead. */
async function drawPictures(card: Card, log: Logger): Promise<{ svg: string; alt: string; name: string; png: Buffer }[]> {
  const pictures = card.body.filter((block) => block.kind === 'picture').slice(0, limits.embeds);
  const drawn = await Promise.all(pictures.map(async ({ svg, alt }, at) => {
    try {
      return { svg, alt, name: `picture-${at + 1}.png`, png: await pngOf(svg) };
    } catch (error) {
      log.warn({ err: error }, 'a picture could not be drawn for Discord; its words are shown instead');
      return undefined;
    }
  }));
  return drawn.filter((one) => one !== undefined);
}
