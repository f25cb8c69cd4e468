import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';

const mention = /^<@!?([^<>|!\s]{1,64})(?:\|[^<>]*)?>$/;

/** The chat account that a platform's mention means; undefined of any other word. */
export const idOfMention = (word: string): string | undefined => mention.exec(word.trim())?.[1];

/** Is this how a chat platform writes that it means a person: `<@U1>`, `<@!123>`, `<@U1|bea>`? */
export const isMention = (word: string): boolean => idOfMention(word) !== undefined;

/** The username behind a platform's mention. @throws AppError not_found when nobody linked that chat account */
export async function userOfMention(ctx: Context, word: string): Promise<string> {
  const id = idOfMention(word) ?? '';
  const [user] = await ctx.sql<{ username: string }[]>`select username from users where is_active and (slack_user_id = ${id} or discord_user_id = ${id}) limit 1`;
  if (!user) throw notFound('chat.unlinked_mention', { name: word.trim().slice(0, 60) });
  return user.username;
}
