import type { Context } from '../context.ts';

/** The instant by the one clock that decides, the database's. Inside a transaction `tx.now` is it already. */
export async function databaseNow(ctx: Pick<Context, 'sql'>): Promise<Date> {
  const [row] = await ctx.sql<{ now: Date }[]>`select imas_now() as now`;
  return row!.now;
}
