import type { Context } from '../../context.ts';
import { builtInGroups } from '../../permissions.ts';

/** Writes the five built-in groups as this release knows them (spec §2); run at every start, after the migrations. */
export async function ensureBuiltInGroups(ctx: Context): Promise<void> {
  for (const [name, codenames] of Object.entries(builtInGroups)) {
    // Replicas that start together write them together: a conflict is fine in either of the two indexes.
    await ctx.sql`
      with written as (insert into groups (name, codenames, is_built_in) values (${name}, ${codenames as string[]}::text[], true) on conflict do nothing)
      update groups set codenames = ${codenames as string[]}::text[], is_built_in = true
      where name = ${name} and (codenames <> ${codenames as string[]}::text[] or not is_built_in)`;
  }
}
