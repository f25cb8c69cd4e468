import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { addAlias } from './add-alias.ts';
import { findService } from './find-service.ts';
import { foldName } from './fold.ts';
import { showService } from './list-services.ts';
import { removeAlias } from './remove-alias.ts';

/** Gives a service exactly these further words. @throws AppError forbidden, not_found, invalid, conflict (a word means another service) */
export async function setAliases(ctx: Context, ref: string, words: readonly string[]): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { id, name } = await findService(tx, ref);
    const wanted = new Set(words.map(foldName).filter((word) => word !== foldName(name)));
    const before = (await showService(tx, id))?.aliases ?? [];
    for (const alias of before) if (!wanted.has(alias)) await removeAlias(tx, id, alias);
    for (const alias of wanted) if (!before.includes(alias)) await addAlias(tx, id, alias);
  });
}
