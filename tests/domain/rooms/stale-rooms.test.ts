import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { resolve } from '../../../src/domain/incidents/resolve.ts';
import { heardInRoom } from '../../../src/domain/rooms/heard-in-room.ts';
import { keepRoom } from '../../../src/domain/rooms/keep-room.ts';
import { closeStaleRooms, isStale } from '../../../src/domain/rooms/stale-rooms.ts';
import { aDatabase } from '../../database.ts';
import { aNight } from '../../night.ts';

/** A resolved incident with its rooms on two platforms. */
async function aRoom(db: Awaited<ReturnType<typeof aDatabase>>, { wrote }: { wrote?: 'console' | 'slack' } = {}) {
  const ctx = db.ctx();
  await aNight(ctx);
  const incident = await declare(ctx, { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  for (const platform of ['console', 'slack']) await db.sql`insert into rooms (incident_id, platform, place_id, name, is_automatic) values (${incident.id}, ${platform}, 'p', 'inc-1', true)`;
  if (wrote !== undefined) await transaction(ctx, (tx) => heardInRoom(tx, incident.id, wrote));
  return { ctx, id: incident.id };
}

test.each([
  ['nobody ever wrote', {}, '9 minutes', false], ['nobody ever wrote', {}, '10 minutes', true],
  ['somebody wrote in the console', { wrote: 'console' }, '23 hours', false], ['somebody wrote in Slack', { wrote: 'slack' }, '23 hours', false],
  ['somebody wrote in Slack', { wrote: 'slack' }, '24 hours', true],
] as const)('where %s (%j), %s after it was resolved the room is closed: %s', async (_, how, after, closed) => {
  await using db = await aDatabase();
  const { ctx, id } = await aRoom(db, how);
  await resolve(ctx, id);
  await db.advance(after);
  db.jobs.length = 0;
  expect([await isStale(ctx, id), await closeStaleRooms(ctx), db.jobs.map(({ name }) => name)]).toEqual(closed ? [true, 1, ['close-room']] : [false, 0, []]);
});

test('a message after it was resolved keeps the room for another day', async () => {
  await using db = await aDatabase();
  const { ctx, id } = await aRoom(db);
  await resolve(ctx, id);
  await db.advance('20 hours');
  await transaction(ctx, (tx) => heardInRoom(tx, id, 'slack'));
  await db.advance('23 hours');
  expect(await isStale(ctx, id)).toBe(false);
  await db.advance('1 hour');
  expect(await isStale(ctx, id)).toBe(true);
});

test('the room of an open incident is never closed', async () => {
  await using db = await aDatabase();
  const { ctx, id } = await aRoom(db);
  await db.advance('30 days');
  expect(await isStale(ctx, id)).toBe(false);
});

test('a room that somebody keeps stays for seven days, and the timeline tells who', async () => {
  await using db = await aDatabase();
  const { ctx, id } = await aRoom(db);
  await resolve(ctx, id);
  await keepRoom(ctx, id);
  await db.advance('167 hours');
  expect(await isStale(ctx, id)).toBe(false);
  await db.advance('2 hours');
  expect(await isStale(ctx, id)).toBe(true);
  expect(await db.sql`select 1 from timeline where kind = 'room_kept'`).toHaveLength(1);
});

test('there is nothing to keep where no room is open', async () => {
  await using db = await aDatabase();
  const { ctx, id } = await aRoom(db);
  await db.sql`update rooms set archived_at = imas_now()`;
  await expect(keepRoom(ctx, id)).rejects.toMatchObject({ code: 'conflict', key: 'incidents.no_room' });
});
