import { sayIn, type Say } from '../../texts/say.ts';
import type { HeardMessage } from '../../domain/incidents/heard-message.ts';
import { reply as answer } from '../answer.ts';
import type { Answer } from '../card.ts';
import type { Speaker } from '../platform.ts';
import { keep, storeValues } from '../values.ts';
import type { DiscordMessage, Interaction } from './asked.ts';
import type { Incoming } from './incoming.ts';
import { plainWords } from './plain-words.ts';
import { messageEntries } from './registration.ts';

/** As long as a note may be. */
const longest = 10_000;

/** What can be done with a message from its menu: put it on the timeline of an incident, or declare one from it. */
export async function takeEntry(incoming: Incoming, { data = {}, guild_id: guildId, application_id: applicationId }: Interaction, from: Speaker, say: Say): Promise<Answer> {
  const { discord, dispatch } = incoming;
  const message = data.resolved?.messages?.[data.target_id ?? ''];
  const isCalled = (entry: keyof typeof messageEntries): boolean => data.name === sayIn('en')(messageEntries[entry]);
  if (message === undefined) return answer({ title: say('discordIncoming.not_here'), tone: 'bad' });
  if (isCalled('create_incident')) return dispatch.press(from, 'incident/declare-from', { message: await hear(incoming, message, guildId), seen: 'no' });
  if (!isCalled('add_to_timeline')) return answer({ title: say('discordIncoming.not_here'), tone: 'bad' });
  // The application's own id is the bot's, but of very old ones.
  const { botUserId } = await discord.me().catch(() => ({ botUserId: applicationId }));
  if (message.author?.id === botUserId) return answer({ title: say('happenings.our_own'), tone: 'bad' });
  return dispatch.press(from, 'incident/add-message', { ...(from.incident === undefined ? {} : { incident: from.incident }), message: await hear(incoming, message, guildId) });
}

/** Keeps a message as it was said, so that commands can speak of it. @returns the short id it is kept under */
async function hear({ sql }: Pick<Incoming, 'sql'>, message: DiscordMessage, guildId: string | undefined): Promise<string> {
  const { author, channel_id: channel = '', id } = message;
  const [account] = author === undefined ? [] : await sql<{ id: string }[]>`select id from users where discord_user_id = ${author.id}`;
  const heard: HeardMessage = {
    platform: 'discord', placeId: channel, messageId: id, author: author?.global_name ?? author?.username ?? 'Discord', at: new Date(message.timestamp ?? Date.now()).toISOString(),
    text: plainWords(message).replaceAll('\0', '').slice(0, longest).toWellFormed(),
    ...(account === undefined ? {} : { authorId: account.id }), ...(guildId === undefined ? {} : { link: `https://discord.com/channels/${guildId}/${channel}/${id}` }),
  };
  const kept = keep({ heard });
  await storeValues(sql, [kept]);
  return kept.id;
}
