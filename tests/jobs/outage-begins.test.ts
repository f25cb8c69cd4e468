import { expect, test } from 'vitest';
import { catchUp } from '../../src/chat/posted/catch-up.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { noteOutage } from '../../src/domain/rooms/outage.ts';
import { as, between, fail, open } from './moving-rooms.ts';

const outage = { atOnce: false, forAll: true };

test('a restart, or a change in the server, during an outage does not begin its 30 seconds anew', async () => {
  await using at = await between('slack');
  fail(at.slack);
  await at.incident();
  await at.work();
  await at.pass('20 seconds');
  await catchUp(at.ctx, 'slack', false);
  await at.work();
  await at.pass('11 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord']);
});

test('what failed before we were stopped for an hour moves nothing by itself, and a fault after it begins anew', async () => {
  await using at = await between('slack');
  await at.incident();
  await at.work();
  await noteOutage(at.ctx, 'slack', outage);
  await at.pass('1 hour');
  await at.work();
  expect(await open(at)).toEqual(['console', 'slack']);
  await noteOutage(at.ctx, 'slack', outage);
  await at.pass('20 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'slack']);
  await at.pass('11 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord', 'slack']);
});

test('a room on a platform that is not connected any more moves, however late somebody comes to look', async () => {
  await using at = await between('slack');
  await at.incident();
  await at.work();
  at.platforms.delete('slack');
  await noteOutage(at.ctx, 'slack', outage);
  await at.pass('2 minutes');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord', 'slack']);
});

test.each(['a card in a room', 'a room that is to be opened'])('what we cannot draw ourselves is no outage of the platform: %s', async (what) => {
  await using at = await between('slack');
  const broken = (): never => { throw new TypeError('cannot be drawn'); };
  if (what.startsWith('a room')) Object.assign(at.posting, { linkTo: broken });
  const incident = await at.incident();
  await at.work();
  if (what.startsWith('a card')) {
    Object.assign(at.posting, { drawIncident: broken });
    await acknowledge(await as(at, at.night.alice), incident.id);
    await at.work();
  }
  await at.pass('31 seconds');
  await at.work();
  expect(await at.db.sql`select 1 from timers where kind = 'stand-by'`).toHaveLength(0);
  expect((await open(at)).includes('discord')).toBe(false);
});
