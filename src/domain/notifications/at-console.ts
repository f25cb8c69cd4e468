import type { Context } from '../../context.ts';
import { gather } from '../../db/gather.ts';

const lookAtAll = gather(async (asked: readonly { ctx: Context; userId: string }[]) => {
  const { sql } = asked[0]!.ctx;
  const rows = await sql<{ user_id: string }[]>`
    select distinct user_id from sessions where user_id = any(${asked.map(({ userId }) => userId)}::uuid[]) and expires_at > imas_now() and last_seen_at > imas_now() - interval '2 minutes'`;
  const there = new Set(rows.map((row) => row.user_id));
  return asked.map(({ userId }) => there.has(userId));
});

/** Has this person a browser open at the console? It says so once a minute while it is. Asked side by side it is asked once. */
export const isAtConsole = (ctx: Context, userId: string): Promise<boolean> => lookAtAll({ ctx, userId });
