import type { Context } from '../../context.ts';
import { slugOf } from './slug.ts';

/** A username made of somebody's name, with a number behind it when it is taken: `bea-martin`, `bea-martin-2`. */
export async function freeUsername(ctx: Context, name: string): Promise<string> {
  const slug = slugOf(name);
  const rows = await ctx.sql<{ username: string }[]>`select lower(username) as username from users where starts_with(lower(username), ${slug})`;
  const taken = new Set(rows.map((row) => row.username));
  let candidate = slug;
  for (let number = 2; taken.has(candidate); number++) candidate = `${slug}-${number}`;
  return candidate;
}
