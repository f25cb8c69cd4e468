import { expect, test } from 'vitest';
import { shownHomes } from '../../../../src/chat/slack/home-shown.ts';
import { aDatabase } from '../../../database.ts';
import { homes } from './a-home.ts';

test('at rest a tenth of the pages is looked at in one go, each once in ten minutes', async () => {
  await using db = await aDatabase();
  const shown = shownHomes(db.sql);
  const people = Array.from({ length: 20 }, (_, n) => `U${String(n).padStart(2, '0')}`);
  for (const id of people) {
    await shown.opened(id);
    await shown.give(id, 'hash', true);
  }
  expect(await shown.stale()).toEqual([]);
  await db.advance('11 minutes');
  const looked: string[] = [];
  for (let beat = 0; beat < 10; beat++) {
    const few = await shown.stale();
    expect(few).toHaveLength(2);
    for (const id of few) await shown.give(id, 'hash', false);
    looked.push(...few);
  }
  expect(looked.toSorted()).toEqual(people);
  expect(await shown.stale()).toEqual([]);
});

test('one that could not be drawn is looked at again by the next beat', async () => {
  await using db = await aDatabase();
  const shown = shownHomes(db.sql);
  await shown.opened('U1');
  await shown.give('U1', null, false);
  expect(await shown.stale()).toEqual(['U1']);
});

test('a beat draws no page that was looked at just now', async () => {
  await using it = await homes({ beatMs: 20 });
  const [alice, bea] = [await it.linked('alice'), await it.linked('bea')];
  for (const person of [alice, bea]) {
    await person.openHome();
    await it.until(person, 'SRE');
  }
  const [before] = await it.db.sql`select max(looked_at) as at from chat_homes`;
  await it.db.sql`update chat_homes set looked_at = imas_now() - interval '11 minutes' where chat_user_id = ${bea.id}`;
  await expect.poll(async () => (await it.db.sql`select 1 from chat_homes where chat_user_id = ${bea.id} and looked_at > ${before!['at'] as Date}`).length).toBe(1);
  const [alices] = await it.db.sql`select looked_at as at from chat_homes where chat_user_id = ${alice.id}`;
  expect((alices!['at'] as Date).getTime()).toBeLessThanOrEqual((before!['at'] as Date).getTime());
});
