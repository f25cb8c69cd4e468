import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { queueNotice, type Notice } from '../../../src/domain/notifications/queue-notice.ts';
import { aDatabase, type TestDatabase } from '../../database.ts';
import { aNight, type Night } from '../../night.ts';

async function withContacts(db: TestDatabase): Promise<Night> {
  const night = await aNight(db.ctx());
  await db.sql`insert into providers (name, kind, config) values ('mail', 'SMTP', '{}'), ('sms', 'OVH_SMS', '{}')`;
  await db.sql`insert into contacts (user_id, means, address, set_by_admin) values (${night.alice}, 'SMS', '+33600000000', true), (${night.alice}, 'NTFY', 'alice', true)`;
  return night;
}
const queue = (db: TestDatabase, userId: string, more: Partial<Notice>) => transaction(db.ctx(), (tx) => queueNotice(tx, [{ key: 'k', userId, purpose: 'notice', means: 'chat', title: { key: 'notify.test' }, body: [], actions: [], ...more }]));
const queued = async (db: TestDatabase) => (await db.sql<{ said: string }[]>`select means || ' ' || status as said from notifications order by means`).map((row) => row.said);

test.each<[Notice['means'], string[]]>([
  ['chat', ['CHAT queued']],
  ['loud', ['CHAT queued', 'SMS queued']],
  ['next', ['SMS queued']],
])('by %s it goes by what rings first of what a provider serves', async (means, expected) => {
  await using db = await aDatabase();
  const night = await withContacts(db);
  await queue(db, night.alice, { means });
  expect(await queued(db)).toEqual(expected);
});

test('who can be reached by nothing else is told in chat', async () => {
  await using db = await aDatabase();
  const night = await withContacts(db);
  await db.sql`update contacts set bad_since = now()`;
  await queue(db, night.alice, { means: 'next' });
  expect(await queued(db)).toEqual(['CHAT queued']);
});

test('it is told once, although contacts have changed since', async () => {
  await using db = await aDatabase();
  const night = await withContacts(db);
  await queue(db, night.alice, { means: 'next' });
  await db.sql`update contacts set bad_since = now() where means = 'SMS'`;
  await queue(db, night.alice, { means: 'next' });
  expect(await queued(db)).toEqual(['SMS queued']);
});

test('a team in shadow has nothing sent but chat', async () => {
  await using db = await aDatabase();
  const night = await withContacts(db);
  await db.sql`update teams set state = 'shadow'`;
  await queue(db, night.alice, { means: 'loud', teamId: night.team });
  expect(await queued(db)).toEqual(['CHAT queued', 'SMS shadow']);
});
