import { expect, test } from 'vitest';
import { followSettings } from '../../src/app/follow-settings.ts';
import { troublesOf } from '../../src/domain/rooms/trouble.ts';
import { between } from '../jobs/moving-rooms.ts';
import { testSealer } from '../night.ts';

test('a platform that was taken out of the environment before a restart has its open rooms moved, with why', async () => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  at.platforms.delete('slack');
  const following = await followSettings({ name: 'slack', ctx: at.ctx, sealer: testSealer, read: () => undefined, open: () => Promise.reject(new Error('it is not set up')), paging: new Map(), posting: new Map() });
  await following.stop();
  expect(await troublesOf(at.ctx, incident.id, 'slack')).toMatchObject([{ of: 'platform', atOnce: false, said: { key: 'rooms.not_connected' } }]);
  await at.pass('31 seconds');
  await at.work();
  const [moved] = await at.db.sql<{ params: unknown }[]>`select params from timeline where kind = 'room_moved'`;
  expect(moved!.params).toEqual({ from: 'Slack', to: 'Discord', why: 'it is not connected any more' });
});

test('a start without a platform whose rooms nobody is in is no outage', async () => {
  await using at = await between('slack');
  const following = await followSettings({ name: 'slack', ctx: at.ctx, sealer: testSealer, read: () => undefined, open: () => Promise.reject(new Error('it is not set up')), paging: new Map(), posting: new Map() });
  await following.stop();
  expect(await at.db.sql`select 1 from chat_outages`).toHaveLength(0);
});
