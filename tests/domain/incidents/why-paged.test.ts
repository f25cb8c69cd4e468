import { expect, test } from 'vitest';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { notificationsOf } from '../../../src/domain/incidents/notifications-of.ts';
import { whyPaged } from '../../../src/domain/incidents/why-paged.ts';
import { aDatabase, aPerson } from '../../database.ts';
import { aNight } from '../../night.ts';

/** An incident about which bea was told by chat; a call is still to come, and further ones as long as nobody answers. */
async function aCall() {
  const database = await aDatabase();
  const night = await aNight(database.ctx());
  const bea = database.ctx(aPerson(night.bea, 'Operators'));
  const { id } = await declare(bea, { title: 'Down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  await database.sql`
    insert into notifications (incident_id, run_id, user_id, purpose, means, address, is_page, status, sent_at, after_seconds, why)
    select ${id}, r.id, ${night.bea}, 'page', means, address, true, status, case when status = 'queued' then null else imas_now() end, after_seconds, why::jsonb
    from runs r, (values ('CHAT', '', 'delivered', 0, '{}'), ('VOICE', '+33600000001', 'queued', 180, '{}'), ('VOICE', '+33600000001', 'queued', 300, '{"repeat":true}'), ('VOICE', '+33600000001', 'queued', 420, '{"repeat":true}')) n(means, address, status, after_seconds, why)
    where r.incident_id = ${id}`;
  const shown = async () => [(await whyPaged(bea, id)).pages.map(({ means }) => means).toSorted(), (await notificationsOf(bea, id)).filter(({ to }) => to === 'bea').map(({ means }) => means).toSorted()];
  return { bea, id, shown, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test('what led to a page, and what was sent, name what left and what comes next, not each call that may follow', async () => {
  await using call = await aCall();
  expect(await call.shown()).toEqual([['CHAT', 'VOICE'], ['CHAT', 'VOICE']]);
});

test('after somebody took it, a call that will never come is not named', async () => {
  await using call = await aCall();
  await acknowledge(call.bea, call.id);
  expect(await call.shown()).toEqual([['CHAT'], ['CHAT']]);
});
