import { nameOf, type Context } from '../../../context.ts';
import { transaction } from '../../../db/transaction.ts';
import { conflict, forbidden } from '../../../errors.ts';
import { findIncident, loadIncident } from '../find.ts';
import { record } from '../record.ts';
import { shortId, type Incident } from '../schema.ts';

/**
 * “Still on it”: the acknowledgement holds on. Anyone who can see the incident may say so, since a word in its room would do the same.
 * @throws AppError forbidden, not_found, conflict (nobody has it in hand)
 */
export async function confirmStill(ctx: Context, ref: string): Promise<Incident> {
  const seen = await findIncident(ctx, ref);
  if (ctx.actor.kind !== 'person') throw forbidden('errors.sign_in_needed');

  // The entry on the timeline is the activity that is read when the next look is due; the due moment itself stays, since it may be in hand right now.
  return transaction(ctx, async (tx) => {
    const [held] = await tx.sql`select 1 from incidents where id = ${seen.id} and status = 'ACKNOWLEDGED' for no key update`;
    if (!held) throw conflict('incidents.not_acknowledged', { incident: shortId(seen) }, { detail: { status: seen.status } });
    await record(tx, seen, { kind: 'still', key: 'policies.still_confirmed', params: { name: nameOf(tx.actor) } });
    return loadIncident(tx, seen.id);
  });
}
