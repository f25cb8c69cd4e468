import type { Tx } from '../../context.ts';
import { sendSoon } from './queue-pages.ts';

/*
 * What one provider is told of one incident goes in its order: a vendor that hears of the end before the beginning keeps
 * an alert for ever. Each waits for those before it; what is overtaken all the same, since it was given up and sent once
 * more by hand, is dropped.
 */

/** Which of these may not go now: `waiting` for an earlier one, or `overtaken` by a later one. */
export async function outOfTurn(tx: Tx, ids: readonly string[]): Promise<{ waiting: string[]; overtaken: string[] }> {
  const rows = await tx.sql<{ id: string; is_waiting: boolean; is_overtaken: boolean }[]>`
    select n.id, coalesce(bool_or(o.created_at < n.created_at and o.status in ('queued', 'sending')), false) as is_waiting,
      coalesce(bool_or(o.created_at > n.created_at and o.status in ('sending', 'accepted', 'delivered')), false) as is_overtaken
    from notifications n join notifications o on o.incident_id = n.incident_id and o.provider_id = n.provider_id and o.user_id is null and o.id <> n.id
    where n.id = any(${ids as string[]}::uuid[]) and n.user_id is null and n.run_id is null and n.notice is null and n.provider_id is not null and n.incident_id is not null group by n.id`;
  return { waiting: rows.filter((row) => row.is_waiting).map((row) => row.id), overtaken: rows.filter((row) => row.is_overtaken && !row.is_waiting).map((row) => row.id) };
}

/** The next one, where one of these has come to its end. @param ids of notifications just settled */
export async function nextInTurn(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.sql<{ id: string }[]>`
    select distinct on (o.incident_id, o.provider_id) o.id from notifications n join notifications o on o.incident_id = n.incident_id and o.provider_id = n.provider_id and o.user_id is null and o.status = 'queued' and o.created_at > n.created_at
    where n.id = any(${ids as string[]}::uuid[]) and n.user_id is null and n.run_id is null and n.provider_id is not null and n.status not in ('queued', 'sending')
    order by o.incident_id, o.provider_id, o.created_at`;
  await sendSoon(tx, rows.map((row) => row.id));
}
