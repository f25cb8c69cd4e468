import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';

/** So many entries are looked at: the log grows for years, and nobody waits for all of it while typing. */
const looked = 5000;

/** Which actions the latest entries of the audit log are about, in their order. @throws AppError forbidden */
export async function actionsOfLate(ctx: Context): Promise<string[]> {
  demand(ctx, 'view_auditlog');
  const rows = await ctx.sql<{ action: string }[]>`select distinct action from (select action from audit_log order by at desc limit ${looked}) late order by action`;
  return rows.map(({ action }) => action);
}
