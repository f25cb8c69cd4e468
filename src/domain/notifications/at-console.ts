import type { Context } from '../../context.ts';

/** Has this person a browser open at the console? It says so once a minute while it is. */
export async function isAtConsole({ sql }: Context, userId: string): Promise<boolean> {
  const [open] = await sql`select 1 from sessions where user_id = ${userId} and expires_at > imas_now() and last_seen_at > imas_now() - interval '2 minutes' limit 1`;
  return open !== undefined;
}
