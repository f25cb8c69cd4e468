import type { Tx } from '../../context.ts';
import type { Claimed } from './claim.ts';
import { contactsOf } from './contacts-of.ts';
import { hastenNudges } from './hasten-next.ts';
import { loudest } from './queue-notice.ts';
import { sendSoon } from './queue-pages.ts';

/**
 * A notice that one means refused for good goes by the next one that has not had it yet; with none left, by chat.
 * A test of somebody's pager goes on as a page would: its next means does not wait for its time.
 */
export async function nextForNotice(tx: Tx, { id, user_id: userId, means }: Pick<Claimed, 'id' | 'user_id' | 'means'>): Promise<void> {
  if (userId === null) return;
  const had = await tx.sql<{ id: string; means: string; address: string; purpose: string; waits: boolean }[]>`
    select o.id, o.means, o.address, o.purpose, o.status = 'queued' and o.after_seconds > 0 as waits
    from notifications n join notifications o on o.notice_key = n.notice_key and o.user_id = n.user_id where n.id = ${id} order by o.after_seconds`;
  const planned = had.find((one) => one.waits);
  if (planned !== undefined) return hastenNudges(tx, [planned.id]);
  if (means === 'CHAT' || had.some((one) => one.purpose === 'test')) return;
  const contacts = loudest((await contactsOf(tx, [userId])).get(userId) ?? []);
  const next = [...contacts, { means: 'CHAT' as const, address: '' }].find((way) => !had.some((one) => one.means === way.means && one.address === way.address));
  if (next === undefined) return;
  const added = await tx.sql<{ id: string }[]>`
    insert into notifications (notice_key, user_id, purpose, incident_id, notice, means, address, status, created_at)
    select notice_key, user_id, purpose, incident_id, notice, ${next.means}, ${next.address}, 'queued', ${tx.now} from notifications where id = ${id} and notice_key is not null
    on conflict do nothing returning id`;
  await sendSoon(tx, added.map((row) => row.id));
}
