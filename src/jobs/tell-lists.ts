import type { Context } from '../context.ts';
import { gather } from '../db/gather.ts';

const tellOnce = gather(async (asked: readonly Context[]) => {
  await asked[0]!.sql`select pg_notify('imas_state', '')`;
  return asked.map(() => undefined);
});

/** Whoever shows lists of incidents, or one of them whole, looks again: what the table's trigger does not tell has changed. */
export const tellLists = (ctx: Context): Promise<void> => tellOnce(ctx);
