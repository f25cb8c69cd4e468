import { afterEach, describe, expect, test, vi } from 'vitest';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

afterEach(() => { vi.useRealTimers(); });
const hour = 3_600_000;
/** The node's clock is off by so much from now on; the database's stays. */
const skew = (ms: number): void => {
  const real = performance.timeOrigin + performance.now();
  vi.useFakeTimers({ toFake: ['Date'], now: real + ms });
};

const down = alertmanagerBody([{ name: 'RedisDown' }]);
const pages = (world: World) => world.app.sql<{ who: string; slot: string }[]>`select u.username as who, n.slot from notifications n join users u on u.id = n.user_id where n.is_page and n.means = 'CHAT' order by n.created_at, u.username`;
const told = (world: World, who: string, slot: string) => world.until(`${who} is told in ${slot}`, async () => (await pages(world)).some((page) => page.who === who && page.slot === slot));
/** Every instant that was written about the incident, in minutes after it was opened, by the one clock. */
const spread = async ({ app: { sql } }: World): Promise<{ least: number; most: number }> => (await sql<{ least: number; most: number }[]>`
  select min(extract(epoch from at - i.created_at) / 60)::float8 as least, max(extract(epoch from at - i.created_at) / 60)::float8 as most from incidents i, lateral (
    select t.at from timeline t where t.incident_id = i.id union all select n.created_at from notifications n where n.incident_id = i.id union all select n.sent_at from notifications n where n.incident_id = i.id and n.sent_at is not null
    union all select r.began_at from runs r where r.incident_id = i.id union all select i.acknowledged_at where i.acknowledged_at is not null) every(at)`)[0]!;

describe.each([['an hour ahead', hour], ['an hour behind', -hour], ['five minutes ahead', hour / 12], ['five minutes behind', -hour / 12]])('the node’s clock is %s of the database’s', (_, off) => {
  test('one clock decides, the database’s: steps come when they are due, once each, and no duration is negative', async () => {
    await using world = await aWorld();
    skew(off);
    await world.post('alertmanager', down);
    await told(world, 'alice', '1.0');
    // Nothing comes early: the next due moment is five minutes off for the database.
    const [due] = await world.app.sql<{ minutes: number }[]>`select round(extract(epoch from due_at - imas_now()) / 60)::int as minutes from timers where kind = 'escalate'`;
    expect(due).toEqual({ minutes: 5 });
    expect(await pages(world)).toEqual([{ who: 'alice', slot: '1.0' }]);
    await world.advance('5 minutes');
    await told(world, 'max', '1.2');
    expect((await pages(world)).map(({ slot }) => slot)).toEqual(['1.0', '1.2']);
    await world.say('max', '/incident ack INC-1');
    const { least, most } = await spread(world);
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeLessThan(6);
    const { kpis } = (await world.api('ada', 'GET', 'incidents/INC-1/')).body as { kpis: Record<string, number | null> };
    expect(kpis['mtta_seconds']).toBeGreaterThanOrEqual(300);
    expect(kpis['mtta_seconds']).toBeLessThan(360);
    expect(kpis['mttd_seconds']).toBeGreaterThanOrEqual(0);
    expect(await world.app.sql`select 1 from timers where kind = 'escalate'`).toEqual([]);
  });
});

test('the node’s clock jumps back and forth in the middle: nothing is doubled, nothing skipped', async () => {
  await using world = await aWorld();
  await world.post('alertmanager', down);
  await told(world, 'alice', '1.0');
  skew(hour);
  await world.advance('5 minutes');
  await told(world, 'max', '1.2');
  skew(-hour);
  await world.advance('10 minutes');
  await told(world, 'bea', '1.3');
  expect((await pages(world)).map(({ who, slot }) => `${slot} ${who}`)).toEqual(['1.0 alice', '1.2 max', '1.3 alice', '1.3 bea', '1.3 max']);
});

test('the database’s clock jumps an hour ahead: what is late comes once, now; an hour back: what was carried out is not carried out again', async () => {
  await using world = await aWorld();
  await world.post('alertmanager', down);
  await told(world, 'alice', '1.0');
  await world.advance('1 hour');
  await told(world, 'bea', '1.3');
  const late = (await pages(world)).map(({ who, slot }) => `${slot} ${who}`);
  expect(late).toEqual([...new Set(late)]);
  await world.advance('-1 hour');
  await world.advance('1 hour');
  await world.until('the ladder has looked again', async () => (await world.app.sql`select 1 from timers where kind = 'escalate' and due_at > imas_now()`).length === 1);
  const after = (await pages(world)).map(({ who, slot }) => `${slot} ${who}`);
  expect(after).toEqual([...new Set(after)]);
  // In the order of a clock that was put back, what came late may stand before what came early.
  expect(after).toEqual(expect.arrayContaining(late));
});

test('somebody acknowledges after the database’s clock was put back: no negative duration is told', async () => {
  await using world = await aWorld();
  await world.post('alertmanager', down);
  await told(world, 'alice', '1.0');
  await world.advance('-1 hour');
  await world.say('alice', '/incident ack INC-1');
  await world.say('alice', '/incident resolve INC-1 fixed');
  const { kpis } = (await world.api('ada', 'GET', 'incidents/INC-1/')).body as { kpis: Record<string, number | null> };
  for (const seconds of Object.values(kpis)) expect(seconds).toBeGreaterThanOrEqual(0);
  const { body } = await world.api('ada', 'GET', 'metrics/summary/');
  expect(JSON.stringify(body)).not.toMatch(/:-\d/);
});
