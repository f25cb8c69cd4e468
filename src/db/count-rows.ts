import type { Fragment } from 'postgres';
import type { Sql } from './client.ts';

/** Exact counts end here (spec §10). */
export const mostCounted = 10_000;
/** How many there are in all beside a page of them; `countExact` is false above 10,000. */
export interface Counted { count: number; countExact: boolean }

/** Counts what a page is cut from. @param from the statement from its `from` on, without order */
export async function countRows(sql: Sql, from: Fragment): Promise<Counted> {
  const [{ count }] = await sql<[{ count: number }]>`select count(*)::int as count from (select 1 ${from} limit ${mostCounted + 1}) as few`;
  return { count: Math.min(count, mostCounted), countExact: count <= mostCounted };
}
