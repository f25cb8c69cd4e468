import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { before } from './before.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { codenamesFrom } from './codenames-from.ts';
import type { Group } from './create-group.ts';
import { ownGroup } from './own-group.ts';
import { groups } from './schema.ts';
import { nameOfThing } from './well-formed.ts';

/**
 * Changes a group that is not built in; its members may what it says at once.
 * @throws AppError forbidden, invalid, not_found, conflict (built in, or the name is taken)
 */
export async function editGroup(ctx: Context, word: string, changes: { name?: string | undefined; codenames?: readonly string[] | undefined }): Promise<Group> {
  demand(ctx, 'change_group');

  const values = {
    ...(changes.name === undefined ? {} : { name: nameOfThing(changes.name, 64) }),
    ...(changes.codenames === undefined ? {} : { codenames: codenamesFrom(changes.codenames) }),
  };

  return transaction(ctx, async (tx) => {
    const was = await ownGroup(tx, word);
    if (Object.keys(values).length === 0) return was;
    await tx.db.update(groups).set(values).where(eq(groups.name, was.name)).catch((error: unknown) => {
      throw brokenConstraint(error) ? conflict('people.group_exists', { name: values.name ?? was.name }) : error;
    });
    const group = { ...was, ...values };
    await audit(tx, { action: 'group.changed', object: { kind: 'group', id: group.name, label: group.name }, detail: { before: before<Group>(was, values), after: values } });
    return group;
  });
}
