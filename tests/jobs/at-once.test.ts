import { expect, test } from 'vitest';
import type { Tx } from '../../src/context.ts';
import { transaction } from '../../src/db/transaction.ts';
import { advance } from '../../src/domain/escalation/advance.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import { claim, claimedAtOnce, releaseClaims } from '../../src/domain/notifications/claim.ts';
import { settle } from '../../src/domain/notifications/settle.ts';
import { makeAtOnce } from '../../src/jobs/at-once.ts';
import { aDatabase } from '../database.ts';
import { aNight } from '../night.ts';

const replica = 7;

async function aDueStep() {
  const db = await aDatabase();
  const night = await aNight(db.ctx());
  await db.sql`insert into contacts (user_id, means, address, set_by_admin) values (${night.alice}, 'EMAIL', 'alice@example.org', true) on conflict do nothing`;
  await db.sql`insert into providers (name, kind, config) values ('mail', 'SMTP', '{}')`;
  await declare(db.ctx(), { title: 'Down', severity: 'SEV1_CRITICAL', service: 'redis-prod', via: 'person', lead: false });
  const [run] = await db.sql<[{ id: string }]>`select id from runs`;
  db.jobs.length = 0;
  return { ...db, db, night, step: (tx: Tx) => advance(tx, [run.id]) };
}

const pages = ({ sql }: Awaited<ReturnType<typeof aDueStep>>['db']) => sql<{ means: string; status: string; claimed_by: number | null; attempts: number }[]>`select means, status, claimed_by, attempts from notifications order by means`;

test('what wakes people is claimed by what writes it, and what nudges them goes through the queue', async () => {
  await using at = await aDueStep();
  const sent: string[][] = [];
  const atOnce = makeAtOnce(at.db.ctx(), replica, async (ids) => { sent.push([...ids]); });
  await atOnce.through((ctx) => transaction(ctx, at.step));
  const written = await pages(at.db);
  expect(written).toContainEqual({ means: 'EMAIL', status: 'sending', claimed_by: replica, attempts: 1 });
  expect(written).toContainEqual({ means: 'CHAT', status: 'queued', claimed_by: null, attempts: 0 });
  expect(sent).toHaveLength(1);
  expect(await claimedAtOnce(at.db.ctx(), sent[0]!, replica)).toMatchObject([{ means: 'EMAIL', address: 'alice@example.org', username: 'alice' }]);
  expect(at.db.jobs.filter(({ name }) => name === 'deliver').flatMap(({ payload }) => (payload as { notificationIds: string[] }).notificationIds)).not.toContain(sent[0]![0]);
});

test('of a transaction that is rolled back nothing is there to be sent', async () => {
  await using at = await aDueStep();
  const found: number[] = [];
  const atOnce = makeAtOnce(at.db.ctx(), replica, async (ids) => { found.push((await claimedAtOnce(at.db.ctx(), ids, replica)).length); });
  await expect(atOnce.through((ctx) => transaction(ctx, async (tx) => {
    await at.step(tx);
    throw new Error('the plug was pulled');
  }))).rejects.toThrow('the plug was pulled');
  await atOnce.stop();
  expect(found).toEqual([0]);
});

test('while as many are under way as there is room for, pages go through the queue', async () => {
  await using at = await aDueStep();
  const release = Promise.withResolvers<void>();
  const atOnce = makeAtOnce(at.db.ctx(), replica, () => release.promise);
  await atOnce.through(async (ctx) => { for (let n = 0; n < 2000; n++) ctx.claims!.ids.add(String(n)); });
  await atOnce.through((ctx) => transaction(ctx, at.step));
  expect((await pages(at.db)).map(({ status }) => status)).not.toContain('sending');
  release.resolve();
  await atOnce.stop();
});

test('what a process that died had written and not sent leaves by a job, and only that', async () => {
  await using at = await aDueStep();
  const atOnce = makeAtOnce(at.db.ctx(), replica, async () => {});
  await atOnce.through((ctx) => transaction(ctx, at.step));
  at.db.jobs.length = 0;
  expect(await releaseClaims(at.db.ctx(), replica + 1)).toBe(0);
  expect(await releaseClaims(at.db.ctx(), replica)).toBe(1);
  expect(await pages(at.db)).toContainEqual({ means: 'EMAIL', status: 'queued', claimed_by: null, attempts: 1 });
  expect(at.db.jobs.map(({ name }) => name)).toEqual(['deliver']);
});

test('a page that is tried for longer than a day, or lay for as long as everything stood still, is given back all the same when its process dies', async () => {
  await using at = await aDueStep();
  const atOnce = makeAtOnce(at.db.ctx(), replica, async () => {});
  await atOnce.through((ctx) => transaction(ctx, at.step));
  await at.db.advance('2 days');
  expect(await releaseClaims(at.db.ctx(), replica)).toBe(1);
  await at.db.advance('60 days');
  const ids = (await at.db.sql<{ id: string }[]>`select id from notifications where means = 'EMAIL'`).map(({ id }) => id);
  expect(await claim(at.db.ctx(), ids, replica)).toHaveLength(1);
  expect(await releaseClaims(at.db.ctx(), replica)).toBe(1);
});

test('the receipt of a page that left at once changes nothing that is indexed', async () => {
  await using at = await aDueStep();
  const atOnce = makeAtOnce(at.db.ctx(), replica, async () => {});
  await atOnce.through((ctx) => transaction(ctx, at.step));
  const stage = () => at.db.sql`select stage from notifications where means = 'EMAIL'`;
  const before = await stage();
  const [claimed] = await claimedAtOnce(at.db.ctx(), (await at.db.sql<{ id: string }[]>`select id from notifications where means = 'EMAIL'`).map(({ id }) => id), replica);
  await settle(at.db.ctx(), [{ claimed: claimed!, verdict: { ok: true, state: 'accepted' } }]);
  expect(await pages(at.db)).toContainEqual({ means: 'EMAIL', status: 'accepted', claimed_by: null, attempts: 1 });
  expect(await stage()).toEqual(before);
});
