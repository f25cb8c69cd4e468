import { expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeDiscordWebhook } from '../fakes/discord-webhook.ts';
import { fakeNtfy } from '../fakes/ntfy.ts';
import { fakePagerDuty } from '../fakes/pagerduty.ts';
import { aWorld, alertmanagerBody } from '../world.ts';

const phone = (world: Awaited<ReturnType<typeof aWorld>>) => world.app.sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'NTFY', 'alice-phone', now())`;

test.each([[503, 50001], [403, 40301]])('of two servers of one means the second stands in when the first, tried by its priority, answers %i', async (status, code) => {
  await using first = await fakeNtfy();
  await using second = await fakeNtfy();
  await using world = await aWorld();
  await addProvider(world.app.ctx, { name: 'second', kind: 'NTFY', priority: 2, config: { server_url: second.url } }, world.app.ports);
  await addProvider(world.app.ctx, { name: 'first', kind: 'NTFY', priority: 1, config: { server_url: first.url } }, world.app.ports);
  await phone(world);
  first.refuse(status, code, 'not now');
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  await world.until('her phone rings', async () => second.on('alice-phone')[0]);
  expect(first.http.requests.length).toBeGreaterThan(0);
  const receipt = await world.until('the receipt names who took it', async () => (await world.app.sql<{ name: string; status: string }[]>`select p.name, n.status from notifications n join providers p on p.id = n.provider_id where n.means = 'NTFY' and n.status = 'accepted'`)[0]);
  expect(receipt).toMatchObject({ name: 'second' });
  const [row] = await world.app.sql<{ last_error: string }[]>`select last_error from providers where name = 'first'`;
  expect(row!.last_error).toContain('not now');
});

test('a webhook that was deleted in Discord is told to the administrators, and the others still hear', async () => {
  await using channel = await fakeDiscordWebhook();
  await using pd = await fakePagerDuty('R0UT1NG');
  await using world = await aWorld();
  await addProvider(world.app.ctx, { name: 'ops channel', kind: 'DISCORD', config: { webhook_url: channel.url } }, world.app.ports);
  await addProvider(world.app.ctx, { name: 'duty', kind: 'WEBHOOK', config: { format: 'pagerduty', url: pd.url, secret: 'R0UT1NG' } }, world.app.ports);
  channel.remove('webhook');
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  await world.until('PagerDuty heard', async () => pd.alerts[0]);
  await world.until('the administrators read it', async () => (await world.app.sql`select 1 from console_messages where card::text like '%ops channel%' and card::text like '%was deleted%'`)[0]);
});

test('a person’s own webhook never goes out as an alert of PagerDuty’s', async () => {
  await using pd = await fakePagerDuty('R0UT1NG');
  await using world = await aWorld();
  await addProvider(world.app.ctx, { name: 'duty', kind: 'WEBHOOK', priority: 1, config: { format: 'pagerduty', url: pd.url, secret: 'R0UT1NG' } }, world.app.ports);
  await world.app.sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'WEBHOOK', ${`${pd.http.url}/own`}, now())`;
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
  await world.until('it is settled', async () => (await world.app.sql`select 1 from notifications where means = 'WEBHOOK' and user_id is not null and status = 'dead'`)[0]);
  expect(pd.http.requests.every(({ path }) => path === '/v2/enqueue')).toBe(true);
});
