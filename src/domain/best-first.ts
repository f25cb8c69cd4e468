import type { Sql } from '../db/client.ts';

/** What is special to LIKE made plain. */
const plain = (part: string): string => part.replace(/[\\%_]/g, String.raw`\$&`);

/**
 * Of names that contain what was typed so far, the best first: it whole, then those that begin with it, then by name.
 * @param name an expression that gives the name in lower case @param typed in lower case
 */
export const bestFirst = (sql: Sql, name: ReturnType<Sql>, typed: string) => ({
  contains: sql`${name} like ${`%${plain(typed)}%`}`,
  order: sql`${name} <> ${typed}, ${name} not like ${`${plain(typed)}%`}, ${name}`,
});
