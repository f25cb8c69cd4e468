import { expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeNtfy, type FakeNtfy, type NtfyMessage } from '../fakes/ntfy.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

async function aRing(world: World, server: FakeNtfy): Promise<NtfyMessage> {
  await addProvider(world.app.ctx, { name: 'phones', kind: 'NTFY', config: { server_url: server.url } }, world.app.ports);
  await world.app.sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'NTFY', 'alice-phone', now())`;
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  return world.until('her phone rings', async () => server.on('alice-phone').at(-1));
}
const looks = (server: FakeNtfy) => server.http.requests.filter(({ method }) => method === 'GET').length;
const refused = async (world: World) => (await world.app.sql<{ n: number | null }[]>`select (state->>'refused')::int as n from provider_cursors`)[0]?.n ?? 0;
const status = async (world: World) => (await world.app.sql<{ status: string }[]>`select status from incidents where number = 1`)[0]?.status;

test('words that are forged, foreign or used before do nothing and are counted; the true one counts once', async () => {
  await using server = await fakeNtfy();
  await using world = await aWorld();
  const ring = await aRing(world, server);
  const { url, body } = ring.actions![0]!;
  const say = (text: string) => fetch(url, { method: 'POST', body: text });
  const word = body!.split(' ')[1]!;
  for (const text of ['hello', 'ack', `ack ${word.slice(0, -2)}xx`, `ack ${word}; drop table users`, `resolve ${word}`, `ack ${'a'.repeat(500)}.b`]) await say(text);
  await world.until('they are counted', async () => (await refused(world)) === 6);
  expect(await status(world)).toBe('TRIGGERED');
  await say(body!);
  await say(body!);
  await world.until('it is acknowledged', async () => (await status(world)) === 'ACKNOWLEDGED');
  await world.until('the second one is counted', async () => (await refused(world)) === 7);
  expect(await world.app.sql`select 1 from timeline where kind = 'acknowledged'`).toHaveLength(1);
});

test('“I can’t” on the phone brings the next step at once', async () => {
  await using server = await fakeNtfy();
  await using world = await aWorld();
  await server.tap(await aRing(world, server), 'I can’t');
  await world.until('it is on the timeline', async () => (await world.app.sql`select 1 from timeline where kind = 'passed_on'`)[0]);
  expect(await status(world)).toBe('TRIGGERED');
});

test('nobody asks the server any more once there is nothing to answer', async () => {
  await using server = await fakeNtfy();
  await using world = await aWorld();
  await aRing(world, server);
  await world.until('answers are looked for', async () => looks(server) > 0);
  await world.say('alice', '/incident ack INC-1');
  await world.until('the last look is over', async () => (await world.app.sql`select 1 from timers where kind = 'read-taps'`).length === 0);
  expect(await world.app.sql`select 1 from provider_cursors where asked_until is not null`).toEqual([]);
});

test('two replicas look no more often than one', async () => {
  await using server = await fakeNtfy();
  await using world = await aWorld();
  await world.another();
  await aRing(world, server);
  const began = performance.now();
  await world.until('three looks', async () => looks(server) >= 3);
  expect(performance.now() - began).toBeGreaterThan(5000);
});
