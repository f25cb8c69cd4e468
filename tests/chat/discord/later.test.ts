import { expect, test } from 'vitest';
import { answersForLater } from '../../../src/chat/discord/later.ts';
import type { Sendable } from '../../../src/chat/discord/sendable.ts';
import { aDatabase } from '../../database.ts';
import { silent } from '../../log.ts';
import { testSealer } from '../../night.ts';

const answer: Sendable = {
  message: { content: '', embeds: [{ description: 'imas_secret' }], components: [], allowed_mentions: { parse: [] } },
  attachments: [{ id: 0, filename: 'a.png', description: 'A schedule' }], files: [{ name: 'a.png', data: Buffer.from([137, 80, 255]), contentType: 'image/png' }],
};

test('an answer that waits is found by every process, its pictures too, for an hour', async () => {
  await using db = await aDatabase();
  const [mine, other] = [0, 1].map(() => answersForLater({ sql: db.sql, sealer: testSealer, log: silent }));
  const id = await mine!.keep('42', answer);
  expect(await other!.find(id)).toEqual({ userId: '42', answer });
  expect(JSON.stringify(await db.sql`select * from chat_values`)).not.toContain('imas_secret');
  await db.advance('61 minutes');
  expect(await other!.find(id)).toBeUndefined();
  await mine!.keep('43', answer);
  expect(await db.sql`select id from chat_values where id = ${id}`).toEqual([]);
});

test('where the store is away it waits with whoever kept it', async () => {
  await using db = await aDatabase();
  await db.sql`alter table chat_values rename to away`;
  const later = answersForLater({ sql: db.sql, sealer: testSealer, log: silent });
  expect(await later.find(await later.keep('42', answer))).toMatchObject({ userId: '42' });
});
