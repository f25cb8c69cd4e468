import { expect, test } from 'vitest';
import { attemptsAt } from '../../src/chat/attempts.ts';
import type { Sql } from '../../src/db/client.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

test('whoever wants messages again that were posted just now has them, however late notes of that are written', async () => {
  await using db = await aDatabase();
  const isTaken = Promise.withResolvers<void>();
  let notes = 0;
  const sql = ((texts: TemplateStringsArray, ...values: never[]) => (texts[0]!.includes('set what = null') && ++notes === 3 ? isTaken.promise.then(() => db.sql(texts, ...values)) : db.sql(texts, ...values))) as unknown as Sql;
  const attempts = attemptsAt('slack', sql, silent);
  const ids = ['a', 'b'];
  await Promise.all(ids.map((id) => attempts.take(id, 10)));
  for (const id of ids) attempts.endSoon(id);
  const again = await Promise.all(ids.map(async (id) => {
    const standing = await attempts.take(id, 10);
    isTaken.resolve();
    return standing;
  }));
  expect(again).toEqual(['again', 'again']);
  expect([await attempts.still('a'), await attempts.still('b')]).toEqual([true, true]);
});
