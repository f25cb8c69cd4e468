import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { invalid } from '../../errors.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import type { Incident } from './schema.ts';

/** A person's words on the timeline: at most 10,000 characters. Works on resolved incidents too. */
export async function addNote(ctx: Context, ref: string, words: string): Promise<Incident> {
  const incident = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'add_incidentcomment', incident);
  const text = words.trim();
  if (text === '') throw invalid('incidents.note_empty', {}, { fields: { note: { key: 'incidents.note_empty' } } });
  if (text.length > 10_000) throw invalid('incidents.note_too_long', { max: 10_000 }, { fields: { note: { key: 'incidents.note_too_long', params: { max: 10_000 } } } });

  return transaction(ctx, async (tx) => {
    await tx.sql`update incidents set last_human_at = ${tx.now} where id = ${incident.id}`;
    await record(tx, incident, { kind: 'note', text });
    return incident;
  });
}
