import { expect, test } from 'vitest';
import { cardFacts } from '../../../src/domain/escalation/card-facts.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { roomBack, roomLost } from '../../../src/domain/rooms/room-lost.ts';
import { aDatabase } from '../../database.ts';
import { aNight } from '../../night.ts';

async function aRoom(db: Awaited<ReturnType<typeof aDatabase>>) {
  const ctx = db.ctx();
  await aNight(ctx);
  const { id } = await declare(ctx, { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  for (const platform of ['console', 'slack']) await db.sql`insert into rooms (incident_id, platform, place_id, name, link, is_automatic) values (${id}, ${platform}, ${`p-${platform}`}, 'inc-1', ${`https://${platform}.example.com`}, true)`;
  return { ctx, link: async () => (await cardFacts(ctx, id)).room?.link };
}
const told = async (db: Awaited<ReturnType<typeof aDatabase>>) => (await db.sql<{ kind: string }[]>`select kind from timeline where kind like 'room%' order by id`).map(({ kind }) => kind);

test('a lost room gives way to its twin, told once; out of the archive it leads again', async () => {
  await using db = await aDatabase();
  const { ctx, link } = await aRoom(db);
  expect(await link()).toBe('https://slack.example.com');
  expect([await roomLost(ctx, 'slack', 'p-slack'), await roomLost(ctx, 'slack', 'p-slack')]).toEqual([true, false]);
  expect(await link()).toBe('https://console.example.com');
  expect([await roomBack(ctx, 'slack', 'p-slack'), await roomBack(ctx, 'slack', 'p-slack')]).toEqual([true, false]);
  expect(await link()).toBe('https://slack.example.com');
  expect(await told(db)).toEqual(['room_lost', 'room_back']);
});

test.each([['that nobody knows', 'update rooms set place_id = \'other\''], ['that we are closing', 'update rooms set closing_at = imas_now()'], ['that we closed', 'update rooms set archived_at = imas_now()']])('a room %s is not lost', async (_, before) => {
  await using db = await aDatabase();
  const { ctx } = await aRoom(db);
  await db.sql.unsafe(before);
  expect(await roomLost(ctx, 'slack', 'p-slack')).toBe(false);
  expect(await told(db)).toEqual([]);
});

test('what failed in a room before it was lost says nothing of it once it is back', async () => {
  await using db = await aDatabase();
  const { ctx } = await aRoom(db);
  await db.sql`
    insert into posted_cards (incident_id, subject, purpose, platform, place_id, place_kind, failing_since, failing)
    select id, 'incident:' || id, 'room', 'slack', 'p-slack', 'room', imas_now(), '{"atOnce":true,"forAll":true}' from incidents`;
  await roomLost(ctx, 'slack', 'p-slack');
  await roomBack(ctx, 'slack', 'p-slack');
  expect(await db.sql`select 1 from posted_cards where failing_since is not null`).toHaveLength(0);
});
