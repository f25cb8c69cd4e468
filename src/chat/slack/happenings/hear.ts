import type { HeardMessage } from '../../../domain/incidents/heard-message.ts';
import { SlackFault } from '../faults.ts';
import { keep, storeValues } from '../../values.ts';
import { wordsIn, type SlackMessage } from './message-at.ts';
import { namesOf } from './names-of.ts';
import type { HappeningParts } from './parts.ts';
import { mentionedIn, plainWords } from './plain-words.ts';

/** As long as a note may be. */
const longest = 10_000;

/** Keeps a message as it was said, so that commands can speak of it. @returns the short id it is kept under */
export async function hear(parts: HappeningParts, channel: string, message: SlackMessage): Promise<string> {
  const words = wordsIn(message);
  const { user } = message;
  const [{ names, accounts }, link] = await Promise.all([namesOf(parts, [...new Set([...(user === undefined ? [] : [user]), ...mentionedIn(words)])]), linkTo(parts, channel, message.ts)]);
  const authorId = user === undefined ? undefined : accounts.get(user);
  const author = (user === undefined ? undefined : names.get(user)) ?? message.username ?? message.bot_profile?.name ?? user ?? 'Slack';
  const heard: HeardMessage = {
    platform: 'slack', placeId: channel, messageId: message.ts, author, at: new Date(Number(message.ts) * 1000).toISOString(), text: plainWords(words, names).replaceAll('\0', '').slice(0, longest).toWellFormed(),
    ...(authorId === undefined ? {} : { authorId }), ...(message.thread_ts === undefined ? {} : { thread: message.thread_ts }), ...(link === undefined ? {} : { link }),
  };
  const kept = keep({ heard });
  await storeValues(parts.ctx.sql, [kept]);
  return kept.id;
}

/** A message without its address is still a message. */
async function linkTo({ slack, ctx }: HappeningParts, channel: string, ts: string): Promise<string | undefined> {
  try {
    return (await slack.call<{ permalink?: string }>('chat.getPermalink', { channel, message_ts: ts }, { lane: 'talk' })).permalink;
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    ctx.log.info({ err: error }, 'Slack did not say where a message can be read');
    return undefined;
  }
}
