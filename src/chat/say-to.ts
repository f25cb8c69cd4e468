import type { Sql } from '../db/client.ts';
import { sayIn, type Language, type Say } from '../texts/say.ts';
import type { Speaker } from './platform.ts';

/** The words of whoever speaks; the organisation's for whoever chose none. */
export async function sayTo({ sql, language, timeZone }: { sql: Sql; language: Language; timeZone: string }, from: Speaker): Promise<Say> {
  if (from.userId === undefined) return sayIn(language, timeZone);
  const [user] = await sql<{ language: Language | null; time_zone: string | null }[]>`select language, time_zone from users where id = ${from.userId}`;
  return sayIn(user?.language ?? language, user?.time_zone ?? timeZone);
}
