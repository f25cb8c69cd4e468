import { desc, asc } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { codenamesAmong } from './actor-of.ts';
import type { Group } from './create-group.ts';
import { groups } from './schema.ts';

/** The groups and what they may, the built-in ones first. @throws AppError forbidden */
export async function listGroups(ctx: Context): Promise<Group[]> {
  demand(ctx, 'view_group');

  const rows = await ctx.db.select().from(groups).orderBy(desc(groups.isBuiltIn), asc(groups.name));
  return rows.map((row) => ({ ...row, codenames: [...codenamesAmong(row.codenames)] }));
}
