import { expect, test } from 'vitest';
import { codesOf } from '../../src/domain/notifications/reply-codes.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { testSealer } from '../night.ts';
import { aWorld, alertmanagerBody } from '../world.ts';

test('a provider that has no room for a while gets one message of what gathered', async () => {
  await using ovh = await fakeOvh();
  await using world = await aWorld();
  const { ctx, ports, sql } = world.app;
  await editSource(ctx, 'prom', { grouping: 'service+alertname' }, testSealer);
  const { id } = await addProvider(ctx, { name: 'sms', kind: 'OVH_SMS', config: { ...ovhKeys, endpoint: ovh.endpoint, sender: 'IMAS' } }, ports);
  await sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'SMS', '+33600000001', now())`;
  await sql`insert into notification_rules (user_id, urgency, position, means, after_seconds) values (${world.night.alice}, 'high', 1, 'SMS', 0)`;
  // Room again in two seconds, five messages a second.
  await sql`insert into provider_budgets (provider_id, tokens, at) values (${id}, -10, imas_now())`;
  for (const name of ['A', 'B', 'C']) await world.post('alertmanager', alertmanagerBody([{ name }], `{}:{${name}}`));
  await world.until('they wait', async () => (await sql`select 1 from notifications where status = 'queued' and sent_at is null and attempts = 0 and means = 'SMS'`).length === 3);
  const sms = await ovh.next('+33600000001');
  expect(sms.message).toMatch(/SEV1 redis-prod.*2 more on redis-prod/s);
  await world.until('one receipt for all', async () => (await sql`select 1 from notifications where status in ('accepted', 'delivered') and bundle_id is not null and means = 'SMS'`).length === 3);
  expect(ovh.sent).toHaveLength(1);
  // One letter answers for all of them, and none was given to what was not sent.
  expect((await codesOf(ctx, '+33600000001')).map(({ incidents }) => incidents.length)).toEqual([3]);
});
