import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { findSource } from './find-source.ts';
import { sources, type Source } from './schema.ts';

/**
 * Deletes a source that never sent an alert, with its tokens and rules. One that did is part of the record:
 * it can be made inactive.
 * @throws AppError forbidden, not_found, conflict
 */
export async function deleteSource(ctx: Context, ref: string): Promise<Source> {
  demand(ctx, 'delete_source');

  const source = await findSource(ctx, ref);
  const { id, name } = source;

  return transaction(ctx, async (tx) => {
    // This lock keeps alerts from coming in for it until we are done.
    await tx.db.select({ id: sources.id }).from(sources).where(eq(sources.id, id)).for('update');
    const [used] = await tx.sql<[{ alerts: boolean }]>`select exists (select 1 from alerts where source_id = ${id}) as alerts`;
    if (used.alerts) throw conflict('sources.source_has_alerts', { name }, { hint: { key: 'sources.make_inactive', params: { name } } });
    await tx.db.delete(sources).where(eq(sources.id, id));
    await audit(tx, { action: 'source.deleted', object: { kind: 'source', id, label: name } });
    return source;
  });
}
