import { expect, test } from 'vitest';
import { providerKinds } from '../../src/app/ports.ts';
import { addContact } from '../../src/domain/people/add-contact.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { fakeHttp } from '../fakes/http.ts';
import { aWorld, alertmanagerBody } from '../world.ts';

test('of pages that leave together, those that were taken are written down while another one’s receiver does not answer', async () => {
  await using world = await aWorld();
  // Gone first: whoever waits for it at the end waits no longer.
  await using receiver = await fakeHttp();
  const { ctx, sql, ports } = world.app;
  await addProvider(ctx, { name: 'hook', kind: 'WEBHOOK', config: { url: receiver.url } }, { providerKinds, sealer: ports.sealer });
  await addContact(ctx, { userId: world.night.alice, means: 'WEBHOOK', address: `${receiver.url}/alice` });
  await editSource(ctx, 'prom', { grouping: 'service+alertname' }, ports.sealer);
  receiver.answer(({ path }) => (path === '/alice' && receiver.requests.filter((one) => one.path === path).length === 1 ? 'hang' : { status: 200 }));
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }, { name: 'RedisSlow' }, { name: 'RedisFull' }]));
  const pages = () => sql<{ status: string }[]>`select status from notifications where is_page and means = 'WEBHOOK' order by 1`;
  await world.until('two are written down', async () => (await pages()).filter(({ status }) => status === 'accepted').length === 2);
  expect((await pages()).map(({ status }) => status)).toEqual(['accepted', 'accepted', 'sending']);
});
