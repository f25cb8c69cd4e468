import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import type { Sealer } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import { foldName } from '../services/fold.ts';
import { findSource } from './find-source.ts';
import { shown, sources, type Source } from './schema.ts';
import { checkedFields, withoutSecret, type SourceFields } from './source-fields.ts';

/** Changes a source; what is absent stays. @throws AppError forbidden, not_found, invalid, conflict (name taken) */
export async function editSource(ctx: Context, ref: string, change: SourceFields, sealer: Pick<Sealer, 'seal'>): Promise<Source> {
  demand(ctx, 'change_source');

  const { id } = await findSource(ctx, ref);
  const set = await checkedFields(ctx, id, change, sealer);
  if (Object.keys(set).length === 0) return findSource(ctx, id);

  return transaction(ctx, async (tx) => {
    if (set.name !== undefined) {
      // A name is taken by its lower case; the lock makes two renames at once wait for each other.
      await tx.sql`select pg_advisory_xact_lock(hashtext('sources.name'))`;
      const others = await tx.db.select({ id: sources.id, name: sources.name }).from(sources);
      if (others.some((other) => other.id !== id && foldName(other.name) === foldName(set.name!))) throw conflict('sources.source_exists', { name: set.name });
    }
    const [before] = await tx.db.select().from(sources).where(eq(sources.id, id)).for('update');
    if (!before) throw notFound('sources.unknown_source', { name: ref });
    const [after] = await tx.db.update(sources).set(set).where(eq(sources.id, id)).returning();
    const was = Object.fromEntries(Object.keys(withoutSecret(set)).filter((key) => key !== 'signingSecret').map((key) => [key, before[key as keyof typeof before]]));
    await audit(tx, { action: 'source.changed', object: { kind: 'source', id, label: after!.name }, detail: { from: was, to: withoutSecret(set) } });
    return shown(after!);
  });
}
