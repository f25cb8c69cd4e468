import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { receive } from '../../../src/domain/alerts/receive.ts';
import { sweepEscalations } from '../../../src/domain/escalation/sweep.ts';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { acknowledgeByTool } from '../../../src/domain/incidents/acknowledge-by-tool.ts';
import { changeSeverity } from '../../../src/domain/incidents/change-severity.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { merge } from '../../../src/domain/incidents/merge.ts';
import { pageSomeone } from '../../../src/domain/incidents/page-someone.ts';
import { snooze } from '../../../src/domain/incidents/snooze.ts';
import { quiet } from '../../../src/domain/incidents/when-due.ts';
import { claim } from '../../../src/domain/notifications/claim.ts';
import { settle } from '../../../src/domain/notifications/settle.ts';
import type { Signal } from '../../../src/domain/sources/signal.ts';
import { aDatabase, aPerson } from '../../database.ts';
import { aNight, firing, over, post } from '../../night.ts';
import { aReceiving } from '../../receiving.ts';

async function aStory() {
  const database = await aDatabase();
  const night = await aNight(database.ctx());
  const { sql } = database;
  const receiving = aReceiving(sql);
  const as = (user: string) => database.ctx(aPerson(user, 'Operators'));
  return {
    database, sql, night, alice: as(night.alice), bea: as(night.bea),
    async say(...signals: Signal[]) {
      const [clock] = await sql<{ now: Date }[]>`select imas_now() as now`;
      await receive(database.ctx({ kind: 'source', sourceId: night.source, name: 'prom' }), receiving, [post(night.source, signals, clock!.now)]);
    },
    /** Live runs of an incident, each with whether it has a due moment. */
    runs: (number: number) => sql`
      select r.kind, r.reason, t.id is not null as due from runs r join incidents i on i.id = r.incident_id left join timers t on t.kind = 'escalate' and t.subject = r.id
      where i.number = ${number} and r.ended_at is null order by r.number`,
    state: async (number: number) => (await sql<{ id: string; status: string; snoozed: boolean }[]>`select id, status, snoozed_until is not null as snoozed from incidents where number = ${number}`)[0]!,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
const declared = (severity: 'SEV1_CRITICAL' | 'SEV2_HIGH' | 'SEV3_MEDIUM') => ({ title: severity, service: 'redis-prod', severity, via: 'person' as const });

test('what gets worse in nobody’s hand is triggered again, in a run that climbs', async () => {
  await using story = await aStory();
  await story.say(firing('A', { severityWord: 'error' }));
  const { id } = await story.state(1);
  await transaction(story.database.ctx(), (tx) => acknowledgeByTool(tx, id, 'prom'));
  await story.say(firing('B'));
  expect(await story.state(1)).toMatchObject({ status: 'TRIGGERED' });
  expect(await story.runs(1)).toEqual([{ kind: 'ladder', reason: 'lead unseen', due: true }]);
});

test('merging a worse incident into a triggered one begins the ladder of the worse', async () => {
  await using story = await aStory();
  await story.say(firing('A', { severityWord: 'warning' }));
  await story.sql`update runs set policy = '{"steps":[]}'`;
  await story.sql`delete from timers where kind = 'escalate'`;
  await declare(story.alice, declared('SEV1_CRITICAL'));
  await merge(story.alice, '2', '1');
  expect(await story.runs(1)).toEqual([{ kind: 'ladder', reason: 'severity raised', due: true }]);
});

test('lowering the severity leaves a snooze as it is; raising breaks it with a new run', async () => {
  await using story = await aStory();
  await declare(story.alice, declared('SEV2_HIGH'));
  await snooze(story.alice, '1', new Date(Date.now() + 3_600_000));
  await changeSeverity(story.alice, '1', 'SEV3_MEDIUM');
  expect([await story.state(1), await story.runs(1)]).toMatchObject([{ snoozed: true }, []]);
  await changeSeverity(story.alice, '1', 'SEV1_CRITICAL');
  expect([await story.state(1), await story.runs(1)]).toMatchObject([{ snoozed: false }, [{ reason: 'severity raised', due: true }]]);
  expect(await story.sql`select 1 from timers where kind = 'unsnooze'`).toHaveLength(0);
});

test('who was called in besides is told until they answer themselves, whoever acknowledges', async () => {
  await using story = await aStory();
  await declare(story.alice, declared('SEV1_CRITICAL'));
  await pageSomeone(story.alice, '1', { user: 'bea' });
  await acknowledge(story.alice, '1');
  expect(await story.runs(1)).toEqual([{ kind: 'page', reason: 'paged', due: true }]);
  expect(await acknowledge(story.bea, '1')).toMatchObject({ changed: false });
  expect(await story.runs(1)).toEqual([]);
});

test('what flaps is held open until half an hour is quiet, however long it fired before', async () => {
  await using story = await aStory();
  for (let n = 0; n < 4; n++) {
    await story.say(firing('A'));
    if (n === 3) await story.database.advance('31 minutes');
    await story.say(over('A'));
    await story.database.advance('1 minute');
  }
  const { id, status } = await story.state(1);
  expect(status).toBe('TRIGGERED');
  await story.database.advance('30 minutes');
  await transaction(story.database.ctx(), (tx) => quiet(tx, [{ id: 1, kind: 'quiet', subject: id, dueAt: tx.now, payload: {}, attempts: 0 }]));
  expect(await story.state(1)).toMatchObject({ status: 'RESOLVED' });
});

test('the sweep gives a low ladder that is over a due moment when working hours make it urgent, and only then', async () => {
  await using story = await aStory();
  await story.sql`update services set urgency = 'low'`;
  await story.say(firing('A', { severityWord: 'warning' }));
  await story.sql`update runs set policy = '{"steps":[]}'`;
  await story.sql`delete from timers where kind = 'escalate'`;
  expect(await sweepEscalations(story.database.ctx())).toMatchObject({ repaired: 0 });
  await story.sql`update services set urgency = 'high'`;
  expect(await sweepEscalations(story.database.ctx())).toMatchObject({ repaired: 1 });
  expect(await story.runs(1)).toMatchObject([{ due: true }]);
});

test('the sweep sends what waits with no job to send it', async () => {
  await using story = await aStory();
  await story.say(firing('A'));
  const [lost] = await story.sql<{ id: string }[]>`
    insert into notifications (incident_id, run_id, user_id, purpose, means, address, is_page) select i.id, r.id, ${story.night.alice}, 'page', 'CHAT', '', true from incidents i join runs r on r.incident_id = i.id returning id`;
  await sweepEscalations(story.database.ctx());
  expect(story.database.jobs.filter((job) => job.name === 'deliver')).toEqual([]);
  await story.database.advance('3 minutes');
  await sweepEscalations(story.database.ctx());
  expect(story.database.jobs.filter((job) => job.name === 'deliver')).toMatchObject([{ payload: { notificationIds: [lost!.id] } }]);
});

test('what is worse than all that is open is heard in a storm, whatever was resolved before it', async () => {
  await using story = await aStory();
  await story.sql`update sources set grouping = 'alert'`;
  await story.say(firing('Before', { severityWord: 'critical' }));
  await story.say(over('Before'));
  expect(await story.state(1)).toMatchObject({ status: 'RESOLVED' });
  await story.say(...Array.from({ length: 12 }, (_, n) => firing(`S${n}`, { severityWord: 'error' })));
  await story.say(firing('Worse', { severityWord: 'critical' }));
  const calm = await story.sql<{ in_storm: boolean }[]>`select in_storm from incidents where status <> 'RESOLVED' order by number`;
  expect(calm.map((one) => one.in_storm).slice(-2)).toEqual([true, false]);
});

test('what is as bad as what somebody has acknowledged is heard in a storm, and speaks for the next', async () => {
  await using story = await aStory();
  await story.sql`update sources set grouping = 'alert'`;
  await story.say(firing('First'), ...Array.from({ length: 12 }, (_, n) => firing(`S${n}`, { severityWord: 'error' })));
  const quiet = async (name: string) => {
    await story.say(firing(name));
    return (await story.sql<{ in_storm: boolean }[]>`select in_storm from incidents order by number desc limit 1`)[0]!.in_storm;
  };
  expect(await quiet('while nobody has the first')).toBe(true);
  await acknowledge(story.alice, '1');
  expect(await quiet('while Alice has the first')).toBe(false);
  expect(await quiet('while that one pages')).toBe(true);
});

test('a person who calls for help in a storm is heard at once', async () => {
  await using story = await aStory();
  await story.sql`update sources set grouping = 'alert'`;
  await story.say(...Array.from({ length: 12 }, (_, n) => firing(`S${n}`)));
  const { number } = await declare(story.alice, declared('SEV2_HIGH'));
  expect(await story.sql`select in_storm, due_at <= imas_now() as now from incidents i join runs r on r.incident_id = i.id join timers t on t.kind = 'escalate' and t.subject = r.id where i.number = ${number}`).toEqual([{ in_storm: false, now: true }]);
});

test('a receipt is written though its provider is gone and its words hold what the database refuses', async () => {
  await using story = await aStory();
  await story.say(firing('A'));
  const [row] = await story.sql<{ id: string }[]>`
    insert into notifications (incident_id, run_id, user_id, purpose, means, address, is_page) select i.id, r.id, ${story.night.alice}, 'page', 'EMAIL', 'a@example.org', true from incidents i join runs r on r.incident_id = i.id returning id`;
  const [claimed] = await claim(story.database.ctx(), [row!.id], 1);
  await settle(story.database.ctx(), [{ claimed: claimed!, verdict: { ok: true, state: 'accepted', receipt: '250 \u0000 queued', providerId: '00000000-0000-4000-8000-000000000001' } }]);
  expect(await story.sql`select status, receipt, provider_id from notifications`).toEqual([{ status: 'accepted', receipt: '250  queued', provider_id: null }]);
});
