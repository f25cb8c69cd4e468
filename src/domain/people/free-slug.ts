import { sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { teams } from './schema.ts';
import { slugOf } from './slug.ts';

/** The slug of a team's name, with a number behind it when another team's name gives the same: `SRE!` beside `SRE` is `sre-2`. */
export async function freeSlug(ctx: Context, name: string): Promise<string> {
  const slug = slugOf(name);
  const rows = await ctx.db.select({ slug: teams.slug }).from(teams).where(sql`starts_with(${teams.slug}, ${slug})`);
  const taken = new Set(rows.map((row) => row.slug));
  let candidate = slug;
  for (let number = 2; taken.has(candidate); number++) candidate = `${slug}-${number}`;
  return candidate;
}
