import type { Tx } from '../../context.ts';
import type { Claimed } from './claim.ts';
import { contactsOf } from './contacts-of.ts';
import { loudest } from './queue-notice.ts';
import { sendSoon } from './queue-pages.ts';

/** A notice that one means refused for good goes by the next one that has not had it yet; with none left, by chat. */
export async function nextForNotice(tx: Tx, { id, user_id: userId, means }: Pick<Claimed, 'id' | 'user_id' | 'means'>): Promise<void> {
  if (userId === null || means === 'CHAT') return;
  const contacts = loudest((await contactsOf(tx, [userId])).get(userId) ?? []);
  const ways = [...contacts, { means: 'CHAT' as const, address: '' }];
  const had = await tx.sql<{ means: string; address: string }[]>`
    select o.means, o.address from notifications n join notifications o on o.notice_key = n.notice_key and o.user_id = n.user_id where n.id = ${id}`;
  const next = ways.find((way) => !had.some((one) => one.means === way.means && one.address === way.address));
  if (next === undefined) return;
  const added = await tx.sql<{ id: string }[]>`
    insert into notifications (notice_key, user_id, purpose, incident_id, notice, means, address, status, created_at)
    select notice_key, user_id, purpose, incident_id, notice, ${next.means}, ${next.address}, 'queued', ${tx.now} from notifications where id = ${id} and notice_key is not null
    on conflict do nothing returning id`;
  await sendSoon(tx, added.map((row) => row.id));
}
