import { expect, test } from 'vitest';
import type { StoredNotice } from '../../src/domain/notifications/queue-notice.ts';
import { noteOutage } from '../../src/domain/rooms/outage.ts';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { sayIn } from '../../src/texts/say.ts';
import { between, gone, leadsAt, told } from './moving-rooms.ts';

test('when one outage moves many rooms each person is told once, with the list', async () => {
  await using at = await between('slack');
  await setSetting(at.ctx, 'auto_rooms_max', 50);
  for (let n = 0; n < 5; n++) await at.incident();
  await at.work();
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await at.pass('0 seconds');
  await at.work();
  expect((await told(at)).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual(['alice CHAT rooms.told_away_many', 'alice SMS rooms.told_away_many']);
  const [{ notice }] = await at.db.sql<[{ notice: StoredNotice }]>`select notice from notifications where means = 'SMS' and notice is not null`;
  expect(sayIn('en')(notice.title.key, notice.title.params)).toBe('5 rooms are not on Slack any more: INC-1, INC-2, INC-3, INC-4, INC-5');
  expect(notice.body.map(({ key, params }) => sayIn('en')(key, params))[4]).toMatch(/^INC-5: #inc-5-redis-prod on Discord: https:\/\/discord\.example\.com\/\w+$/);
  expect(await at.db.sql`select 1 from room_leads where told is distinct from since`).toHaveLength(0);
});

test('when rooms move one after the other a person hears of three aloud, and reads of the rest', async () => {
  await using at = await between('slack');
  for (let n = 0; n < 5; n++) {
    await at.incident();
    await at.work();
    await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
    await at.pass('1 second');
    await at.work();
  }
  const by = Map.groupBy((await told(at)).filter((line) => line.includes('told_away')), (line) => line.split(' ')[1]);
  expect([by.get('CHAT')?.length, by.get('SMS')?.length]).toEqual([5, 3]);
});

test('news of a room waits a moment for those that move with it, and not for ever', async () => {
  await using at = await between('slack');
  const [first, second] = [await at.incident(), await at.incident()];
  await at.work();
  at.discord.instead.open = async (key) => { if (key.includes(second.id)) await gone(); };
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await at.pass('0 seconds');
  await at.work();
  expect(await told(at)).toEqual([]);
  await at.db.advance('16 seconds');
  await at.run({ name: 'tell-people-moved', payload: {} });
  expect((await told(at)).map((line) => line.split(' ')[2])).toEqual(['rooms.told_away', 'rooms.told_away']);
  at.discord.recover();
  await at.run({ name: 'open-room', payload: { incidentId: second.id, automatic: true, platform: 'discord' } });
  await at.work();
  expect(await told(at)).toHaveLength(4);
  expect(await leadsAt(at, first.id)).toEqual(['https://discord.example.com', 'slack']);
});

test('people hear where the room of a confidential incident is, and not by its name', async () => {
  await using at = await between('slack');
  await at.incident();
  await at.db.sql`update incidents set is_confidential = true`;
  await at.work();
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await at.pass('0 seconds');
  await at.work();
  expect(await told(at)).toContainEqual(expect.stringMatching(/^alice SMS rooms.told_away https:/));
  expect(JSON.stringify(await at.db.sql`select notice from notifications where notice is not null`)).not.toContain('redis');
});
