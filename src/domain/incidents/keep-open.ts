import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/** The answer to “all clear, resolve?”: no. From now on monitoring leaves it to people. @throws AppError forbidden, conflict (resolved) */
export async function keepOpen(ctx: Context, ref: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);

  return transaction(ctx, async (tx) => {
    const [kept] = await tx.sql`update incidents set changed_by_person_at = ${tx.now} where id = ${seen.id} and status <> 'RESOLVED' returning id`;
    if (!kept) throw conflict('incidents.is_resolved', { incident: shortId(seen) }, { detail: { status: 'RESOLVED' } });
    await record(tx, seen, { kind: 'kept_open', key: 'commands.kept_open_by', params: { name: nameOf(tx.actor) } });
    return loadIncident(tx, seen.id);
  });
}
