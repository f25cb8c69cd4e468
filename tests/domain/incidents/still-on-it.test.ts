import { expect, test } from 'vitest';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { loadIncident } from '../../../src/domain/incidents/find.ts';
import { addNote } from '../../../src/domain/incidents/note.ts';
import { resolve } from '../../../src/domain/incidents/resolve.ts';
import { confirmStill } from '../../../src/domain/incidents/still/confirm.ts';
import { stillOnIt } from '../../../src/domain/notifications/still-on-it.ts';
import { noteLook } from '../../../src/domain/incidents/still/note-look.ts';
import { watchForgotten } from '../../../src/domain/incidents/still/watch.ts';
import { actorOf } from '../../../src/domain/people/actor-of.ts';
import { transaction } from '../../../src/db/transaction.ts';
import type { Timer } from '../../../src/domain/timers/timer.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { aDatabase } from '../../database.ts';
import { aNight } from '../../night.ts';

/** An incident that Alice has acknowledged, and a clock that the test moves. */
async function inHand(severity: Severity = 'SEV1_CRITICAL') {
  const database = await aDatabase();
  const night = await aNight(database.ctx());
  const as = async (userId: string) => database.ctx(await actorOf(database.ctx(), userId, 'console'));
  const incident = await declare(database.ctx(), { title: 'Redis is down', service: 'redis-prod', severity, via: 'person' });
  const alice = await as(night.alice);
  await acknowledge(alice, incident.id);
  const due = () => database.sql<{ minutes: number; payload: Timer['payload'] }[]>`select round(extract(epoch from due_at - imas_now()) / 60)::int as minutes, payload from timers where kind = 'still-on-it'`;
  return {
    database, night, alice, bea: await as(night.bea), incident, due,
    /** Time passes; what is due is carried out, as the loop would. */
    async pass(minutes: number) {
      await database.sql`update test_clock set shift = shift + make_interval(mins => ${minutes})`;
      await transaction(database.ctx(), async (tx) => {
        const rows = await tx.sql<{ id: number; subject: string; due_at: Date; payload: Timer['payload'] }[]>`delete from timers where kind = 'still-on-it' and due_at <= ${tx.now} returning id, subject, due_at, payload`;
        await stillOnIt(tx, rows.map((row) => ({ id: row.id, kind: 'still-on-it', subject: row.subject, dueAt: row.due_at, payload: row.payload, attempts: 0 })));
      });
    },
    asked: () => database.sql<{ means: string; who: string }[]>`select n.means, u.username as who from notifications n join users u on u.id = n.user_id where n.notice is not null order by n.created_at`,
    async [Symbol.asyncDispose]() { await database[Symbol.asyncDispose](); },
  };
}

test('half an hour after the last sign of life the acknowledger is asked, then by the next means, then it lapses into a new run', async () => {
  await using it = await inHand();
  await it.database.sql`insert into providers (name, kind, config) values ('mail', 'SMTP', '{}')`;
  await it.pass(29);
  expect(await it.asked()).toEqual([]);
  await it.pass(1);
  expect(await it.asked()).toEqual([{ means: 'CHAT', who: 'alice' }]);
  await it.pass(10);
  expect(await it.asked()).toEqual([{ means: 'CHAT', who: 'alice' }, { means: 'EMAIL', who: 'alice' }]);
  await it.pass(10);
  expect(await loadIncident(it.database.ctx(), it.incident.id)).toMatchObject({ status: 'TRIGGERED', holder_id: null, acknowledged_by_name: 'alice' });
  expect(await it.database.sql`select reason, number from runs where ended_at is null`).toEqual([{ reason: 'acknowledgement lapsed', number: 2 }]);
  expect(await it.database.sql`select 1 from timers d join runs r on r.id = d.subject where d.kind = 'escalate' and r.ended_at is null`).toHaveLength(1);
  expect(await it.due()).toEqual([]);
});

test.each([
  ['a note', async (it) => addNote(it.bea, it.incident.id, 'looking at it')],
  ['a word in the room', async (it) => it.database.sql`update incidents set last_human_at = imas_now()`],
  ['a command that changes nothing', async (it) => noteLook(it.bea, 'INC-1')],
] as [string, (it: Awaited<ReturnType<typeof inHand>>) => Promise<unknown>][])('%s of anybody puts the question off, exactly', async (_, act) => {
  await using it = await inHand();
  await it.pass(20);
  await act(it);
  await it.pass(10);
  expect(await it.asked()).toEqual([]);
  expect(await it.due()).toEqual([{ minutes: 20, payload: {} }]);
  await it.pass(20);
  expect(await it.asked()).toHaveLength(1);
});

test('anyone may confirm, and then nothing lapses', async () => {
  await using it = await inHand();
  await it.pass(30);
  await it.pass(9);
  await confirmStill(it.bea, 'INC-1');
  await it.pass(1);
  expect(await it.asked()).toHaveLength(1);
  expect(await it.due()).toEqual([{ minutes: 29, payload: {} }]);
  expect(await loadIncident(it.database.ctx(), it.incident.id)).toMatchObject({ status: 'ACKNOWLEDGED' });
});

test('what the product writes on the timeline itself is no sign of life', async () => {
  await using it = await inHand();
  await it.pass(25);
  await it.database.sql`insert into timeline (incident_id, at, kind, actor_name) values (${it.incident.id}, imas_now(), 'severity', 'monitoring')`;
  await it.pass(5);
  expect(await it.asked()).toHaveLength(1);
});

test('of what is not urgent nobody is asked, and the sweep does not watch it', async () => {
  await using it = await inHand('SEV3_MEDIUM');
  await it.pass(40);
  expect(await it.asked()).toEqual([]);
  expect(await transaction(it.database.ctx(), watchForgotten)).toBe(0);
  await it.database.sql`update incidents set severity = 'SEV2_HIGH'`;
  expect(await transaction(it.database.ctx(), watchForgotten)).toBe(1);
  expect(await transaction(it.database.ctx(), watchForgotten)).toBe(0);
});

test('resolving takes the question off the list', async () => {
  await using it = await inHand();
  await resolve(it.alice, 'INC-1');
  expect(await it.due()).toEqual([]);
});

test('an incident that was mitigated or given back meanwhile is left alone', async () => {
  await using it = await inHand();
  await it.database.sql`update incidents set status = 'MITIGATED'`;
  await it.pass(60);
  expect(await it.asked()).toEqual([]);
  expect(await it.due()).toEqual([]);
  await expect(confirmStill(it.alice, 'INC-1')).rejects.toMatchObject({ code: 'conflict' });
});
