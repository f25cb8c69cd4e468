import { nameOf, userIdOf, type Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';
import { audit } from '../audit/record.ts';
import { shortId } from './schema.ts';

export interface Change {
  /** Timeline kind: `acknowledged`, `severity`, `note`, … Also the audit action, as `incident.<kind>`. */
  kind: string;
  key?: TextKey;
  params?: TextParams;
  /** A person's own words. */
  text?: string;
  detail?: Record<string, unknown>;
  /** Who did it, where that is not the actor: monitoring. */
  by?: string;
}

/**
 * The trace of a change, in its transaction: a timeline entry, an audit row,
 * and the wish that every posted copy of the card shows the newest state. What was said of a confidential one stays in its
 * timeline: the audit log has more readers.
 */
export async function record(tx: Tx, incident: { id: string; number: number; is_confidential?: boolean }, change: Change): Promise<void> {
  await tx.sql`
    with entry as (
      insert into timeline (incident_id, at, kind, actor_id, actor_name, key, params, text)
      values (${incident.id}, ${tx.now}, ${change.kind}, ${userIdOf(tx.actor)}, ${change.by ?? nameOf(tx.actor)}, ${change.key ?? null}, ${json(change.params ?? {})}::jsonb, ${change.text ?? null})
    )
    update incidents set card_wanted = card_wanted + 1 where id = ${incident.id}`;
  await audit(tx, { action: `incident.${change.kind}`, object: { kind: 'incident', id: incident.id, label: shortId(incident) }, detail: incident.is_confidential === true ? {} : { ...change.params, ...change.detail } });
  await tx.enqueue('update-cards', { incidentId: incident.id }, { key: incident.id });
}
