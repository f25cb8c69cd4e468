import { expect, test } from 'vitest';
import type { Context } from '../../../src/context.ts';
import { receive } from '../../../src/domain/alerts/receive.ts';
import type { Signal } from '../../../src/domain/sources/signal.ts';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { addNote } from '../../../src/domain/incidents/note.ts';
import { changeSeverity } from '../../../src/domain/incidents/change-severity.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { resolve } from '../../../src/domain/incidents/resolve.ts';
import { unmute } from '../../../src/domain/incidents/when-due.ts';
import { transaction } from '../../../src/db/transaction.ts';
import { aDatabase, aPerson, type TestDatabase } from '../../database.ts';
import { aNight, firing, over, post, type Night } from '../../night.ts';
import { aReceiving } from '../../receiving.ts';

async function aStory(): Promise<AsyncDisposable & { database: TestDatabase; ctx: Context; night: Night; say(...signals: Signal[]): Promise<void>; incidents(): Promise<Record<string, unknown>[]> }> {
  const database = await aDatabase();
  const ctx = database.ctx();
  const night = await aNight(ctx);
  const receiving = aReceiving(database.sql);
  return {
    database, ctx, night,
    async say(...signals) {
      const [clock] = await database.sql<{ now: Date }[]>`select imas_now() as now`;
      await receive(database.ctx({ kind: 'source', sourceId: night.source, name: 'prom' }), receiving, [post(night.source, signals, clock!.now)]);
      await receiving.repeats.flush();
    },
    incidents: async () => database.sql`select number, status, severity, alerts_firing as firing, alerts_total as total, resolved_how as how from incidents order by number`,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test('alerts of one service become one incident with a run, a due moment and its opening jobs', async () => {
  await using story = await aStory();
  await story.say(firing('RedisDown'), firing('RedisSlow', { severityWord: 'warning' }));
  expect(await story.incidents()).toEqual([{ number: 1, status: 'TRIGGERED', severity: 'SEV1_CRITICAL', firing: 2, total: 2, how: null }]);
  expect(await story.database.sql`select count(*)::int as n from timers where kind = 'escalate'`).toMatchObject([{ n: 1 }]);
  expect(story.database.jobs.map((job) => job.name)).toEqual(expect.arrayContaining(['post-cards', 'open-room']));
  expect(await story.database.sql`select outcome, severity, deliveries from alerts order by name`).toMatchObject([{ outcome: 'incident', severity: 'SEV1_CRITICAL' }, { outcome: 'incident', severity: 'SEV3_MEDIUM' }]);
});

test('a source remembers when its first alert came', async () => {
  await using story = await aStory();
  const read = async () => (await story.database.sql<{ at: Date | null }[]>`select first_alert_at as at from sources where id = ${story.night.source}`)[0]!.at;
  expect(await read()).toBeNull();
  await story.say(firing('RedisDown'));
  const first = await read();
  expect(first).toBeInstanceOf(Date);
  await story.say(firing('RedisSlow'));
  expect(await read()).toEqual(first);
});

test('repeats are counted and tell nobody', async () => {
  await using story = await aStory();
  await story.say(firing('RedisDown'));
  const jobs = story.database.jobs.length;
  for (let n = 0; n < 3; n++) await story.say(firing('RedisDown'));
  expect(await story.database.sql`select deliveries from alerts`).toMatchObject([{ deliveries: 4 }]);
  expect(story.database.jobs).toHaveLength(jobs);
  expect(await story.database.sql`select count(*)::int as n from raw_posts`).toMatchObject([{ n: 1 }]);
});

test('an incident nobody works on resolves when its last alert clears, not before', async () => {
  await using story = await aStory();
  await story.say(firing('A'), firing('B'));
  await story.say(over('A'));
  expect(await story.incidents()).toMatchObject([{ status: 'TRIGGERED', firing: 1 }]);
  await story.say(over('B'));
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED', firing: 0, how: 'monitoring' }]);
  expect(await story.database.sql`select count(*)::int as n from runs where ended_at is null`).toMatchObject([{ n: 0 }]);
  expect(await story.database.sql`select count(*)::int as n from timers where kind <> 'turns'`).toMatchObject([{ n: 0 }]);
});

test('acknowledging does not keep monitoring from resolving, a note does', async () => {
  await using story = await aStory();
  const alice = story.database.ctx(aPerson(story.night.alice, 'Responders'));
  await story.say(firing('A'));
  await acknowledge(alice, 'INC-1');
  await story.say(over('A'));
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED', how: 'monitoring' }]);
  await story.database.advance('1 hour');
  await story.say(firing('A'));
  await addNote(alice, 'INC-2', 'looking at the disk');
  await story.say(over('A'));
  expect(await story.incidents()).toMatchObject([{}, { status: 'MITIGATED' }]);
  expect(story.database.jobs.map((job) => job.name)).toContain('ask-resolve');
});

test('a re-fire within fifteen minutes reopens the same incident in a new run', async () => {
  await using story = await aStory();
  await story.say(firing('A'));
  await story.say(over('A'));
  await story.database.advance('14 minutes');
  await story.say(firing('A'));
  expect(await story.incidents()).toMatchObject([{ number: 1, status: 'TRIGGERED', firing: 1, total: 2 }]);
  expect(await story.database.sql`select number, reason, ended_at is null as live from runs order by number`).toMatchObject([{ number: 1, live: false }, { number: 2, reason: 'refired', live: true }]);
});

test('a re-fire after sixteen minutes is a new incident', async () => {
  await using story = await aStory();
  await story.say(firing('A'));
  await story.say(over('A'));
  await story.database.advance('16 minutes');
  await story.say(firing('A'));
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED' }, { number: 2, status: 'TRIGGERED' }]);
});

test('the third re-fire within the hour keeps it open after the all clear', async () => {
  await using story = await aStory();
  await story.say(firing('A'));
  for (let n = 0; n < 3; n++) {
    await story.say(over('A'));
    await story.database.advance('2 minutes');
    await story.say(firing('A'));
  }
  await story.say(over('A'));
  expect(await story.incidents()).toMatchObject([{ number: 1, status: 'TRIGGERED', firing: 0 }]);
  expect(await story.database.sql`select kind from timers where kind = 'quiet'`).toHaveLength(1);
});

test('resolved by hand while it fires: muted, and open again when the mute ends and it still fires', async () => {
  await using story = await aStory();
  const admin = story.database.ctx(aPerson(story.night.admin, 'Admins'));
  await story.say(firing('A'));
  const resolved = await resolve(admin, 'INC-1', { note: 'restarted' });
  expect(resolved).toMatchObject({ stillFiring: 1 });
  await story.say(firing('A'));
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED', how: 'person' }]);
  await story.database.advance('4 hours');
  const [row] = await story.database.sql<{ id: string }[]>`select id from incidents`;
  await transaction(story.ctx, (tx) => unmute(tx, [{ id: 1, kind: 'unmute', subject: row!.id, dueAt: tx.now, payload: {}, attempts: 0 }]));
  expect(await story.incidents()).toMatchObject([{ status: 'TRIGGERED' }]);
});

test('a new episode after a person resolved it is a new incident', async () => {
  await using story = await aStory();
  const admin = story.database.ctx(aPerson(story.night.admin, 'Admins'));
  await story.say(firing('A'));
  await resolve(admin, 'INC-1');
  await story.say(over('A'));
  await story.say(firing('A'));
  expect(await story.incidents()).toMatchObject([{ number: 1, status: 'RESOLVED' }, { number: 2, status: 'TRIGGERED' }]);
});

test('alerts join an incident that a person declared for the service, and it takes their key', async () => {
  await using story = await aStory();
  const alice = story.database.ctx(aPerson(story.night.alice, 'Responders'));
  await declare(alice, { title: 'Redis feels slow', service: 'redis-prod', severity: 'SEV2_HIGH', via: 'person' });
  await story.say(firing('A', { severityWord: 'warning' }));
  expect(await story.incidents()).toEqual([{ number: 1, status: 'TRIGGERED', severity: 'SEV2_HIGH', firing: 1, total: 1, how: null }]);
  await story.say(over('A'));
  expect(await story.incidents()).toMatchObject([{ status: 'MITIGATED' }]);
});

test('a worse alert raises the severity and begins a new run, unless a person set it', async () => {
  await using story = await aStory();
  await story.say(firing('A', { severityWord: 'warning' }));
  await story.say(firing('B', { severityWord: 'critical' }));
  expect(await story.incidents()).toMatchObject([{ severity: 'SEV1_CRITICAL' }]);
  expect(await story.database.sql`select reason from runs where ended_at is null`).toMatchObject([{ reason: 'severity raised' }]);
  const admin = story.database.ctx(aPerson(story.night.admin, 'Admins'));
  await changeSeverity(admin, 'INC-1', 'SEV3_MEDIUM');
  await story.say(firing('C', { severityWord: 'critical' }));
  expect(await story.incidents()).toMatchObject([{ severity: 'SEV3_MEDIUM' }]);
});

test('a new alert name of SEV2 and worse on an acknowledged incident pages its lead', async () => {
  await using story = await aStory();
  const alice = story.database.ctx(aPerson(story.night.alice, 'Responders'));
  await story.say(firing('A'));
  await acknowledge(alice, 'INC-1');
  await story.say(firing('A2', { severityWord: 'warning' }));
  expect(await story.database.sql`select count(*)::int as n from runs where ended_at is null`).toMatchObject([{ n: 0 }]);
  await story.say(firing('B'));
  expect(await story.database.sql`select kind, target from runs where ended_at is null`).toMatchObject([{ kind: 'page', target: { kind: 'USER', id: story.night.alice } }]);
  expect(await story.database.sql`select count(*)::int as n from timers where kind = 'lead-unseen'`).toMatchObject([{ n: 1 }]);
});

/** From the third post on, nothing is asked about an incident that rings already. */
const ringsAlready = async (story: Awaited<ReturnType<typeof aStory>>): Promise<void> => {
  for (const name of ['A', 'B', 'C']) await story.say(firing(name, { severityWord: 'warning' }));
};

test('what an alert adds to an incident that rings already is counted, told, audited and kept as it came', async () => {
  await using story = await aStory();
  await ringsAlready(story);
  await story.say(firing('D', { severityWord: 'warning' }));
  expect(await story.incidents()).toMatchObject([{ number: 1, status: 'TRIGGERED', firing: 4, total: 4 }]);
  const { sql } = story.database;
  expect(await sql`select kind, params->>'names' as names from timeline where kind = 'alerts_joined' order by id`).toMatchObject([{ names: 'B' }, { names: 'C' }, { names: 'D' }]);
  expect(await sql`select 1 from audit_log where action = 'incident.alerts_joined'`).toHaveLength(3);
  expect(await sql`select 1 from raw_posts`).toHaveLength(4);
  expect(await sql`select distinct incident_id is not null as placed from alerts`).toMatchObject([{ placed: true }]);
});

test.each([
  ['taken by somebody', (by: Context) => acknowledge(by, 'INC-1'), { status: 'ACKNOWLEDGED', total: 4 }],
  ['made milder by somebody', (by: Context) => changeSeverity(by, 'INC-1', 'SEV4_LOW'), { severity: 'SEV4_LOW', total: 4 }],
])('an incident that rang at the last alert and was %s since then is joined as what it is', async (_, change, now) => {
  await using story = await aStory();
  await ringsAlready(story);
  await change(story.database.ctx(aPerson(story.night.admin, 'Admins')));
  await story.say(firing('D', { severityWord: 'warning' }));
  expect(await story.incidents()).toMatchObject([now]);
});

test('an incident that rang at the last alert and is over since then is followed by a new one', async () => {
  await using story = await aStory();
  await ringsAlready(story);
  await resolve(story.database.ctx(aPerson(story.night.admin, 'Admins')), 'INC-1', { note: 'restarted' });
  await story.say(firing('D', { severityWord: 'warning' }));
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED', total: 3 }, { number: 2, status: 'TRIGGERED', total: 1 }]);
});

test('an alert that is worse than what rings raises it', async () => {
  await using story = await aStory();
  await ringsAlready(story);
  await story.say(firing('D'));
  expect(await story.incidents()).toMatchObject([{ severity: 'SEV1_CRITICAL', total: 4 }]);
});

test('a group body that is resolved clears alerts that it did not show', async () => {
  await using story = await aStory();
  await story.say(...['a', 'b', 'c'].map((name) => firing(name, { groupRef: 'g1' })));
  await story.say(over('a'), { kind: 'resolveGroup', groupRef: 'g1', endedAt: undefined });
  expect(await story.database.sql`select count(*)::int as n from alerts where ended_at is null`).toMatchObject([{ n: 0 }]);
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED' }]);
});

test('fired and cleared in one post is an incident that is over', async () => {
  await using story = await aStory();
  await story.say(firing('A'), over('A'));
  expect(await story.incidents()).toMatchObject([{ status: 'RESOLVED', firing: 0, total: 1 }]);
});

test('more than ten incidents of a team in five minutes are a storm with one card', async () => {
  await using story = await aStory();
  await story.database.sql`update sources set grouping = 'alert'`;
  for (let n = 0; n < 4; n++) await story.say(...[0, 1, 2, 3].map((m) => firing(`S${n}${m}`)));
  expect(await story.incidents()).toHaveLength(16);
  expect(await story.database.sql`select count(*)::int as n from incidents where in_storm`).toMatchObject([{ n: 6 }]);
  expect(story.database.jobs.filter((job) => job.name === 'post-cards')).toHaveLength(10);
  expect(story.database.jobs.map((job) => job.name)).toContain('storm-card');
});

test('what joins a confidential incident is named on its timeline, and not in the audit log', async () => {
  await using story = await aStory();
  await story.say(firing('A'));
  await story.database.sql`update incidents set is_confidential = true`;
  await story.say(firing('Canary'));
  const entries = async (table: 'timeline' | 'audit_log') => story.database.sql`select ${table === 'timeline' ? story.database.sql`params` : story.database.sql`detail`} as said from ${story.database.sql(table)} where ${table === 'timeline' ? story.database.sql`kind = 'alerts_joined'` : story.database.sql`action = 'incident.alerts_joined'`}`;
  expect(await entries('timeline')).toEqual([{ said: { n: 1, names: 'Canary' } }]);
  expect(await entries('audit_log')).toEqual([{ said: { n: 1 } }]);
});

test.each([['a declared incident of their service takes alerts in', false, 1], ['a confidential one would hide them: they open one of their own', true, 2]])('%s', async (_, isPrivate, incidents) => {
  await using story = await aStory();
  await declare(story.database.ctx(aPerson(story.night.admin, 'Admins')), { title: 'Something leaks', severity: 'SEV1_CRITICAL', via: 'person', service: 'redis-prod', isPrivate });
  await story.say(firing('A'));
  expect(await story.incidents()).toHaveLength(incidents);
});
