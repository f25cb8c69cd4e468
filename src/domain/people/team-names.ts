import type { Context } from '../../context.ts';

/** The names of all teams by id, for whatever refers to them. Who may see something may see whose it is. */
export async function teamNames({ sql }: Pick<Context, 'sql'>): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; name: string }[]>`select id, name from teams`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
