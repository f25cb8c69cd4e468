import { nameOf, type Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { invalid } from '../../errors.ts';
import { audit } from '../audit/record.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import type { HeardMessage } from './heard-message.ts';
import { shortId } from './schema.ts';

/** As long as a note may be. */
const longest = 10_000;

/**
 * Puts a message of a chat platform on the timeline, under its author's name and at its own time (spec §5, 📌). Once a
 * message: on a timeline already, it stays where it is.
 * @returns the incident on whose timeline it stands, and whether this put it there
 * @throws AppError forbidden, not_found, invalid (nothing to read in it)
 */
export async function addMessage(ctx: Context, ref: string, message: HeardMessage): Promise<{ incident: string; isNew: boolean }> {
  const incident = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'add_incidentcomment', incident);
  const text = message.text.trim().slice(0, longest).toWellFormed();
  if (text === '') throw invalid('happenings.message_empty');
  const { platform, placeId, messageId, authorId, author } = message;

  return transaction(ctx, async (tx) => {
    const mine = await tx.sql`
      insert into timeline_messages (platform, place_id, message_id, incident_id, added_at) values (${platform}, ${placeId}, ${messageId}, ${incident.id}, ${tx.now})
      on conflict do nothing returning 1`;
    if (mine.length === 0) {
      const [there] = await tx.sql<{ number: number }[]>`
        select i.number from timeline_messages m join timeline t on t.id = m.timeline_id join incidents i on i.id = t.incident_id
        where m.platform = ${platform} and m.place_id = ${placeId} and m.message_id = ${messageId}`;
      return { incident: shortId(there ?? incident), isNew: false };
    }
    const by = nameOf(tx.actor);
    await tx.sql`
      with entry as (
        insert into timeline (incident_id, at, kind, actor_id, actor_name, params, text)
        values (${incident.id}, least(${message.at}::timestamptz, ${tx.now}), 'message', ${authorId ?? null}, ${author}, ${json({ added_by: by, ...(message.link === undefined ? {} : { link: message.link }) })}::jsonb, ${text}) returning id
      ), linked as (
        update timeline_messages set timeline_id = entry.id from entry where platform = ${platform} and place_id = ${placeId} and message_id = ${messageId}
      )
      update incidents set last_human_at = ${tx.now} where id = ${incident.id}`;
    await audit(tx, { action: 'incident.message_added', object: { kind: 'incident', id: incident.id, label: shortId(incident) }, detail: { platform, place: placeId, message: messageId, author } });
    return { incident: shortId(incident), isNew: true };
  });
}
