import type { Tx } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';

/** Makes these the groups of a user, and no others. @returns their names as stored @throws AppError not_found */
export async function giveGroups(tx: Tx, userId: string, wanted: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ name: string }[]>`select name from groups order by name`;
  const byWord = new Map(rows.map(({ name }) => [name.toLowerCase(), name]));
  const names = [...new Set(wanted.map((word) => {
    const name = byWord.get(word.trim().toLowerCase());
    if (name === undefined) throw notFound('errors.unknown_group', { name: word.trim() }, nearest(word, [...byWord.values()]));
    return name;
  }))].sort();
  await tx.sql`delete from user_groups where user_id = ${userId} and group_name <> all(${names}::text[])`;
  await tx.sql`insert into user_groups (user_id, group_name) select ${userId}, unnest(${names}::text[]) on conflict do nothing`;
  return names;
}
