import type { Context } from '../../context.ts';
import { builtInGroups } from '../../permissions.ts';

/** Writes the five built-in groups as this release knows them (spec §2); run at every start, after the migrations. */
export async function ensureBuiltInGroups(ctx: Context): Promise<void> {
  for (const [name, codenames] of Object.entries(builtInGroups)) {
    await ctx.sql`
      insert into groups (name, codenames, is_built_in) values (${name}, ${codenames as string[]}::text[], true)
      on conflict (name) do update set codenames = excluded.codenames, is_built_in = true
      where groups.codenames <> excluded.codenames or not groups.is_built_in`;
  }
}
