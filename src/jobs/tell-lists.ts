import type { Context } from '../context.ts';
import { gatherOn } from '../db/gather.ts';

const tellOnce = gatherOn(async (ctx: Context, asked: readonly undefined[]) => {
  await ctx.sql`select pg_notify('imas_state', '')`;
  return asked;
});

/** Whoever shows lists of incidents, or one of them whole, looks again: what the table's trigger does not tell has changed. */
export const tellLists = (ctx: Context): Promise<void> => tellOnce(ctx, undefined);
