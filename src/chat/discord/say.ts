import type { Logger } from 'pino';
import type { Sql } from '../../db/client.ts';
import type { Say } from '../../texts/say.ts';
import type { Card } from '../card.ts';
import { messages, type Messages } from '../messages.ts';
import type { Place, Posted } from '../platform.ts';
import type { Lane } from '../platform-fault.ts';
import { explain } from './explain.ts';
import { DiscordFault } from './faults.ts';
import { channelOf, findByKey, marked, nonceFor } from './find-by-key.ts';
import type { Discord } from './rest.ts';
import { changedBody, makeSendable, newBody, type Sendable } from './sendable.ts';
import { ensureThread } from './threads.ts';

export interface SayParts { discord: Discord; sql: Sql; log: Logger; say: Say; discordIdsOf(userIds: readonly string[]): Promise<Map<string, string>> }

/** Cards as messages of Discord: posted once a key, edited in place by the bot's own token, which lives longer than any interaction. */
export function discordMessages({ discord, sql, log, say, discordIdsOf }: SayParts): Messages {
  const draw = async (card: Card, userIds: readonly string[]): Promise<Sendable> =>
    makeSendable({ sql, log }, card, { say, mentions: userIds.length === 0 ? [] : [...(await discordIdsOf(userIds)).values()] });
  const update = async ({ place, id }: Posted, drawn: Sendable, lane: Lane): Promise<void> => {
    const route = `/channels/${channelOf(place)}/messages/${id}`;
    const answer = await discord.call<{ embeds?: unknown[] }>('PATCH', route, { body: changedBody(drawn), files: drawn.files, lane });
    // Without Embed Links, which goes along with Send Messages, Discord takes the change and shows none of it.
    if (answer.embeds?.length === 0 && drawn.message.embeds.length > 0) throw await explain(discord, new DiscordFault(`PATCH ${route}`, '50013', { guildId: discord.settings.guildId }), route, lane);
  };
  const post = async (place: Place, drawn: Sendable, key: string, lane: Lane): Promise<Posted> => {
    const { message, files } = drawn;
    // Discord itself gives back the message of the last minutes with this nonce instead of posting another.
    const body = { ...newBody(drawn), embeds: marked(message.embeds, key), nonce: nonceFor(place, key), enforce_nonce: true };
    const { id, content } = await ensureThread({ discord }, place, lane, message.content.replaceAll(/ <@\d+>/g, ''), () => discord.call<{ id: string; content?: string }>('POST', `/channels/${channelOf(place)}/messages`, { body, files, lane }));
    const posted = { place, id };
    // It is the one of an earlier attempt, which said something else.
    if (content !== undefined && content.trim() !== message.content.trim()) await update(posted, drawn, lane);
    return posted;
  };
  return messages<Sendable>({
    platform: 'discord', sql, log, draw, post, update,
    find: (place, key, lane) => findByKey(discord, place, key, lane),
    atIt: () => new DiscordFault('POST /channels/:id/messages', 'rate_limited', { retryAfterSeconds: 1 }),
    isGone: (error) => error instanceof DiscordFault && error.key === 'discord.message_gone',
  });
}
