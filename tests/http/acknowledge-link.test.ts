import { afterAll, beforeEach, expect, test } from 'vitest';
import { makeLink } from '../../src/domain/notifications/acknowledge-link.ts';
import { keyFrom } from '../../src/secrets.ts';
import { aWorld } from '../world.ts';

const world = await aWorld();
afterAll(() => world[Symbol.asyncDispose]());
const keys = { current: keyFrom('a key for tests, long enough, 0123456789'), old: [] };
let number = 0;
let path = '';
const state = async () => (await world.app.sql<{ status: string; holder: string | null }[]>`select i.status, u.username as holder from incidents i left join users u on u.id = i.holder_id where i.number = ${number}`)[0];
const press = (at = path) => fetch(world.url + at, { method: 'POST' });
const linkFor = async (user: string) => {
  const [row] = await world.app.sql<{ id: string }[]>`select id from incidents where number = ${number}`;
  const [notification] = await world.app.sql<{ id: string }[]>`select id from notifications where incident_id = ${row!.id} limit 1`;
  return `/acknowledge/${await makeLink(world.app.ctx, keys, { user, incident: row!.id, notification: notification!.id })}`;
};

beforeEach(async () => {
  number += 1;
  await world.app.sql`update incidents set status = 'RESOLVED', resolved_at = imas_now(), resolved_how = 'person' where status <> 'RESOLVED'`;
  await world.api('ada', 'POST', 'incidents/', { title: `Down ${number}`, severity: 'SEV1_CRITICAL', service: 'redis-prod' });
  await world.until('somebody is paged for it', async () => (await world.app.sql`select 1 from notifications n join incidents i on i.id = n.incident_id where i.number = ${number} and n.is_page`)[0]);
  path = await linkFor(world.night.alice);
});

test.each(['GET', 'HEAD'])('%s, as scanners of mail and prefetchers do it, changes nothing, however often', async (method) => {
  for (let times = 0; times < 3; times++) {
    const answer = await fetch(world.url + path, { method });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const page = await answer.text();
    if (method === 'GET') expect(page).toMatch(/Acknowledge as alice[^]*I can’t/);
  }
  expect(await state()).toMatchObject({ status: 'TRIGGERED' });
  expect((await press()).status).toBe(200);
});

test('pressed, it acknowledges as its person; pressed again it says who has it, and changes nothing', async () => {
  expect((await press()).status).toBe(200);
  const again = await press();
  expect([again.status, await again.text()]).toEqual([409, expect.stringMatching(/was already acknowledged by alice at/)]);
  expect(await state()).toEqual({ status: 'ACKNOWLEDGED', holder: 'alice' });
});

test('pressed twice at once, it acknowledges once', async () => {
  const both = await Promise.all([press(), press()]);
  expect(both.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(await world.app.sql`select 1 from timeline t join incidents i on i.id = t.incident_id where i.number = ${number} and t.kind = 'acknowledged'`).toHaveLength(1);
});

test('somebody else was faster: it says who', async () => {
  await world.say('bea', `/incident ack INC-${number}`);
  const late = await press();
  expect([late.status, await late.text()]).toEqual([409, expect.stringMatching(/was already acknowledged by bea at/)]);
  expect(await state()).toMatchObject({ holder: 'bea' });
});

test('looked at while somebody else has it, it says who, and there is nothing to press', async () => {
  await world.say('bea', `/incident ack INC-${number}`);
  const page = await (await fetch(world.url + path)).text();
  expect(page).toMatch(/was already acknowledged by bea at/);
  expect(page).not.toMatch(/<button|I can’t/);
});

test('looked at by whoever was called in besides, it says who has it and is still theirs to answer', async () => {
  await world.say('bea', `/incident ack INC-${number}`);
  await world.say('bea', `/incident page INC-${number} @max`);
  await world.until('Max is paged', async () => (await world.app.sql`select 1 from notifications n join incidents i on i.id = n.incident_id where i.number = ${number} and n.user_id = ${world.night.max}`)[0]);
  const page = await (await fetch(world.url + await linkFor(world.night.max))).text();
  expect(page).toMatch(/acknowledged by bea at[^]*Acknowledge as max/);
  expect(page).not.toContain('I can’t');
});

test('it is over: it says so', async () => {
  await world.say('ada', `/incident resolve INC-${number} fixed`);
  const late = await press();
  expect([late.status, await late.text()]).toEqual([409, expect.stringMatching(/was already resolved by ada at/)]);
});

test('“I can’t” brings the next step, acknowledges nothing, and uses the link up', async () => {
  expect((await press(`${path}/cant`)).status).toBe(200);
  expect(await state()).toMatchObject({ status: 'TRIGGERED' });
  expect((await press()).status).toBe(409);
  expect((await fetch(`${world.url}${path}/cant`)).status).toBe(404);
});

test('a link whose person was disabled does nothing any more', async () => {
  const max = await linkFor(world.night.max);
  await world.app.sql`update users set is_active = false where id = ${world.night.max}`;
  for (const answer of [await fetch(world.url + max), await press(max), await press(`${max}/cant`)]) expect(answer.status).toBe(409);
  expect(await state()).toMatchObject({ status: 'TRIGGERED' });
});

test('a link is good for its own incident and person, for a day', async () => {
  const [content = '', mac = ''] = path.replace('/acknowledge/', '').split('.');
  const read = JSON.parse(Buffer.from(content, 'base64url').toString()) as unknown[];
  const forged = (change: unknown[]) => `/acknowledge/${Buffer.from(JSON.stringify(change)).toString('base64url')}.${mac}`;
  for (const one of [forged([world.night.bea, ...read.slice(1)]), forged([read[0], world.night.service, ...read.slice(2)]), forged([...read.slice(0, 3), 9_999_999_999]), '/acknowledge/x', `/acknowledge/${content}`, `${path}x`]) {
    expect((await press(one)).status).toBe(400);
  }
  await world.app.sql`update test_clock set shift = shift + interval '25 hours'`;
  expect((await press()).status).toBe(400);
  await world.app.sql`update test_clock set shift = shift - interval '25 hours'`;
  expect((await state())!.holder).toBeNull();
});

test('ntfy’s web app may press it from its own address, and hears whether it worked', async () => {
  const answer = await fetch(world.url + path, { method: 'POST', headers: { origin: 'https://ntfy.example.org' } });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
});
