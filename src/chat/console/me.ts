import type { Context } from '../../context.ts';
import { setting } from '../../domain/settings/setting.ts';
import { spokenTo, type Manner } from '../../domain/people/spoken-to.ts';
import type { Me } from './contract.ts';
import { readerOf } from './find-place.ts';

export type { Manner };

/** How a person is spoken to: their own language and zone, else the installation's. */
export const mannerOf = (ctx: Context, fallback: Manner): Promise<Manner> => spokenTo(ctx, readerOf(ctx).userId, fallback);

/** The reader themselves. @param csrf the session's token, sent back with every POST */
export async function meOf(ctx: Context, manner: Manner, csrf: string): Promise<Me> {
  const { userId, username } = readerOf(ctx);
  const groups = await ctx.sql<{ name: string }[]>`select group_name as name from user_groups where user_id = ${userId} order by 1`;
  return { id: userId, username, groups: groups.map(({ name }) => name), ...manner, csrf, soundOn: await setting(ctx, 'sound', { userId }) };
}
