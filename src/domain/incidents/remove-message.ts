import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { notFound } from '../../errors.ts';
import { audit } from '../audit/record.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import type { MessagePlace } from './heard-message.ts';
import { shortId } from './schema.ts';

/** The incident on whose timeline this message stands; undefined: on none. */
export async function incidentOfMessage({ sql }: Pick<Context, 'sql'>, { platform, placeId, messageId }: MessagePlace): Promise<string | undefined> {
  const [row] = await sql<{ incident_id: string }[]>`
    select t.incident_id from timeline_messages m join timeline t on t.id = m.timeline_id where m.platform = ${platform} and m.place_id = ${placeId} and m.message_id = ${messageId}`;
  return row?.incident_id;
}

/**
 * Takes a message off the timeline that it was put on; nothing else is ever taken off. The audit log keeps that it was there.
 * @throws AppError forbidden, not_found (it is on no timeline)
 */
export async function removeMessage(ctx: Context, message: MessagePlace): Promise<string> {
  const { platform, placeId, messageId } = message;
  const incidentId = await incidentOfMessage(ctx, message);
  if (incidentId === undefined) throw notFound('happenings.not_on_timeline');
  const incident = await loadIncident(ctx, incidentId);
  await demandOnIncident(ctx, 'add_incidentcomment', incident);

  return transaction(ctx, async (tx) => {
    const [gone] = await tx.sql<{ actor_name: string; at: Date }[]>`
      with mark as (delete from timeline_messages where platform = ${platform} and place_id = ${placeId} and message_id = ${messageId} returning timeline_id)
      delete from timeline using mark where id = mark.timeline_id returning actor_name, at`;
    // Two who take it off at once: one of them did.
    if (gone === undefined) return shortId(incident);
    await tx.sql`update incidents set last_human_at = ${tx.now} where id = ${incident.id}`;
    await audit(tx, { action: 'incident.message_removed', object: { kind: 'incident', id: incident.id, label: shortId(incident) }, detail: { platform, place: placeId, message: messageId, author: gone.actor_name, at: gone.at.toISOString() } });
    return shortId(incident);
  });
}
