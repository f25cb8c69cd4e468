import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand, type Codename } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { codenamesFrom } from './codenames-from.ts';
import { groups } from './schema.ts';
import { nameOfThing } from './well-formed.ts';

export interface Group { name: string; codenames: Codename[]; isBuiltIn: boolean }

/** A group of one's own making. @throws AppError forbidden, invalid (an unknown codename), conflict (name taken) */
export async function createGroup(ctx: Context, input: { name: string; codenames: readonly string[] }): Promise<Group> {
  demand(ctx, 'add_group');

  const name = nameOfThing(input.name, 64);
  const codenames = codenamesFrom(input.codenames);

  return transaction(ctx, async (tx) => {
    const [group] = await tx.db.insert(groups).values({ name, codenames }).onConflictDoNothing().returning();
    if (!group) throw conflict('people.group_exists', { name });
    await audit(tx, { action: 'group.created', object: { kind: 'group', id: name, label: name }, detail: { codenames } });
    return { name, codenames, isBuiltIn: false };
  });
}
