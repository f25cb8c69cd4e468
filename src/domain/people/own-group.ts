import { sql } from 'drizzle-orm';
import type { Tx } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { codenamesAmong } from './actor-of.ts';
import type { Group } from './create-group.ts';
import { groups } from './schema.ts';

/** The group of that name, locked, if it may be changed at all. @throws AppError not_found, conflict (built in) */
export async function ownGroup(tx: Tx, word: string): Promise<Group> {
  const [group] = await tx.db.select().from(groups).where(sql`lower(${groups.name}) = lower(${word.trim()})`).for('update');
  if (!group) {
    const all = await tx.db.select({ name: groups.name }).from(groups);
    throw notFound('errors.unknown_group', { name: word.trim() }, nearest(word, all.map((row) => row.name)));
  }
  if (group.isBuiltIn) throw conflict('people.group_built_in', { name: group.name });
  return { ...group, codenames: [...codenamesAmong(group.codenames)] };
}
