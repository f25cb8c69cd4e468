import { expect, test } from 'vitest';
import { aWorld, alertmanagerBody } from '../world.ts';

const pagesOf = (world: Awaited<ReturnType<typeof aWorld>>) => world.app.sql<{ username: string; means: string; status: string; slot: string }[]>`
  select u.username, n.means, n.status, n.slot from notifications n join users u on u.id = n.user_id where n.is_page order by n.created_at, u.username`;

test('an alert opens an incident with card and room, and pages whoever is on call', async () => {
  await using world = await aWorld();
  expect((await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]))).status).toBe(202);
  await world.until('Alice is paged', async () => (await pagesOf(world)).some((page) => page.username === 'alice' && page.status === 'delivered'));
  await world.until('the room is open', async () => (await world.app.sql`select 1 from rooms`)[0]);
  await world.until('the team sees the card', async () => (await world.app.sql`select 1 from posted_cards where purpose = 'team' and message_id is not null`)[0]);
});

test('nobody answers: the backup step finds nobody and goes on at once, then managers, then the team', async () => {
  await using world = await aWorld();
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  await world.until('Alice is paged', async () => (await pagesOf(world)).length >= 1);
  await world.advance('5 minutes');
  await world.until('Max is paged early', async () => (await pagesOf(world)).some((page) => page.username === 'max'));
  await world.advance('10 minutes');
  await world.until('the whole team is paged', async () => (await pagesOf(world)).some((page) => page.username === 'bea'));
  await world.advance('15 minutes');
  await world.until('the ladder starts over and pages administrators too', async () => (await pagesOf(world)).some((page) => page.username === 'ada' && page.slot.startsWith('2.')));
});

test('acknowledging ends the run: nobody is paged any further', async () => {
  await using world = await aWorld();
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  await world.until('Alice is paged', async () => (await pagesOf(world)).length >= 1);
  const answer = await world.press('alice', 'incident/ack', { incident: 'INC-1' });
  expect(answer.kind).toBe('card');
  const before = (await pagesOf(world)).length;
  await world.advance('2 hours');
  await world.until('the card says who has it', async () => (await world.app.sql`select 1 from console_messages where card::text like '%Acknowledged by alice%'`)[0]);
  expect((await pagesOf(world)).length).toBe(before);
  expect(await world.app.sql`select 1 from timers where kind = 'escalate'`).toHaveLength(0);
  await world.until('the console is quiet', async () => (await world.app.sql`select 1 from console_messages where pages <> '{}'`).length === 0);
});
