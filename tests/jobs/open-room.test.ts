import { expect, test } from 'vitest';
import { declare } from '../../src/domain/incidents/declare.ts';
import { aWorld } from '../world.ts';

test('rooms wanted by more people at once than there are connections all open, and nothing else stands still', { timeout: 40_000 }, async () => {
  await using world = await aWorld();
  const { ctx, sql } = world.app;
  const incidents: string[] = [];
  // One transaction: its jobs come to the worker together.
  for (let n = 0; n < 40; n++) incidents.push((await declare(ctx, { title: `Broken ${n}`, service: 'redis-prod', severity: 'SEV4_LOW', via: 'person' })).id);
  await ctx.queue.send(sql, incidents.map((incidentId) => ({ name: 'open-room', payload: { incidentId, automatic: false }, options: { key: `${incidentId}:asked` } })));
  const open = await world.until('every room is open', async () => { const rooms = await sql`select 1 from rooms`; return rooms.length >= 40 && rooms; });
  expect(open).toHaveLength(40);
});
