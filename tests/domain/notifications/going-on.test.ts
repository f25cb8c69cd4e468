import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sweepEscalations } from '../../../src/domain/escalation/sweep.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { reopen } from '../../../src/domain/incidents/reopen.ts';
import { resolve } from '../../../src/domain/incidents/resolve.ts';
import { bundle } from '../../../src/domain/notifications/bundle.ts';
import { claim } from '../../../src/domain/notifications/claim.ts';
import { noteOutcome } from '../../../src/domain/notifications/note-outcome.ts';
import { settle } from '../../../src/domain/notifications/settle.ts';
import { actorOf } from '../../../src/domain/people/actor-of.ts';
import { aDatabase, type TestDatabase } from '../../database.ts';
import { aNight, type Night } from '../../night.ts';

let db: TestDatabase;
let night: Night;
let incident: string;
let run: string;
beforeEach(async () => {
  db = await aDatabase();
  night = await aNight(db.ctx());
  incident = (await declare(db.ctx((await actorOf(db.ctx(), night.max, 'console'))!), { title: 'Down', severity: 'SEV1_CRITICAL', service: 'redis-prod', via: 'person', lead: false })).id;
  [{ id: run }] = await db.sql<[{ id: string }]>`update runs set policy = '{"steps":[{},{},{}]}', next_step = 1 where incident_id = ${incident} returning id`;
  await db.sql`update timers set due_at = imas_now() + interval '10 minutes' where kind = 'escalate'`;
});
afterEach(() => db[Symbol.asyncDispose]());

interface Given { user?: string; means?: string; address?: string; slot?: string; status?: string; after?: number; ago?: number; why?: object }
async function aPage({ user = night.alice, means = 'SMS', address = '+33600000001', slot = '1.0', status = 'queued', after = 0, ago = 0, why = {} }: Given = {}): Promise<string> {
  const [row] = await db.sql<[{ id: string }]>`
    insert into notifications (incident_id, run_id, user_id, purpose, means, address, slot, status, after_seconds, why, is_page, created_at, sent_at)
    values (${incident}, ${run}, ${user}, 'page', ${means}, ${address}, ${slot}, ${status}, ${after}, ${JSON.stringify({ urgency: 'high', ...why })}::jsonb, true, imas_now() - make_interval(secs => ${ago}), case when ${status} = 'queued' then null else imas_now() - make_interval(secs => ${ago}) end) returning id`;
  return row.id;
}
async function refused(id: string): Promise<void> {
  const [claimed] = await claim(db.ctx(), [id], 1);
  await settle(db.ctx(), [{ claimed: claimed!, verdict: { ok: false, retry: false, error: 'no' } }]);
}
const stepIsDue = async () => (await db.sql<[{ now: boolean }]>`select due_at <= imas_now() as now from timers where kind = 'escalate'`)[0].now;

test('a step that reached nobody brings the next one at once', async () => {
  await refused(await aPage());
  expect(await stepIsDue()).toBe(true);
});

test('what an earlier step still tries brings no later one before its time', async () => {
  const late = await aPage({ ago: 300 });
  await aPage({ user: night.bea, slot: '1.1', status: 'accepted', ago: 10 });
  await refused(late);
  expect(await stepIsDue()).toBe(false);
});

test('the next means is brought forward, and one that is being carried out at this instant is not waited for', async () => {
  const [first, next] = [await aPage(), await aPage({ means: 'VOICE', after: 120 })];
  await db.sql`insert into timers (kind, subject, due_at) values ('nudge', ${next}, imas_now() + interval '2 minutes')`;
  await db.sql.begin(async (other) => {
    await other`delete from timers where kind = 'nudge'`;
    await refused(first);
  });
  expect(await stepIsDue()).toBe(false);
  const again = await aPage({ slot: '1.1' });
  const after = await aPage({ slot: '1.1', means: 'VOICE', after: 120 });
  await db.sql`insert into timers (kind, subject, due_at) values ('nudge', ${after}, imas_now() + interval '2 minutes')`;
  await refused(again);
  expect(await db.sql`select due_at <= imas_now() as now from timers where kind = 'nudge'`).toEqual([{ now: true }]);
});

test('a number that a vendor says is none is not rung again', async () => {
  const told = await aPage({ status: 'accepted' });
  const again = await aPage({ after: 120, why: { repeat: true } });
  await noteOutcome(db.ctx(), told, { state: 'failed', why: 'unknown handset', badAddress: true });
  expect(await db.sql`select status from notifications where id = ${again}`).toEqual([{ status: 'dropped' }]);
});

test('a receipt that comes after the vendor’s last word is written all the same', async () => {
  const id = await aPage({ means: 'VOICE' });
  const [claimed] = await claim(db.ctx(), [id], 1);
  await noteOutcome(db.ctx(), id, { state: 'failed', why: 'busy' });
  await settle(db.ctx(), [{ claimed: claimed!, verdict: { ok: true, state: 'accepted', receipt: 'CA1' } }]);
  expect(await db.sql`select status, receipt, error from notifications where id = ${id}`).toEqual([{ status: 'failed', receipt: 'CA1', error: 'busy' }]);
});

test('what is told to a provider goes on behind one that was overtaken', async () => {
  const [provider] = await db.sql<[{ id: string }]>`insert into providers (name, kind, config) values ('hook', 'WEBHOOK', '{}') returning id`;
  const told = async (purpose: string, status: string, at: string) => (await db.sql<[{ id: string }]>`
    insert into notifications (incident_id, purpose, means, address, slot, status, created_at, provider_id) values (${incident}, ${purpose}, 'WEBHOOK', '', ${purpose}, ${status}, ${at}::timestamptz, ${provider.id}) returning id`)[0].id;
  const retried = await told('opened', 'queued', '2026-01-01T00:00Z');
  await told('acknowledged', 'accepted', '2026-01-01T00:01Z');
  const waiting = await told('resolved', 'queued', '2026-01-01T00:02Z');
  expect(await claim(db.ctx(), [waiting], 1)).toEqual([]);
  db.jobs.length = 0;
  expect(await claim(db.ctx(), [retried], 1)).toEqual([]);
  expect(db.jobs).toMatchObject([{ name: 'deliver', payload: { notificationIds: [waiting] } }]);
});

test('pages that come one by one are gathered once they are more than five in five minutes', async () => {
  for (let n = 0; n < 5; n++) await aPage({ slot: `2.${n}`, status: 'accepted', ago: 200 - n });
  const sixth = await claim(db.ctx(), [await aPage({ slot: '3.0' })], 1);
  const { messages, bundled } = await bundle(db.ctx(), sixth);
  expect(bundled).toEqual(messages);
  await db.sql`update notifications set bundle_id = id, status = 'accepted' where id = ${sixth[0]!.id}`;
  const seventh = await claim(db.ctx(), [await aPage({ slot: '3.1' })], 1);
  expect(await bundle(db.ctx(), seventh)).toEqual({ messages: [], bundled: [], later: seventh });
});

test('a reopened incident is watched for being forgotten', async () => {
  const alice = db.ctx((await actorOf(db.ctx(), night.alice, 'console'))!);
  await resolve(alice, incident);
  await reopen(alice, incident);
  expect(await db.sql`select 1 from timers where kind = 'still-on-it' and subject = ${incident}`).toHaveLength(1);
});

test('the sweep sends what a living process claimed and never heard of, and leaves what is claimed anew, however the clock jumps', async () => {
  const [{ id: living }] = await db.sql<[{ id: number }]>`insert into replicas (host, pid) values ('here', 1) returning id`;
  const [lost, tried] = [await aPage({ status: 'sending' }), await aPage({ status: 'sending', slot: '1.1' })];
  await db.sql`update notifications set claimed_by = ${living}, attempts = 1`;
  await db.advance('1 hour');
  vi.useFakeTimers({ toFake: ['performance'] });
  const swept = async (afterMs: number): Promise<unknown[]> => {
    vi.advanceTimersByTime(afterMs);
    db.jobs.length = 0;
    await sweepEscalations(db.ctx());
    return db.jobs.filter(({ name }) => name === 'deliver').map(({ payload }) => payload);
  };
  expect(await swept(0)).toEqual([]);
  await db.sql`update notifications set attempts = 2 where id = ${tried}`;
  expect(await swept(300_000)).toEqual([{ notificationIds: [lost] }]);
  vi.useRealTimers();
  expect(await claim(db.ctx(), [lost, tried], living)).toMatchObject([{ id: lost, attempts: 2 }]);
});

test('the sweep leaves what waits for room at its provider to be gathered', async () => {
  const waits = await aPage({ ago: 600 });
  await db.sql`update notifications set error = 'waiting for its turn' where id = ${waits}`;
  db.jobs.length = 0;
  await sweepEscalations(db.ctx());
  expect(db.jobs.filter((job) => job.name === 'deliver')).toMatchObject([{ payload: { notificationIds: [waits], isCrowded: true } }]);
});

test('a means that was used already is not repeated sooner because an earlier one reached nobody', async () => {
  const first = await aPage({ means: 'EMAIL', address: 'alice@example.org' });
  await aPage({ status: 'accepted', after: 60 });
  const repeat = await aPage({ after: 180, why: { repeat: true } });
  await db.sql`insert into timers (kind, subject, due_at) values ('nudge', ${repeat}, imas_now() + interval '2 minutes')`;
  await refused(first);
  expect(await db.sql`select 1 from timers where kind = 'nudge' and due_at <= imas_now()`).toEqual([]);
});
