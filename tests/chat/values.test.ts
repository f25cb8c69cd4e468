import { expect, test } from 'vitest';
import { keep, loadValue, storeValues } from '../../src/chat/values.ts';
import { aDatabase } from '../database.ts';

test('what is kept is found again under its short id, also when it is kept twice', async () => {
  await using db = await aDatabase();
  const kept = [keep({ title: 'A card', list: [1, null, 'é'] }), keep('a text'), keep('a text')];
  await storeValues(db.sql, kept);
  await storeValues(db.sql, kept);
  await storeValues(db.sql, []);
  expect(await Promise.all(kept.map(({ id }) => loadValue(db.sql, id)))).toEqual([{ title: 'A card', list: [1, null, 'é'] }, 'a text', 'a text']);
  expect(await loadValue(db.sql, 'nobody')).toBeUndefined();
  expect(kept.every(({ id }) => id.length === 20)).toBe(true);
});
