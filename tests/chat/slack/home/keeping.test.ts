import { expect, test } from 'vitest';
import { acknowledge } from '../../../../src/domain/incidents/acknowledge.ts';
import { declare } from '../../../../src/domain/incidents/declare.ts';
import { as } from '../../../domain/people/someone.ts';
import { homes, type Homes } from './a-home.ts';

const opened = async (it: Homes) => {
  const alice = await it.linked('alice');
  const { id } = await declare(it.db.ctx(await as(it.db, it.night.alice)), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  await alice.openHome();
  await it.until(alice, 'waits for you');
  return { alice, take: async () => acknowledge(it.db.ctx(await as(it.db, it.night.bea)), id) };
};
const rename = (it: Homes, name: string) => it.db.sql`update teams set name = ${name} where id = ${it.night.team}`;
const published = (it: Homes) => it.slack.callsOf('views.publish').length;

test('what reads the same is not sent again', async () => {
  await using it = await homes();
  const { alice } = await opened(it);
  const before = published(it);
  await it.db.sql`update incidents set card_wanted = card_wanted + 1`;
  await rename(it, 'Platform');
  await it.until(alice, 'Platform');
  expect(published(it) - before).toBe(1);
});

test('many changes at once are shown in few goes, the last of them too', async () => {
  await using it = await homes({ pauseMs: 300 });
  const { alice } = await opened(it);
  const before = published(it);
  for (let n = 0; n < 40; n++) await rename(it, `Team no. ${n}`);
  await it.until(alice, 'Team no. 39');
  expect(published(it) - before).toBeLessThan(6);
});

test('opened is opened: it is drawn anew although nothing changed', async () => {
  await using it = await homes();
  const { alice } = await opened(it);
  const before = published(it);
  await alice.openHome();
  await it.slack.until('the page drawn anew', () => published(it) > before);
});

test('a replica that was started later keeps it true, and one whose drawer died does too', async () => {
  await using it = await homes();
  const { alice, take } = await opened(it);
  await it.home.stop();
  await it.db.sql`update chat_homes set drawing_until = imas_now() + interval '200 ms'`;
  it.another();
  await take();
  await it.until(alice, 'Acknowledged by bea');
});

test('a 429 is waited for, and then it is shown', async () => {
  await using it = await homes();
  const { alice, take } = await opened(it);
  it.slack.fail('views.publish', { retryAfter: 1, times: 1 });
  const refusedAt = performance.now();
  await take();
  await it.until(alice, 'Acknowledged by bea');
  expect(performance.now() - refusedAt).toBeGreaterThan(900);
});

test('whoever left the workspace is left alone until they open it again', async () => {
  await using it = await homes();
  const { take } = await opened(it);
  it.slack.fail('views.publish', { error: 'user_not_found', times: 1 });
  await take();
  await expect.poll(() => it.db.sql`select 1 from chat_homes`).toHaveLength(0);
});
