import type { Context } from '../context.ts';
import { findUser } from '../domain/people/find-user.ts';
import { isMention, userOfMention } from '../domain/people/user-of-mention.ts';

/** The ids of people named with commas or blanks between, in their order. @throws AppError not_found with the nearest usernames */
export async function peopleFrom(ctx: Context, typed: string): Promise<string[]> {
  const ids: string[] = [];
  for (const word of typed.split(/[\s,;]+/).filter((part) => part !== '')) {
    const name = /^@?(?:me|moi)$/i.test(word) && ctx.actor.kind === 'person' ? ctx.actor.username : isMention(word) ? await userOfMention(ctx, word) : word;
    ids.push((await findUser(ctx, name)).id);
  }
  return ids;
}
