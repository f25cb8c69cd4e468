import { nameOf, userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { invalid } from '../../errors.ts';
import { findService } from '../services/find-service.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { demandInside } from './inside.ts';
import { record } from './record.ts';
import type { Incident } from './schema.ts';

export interface Edit { title?: string; description?: string; service?: string; detectedAt?: Date; /** Confidential from now on, or no more. */ isPrivate?: boolean }

/**
 * Corrects title, description, service or the time of detection, or who may look inside; the old values stay on the timeline.
 * @throws AppError forbidden, also of a confidential incident that the actor is not on; not_found; invalid
 */
export async function editIncident(ctx: Context, ref: string, edit: Edit): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);
  await demandInside(ctx, seen);
  const title = edit.title?.trim().replace(/\s+/g, ' ');
  if (title === '') throw invalid('incidents.title_needed', {}, { fields: { title: { key: 'incidents.title_needed' } } });
  if (title !== undefined && title.length > 500) throw invalid('incidents.title_too_long', { max: 500 }, { fields: { title: { key: 'incidents.title_too_long', params: { max: 500 } } } });

  return transaction(ctx, async (tx) => {
    const service = edit.service === undefined ? undefined : await findService(tx, edit.service);
    if (edit.detectedAt !== undefined && edit.detectedAt > seen.created_at) throw invalid('incidents.detected_after_created', {}, { fields: { detected_at: { key: 'incidents.detected_after_created' } } });
    const changes: { field: string; from: string; to: string }[] = [];
    const note = (field: string, from: string, to: string | undefined) => { if (to !== undefined && to !== from) changes.push({ field, from: from.slice(0, 300), to: to.slice(0, 300) }); };
    note('title', seen.title, title);
    note('description', seen.description, edit.description);
    note('service', seen.service_name, service?.name);
    note('detected_at', seen.detected_at.toISOString(), edit.detectedAt?.toISOString());
    note('private', String(seen.is_confidential), edit.isPrivate === undefined ? undefined : String(edit.isPrivate));
    if (changes.length === 0) return seen;
    // What nobody said here may have been changed by somebody else meanwhile, such as who may look inside.
    await tx.sql`
      update incidents set title = coalesce(${title ?? null}::text, title), description = coalesce(${edit.description ?? null}::text, description), service_id = coalesce(${service?.id ?? null}::uuid, service_id),
        detected_at = coalesce(${edit.detectedAt ?? null}::timestamptz, detected_at), is_confidential = coalesce(${edit.isPrivate ?? null}::boolean, is_confidential), changed_by_person_at = ${tx.now} where id = ${seen.id}`;
    for (const { field, from, to } of changes) await record(tx, { ...seen, is_confidential: seen.is_confidential || edit.isPrivate === true }, { kind: 'edited', key: 'incidents.edited', params: { name: nameOf(tx.actor), field, from, to } });
    const asker = userIdOf(tx.actor);
    if (edit.isPrivate === true && !seen.is_confidential) await tx.enqueue('hide-room', { incidentId: seen.id, ...(asker === null ? {} : { askedBy: asker }) }, { key: seen.id });
    return loadIncident(tx, seen.id);
  });
}
