import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { escalateNow } from '../../src/domain/incidents/escalate-now.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import { snooze } from '../../src/domain/incidents/snooze.ts';
import { unacknowledge } from '../../src/domain/incidents/unacknowledge.ts';
import { unsnooze } from '../../src/domain/incidents/when-due.ts';
import { sweepEscalations } from '../../src/domain/escalation/sweep.ts';
import { escalate } from '../../src/domain/escalation/when-due.ts';
import { createPolicy } from '../../src/domain/escalation/policies/create-policy.ts';
import { checkedSteps } from '../../src/domain/escalation/policies/step.ts';
import { AppError } from '../../src/errors.ts';
import { json } from '../../src/db/client.ts';
import { transaction } from '../../src/db/transaction.ts';
import type { Timer, TimerKind } from '../../src/domain/timers/timer.ts';
import { aDatabase, type TestDatabase } from '../database.ts';
import { aNight } from '../night.ts';

const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
const only = fc.option(fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: clock, to: clock }), { nil: null, freq: 1 });
const target = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map((level) => ({ kind: 'ON_CALL', level })), fc.constantFrom({ kind: 'TEAM' }, { kind: 'MANAGERS' }, { kind: 'CHANNEL' }, { kind: 'USER', user: 'bea' }, { kind: 'EMAIL', address: 'ops@example.org' }),
);
const policy = fc.record({
  repeatCount: fc.integer({ min: 0, max: 2 }), repeatIntervalMinutes: fc.integer({ min: 1, max: 60 }),
  steps: fc.array(fc.record({ delay_minutes: fc.integer({ min: 0, max: 90 }), targets: fc.array(target, { minLength: 1, maxLength: 2 }), only, working_hours_only: fc.boolean() }), { minLength: 1, maxLength: 4 }),
});
const doing = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 600 }).map((minutes) => ({ what: 'time', minutes }) as const) },
  fc.constantFrom(...(['escalate', 'ack', 'unack', 'snooze', 'nobody on call', 'somebody on call', 'everybody leaves', 'lose timers', 'sweep'] as const).map((what) => ({ what }) as const)),
);

const expected = (error: unknown): void => { if (!(error instanceof AppError) || error.code !== 'conflict') throw error; };

/** What is due is carried out, as the loop of due moments would. */
async function carryOut(database: TestDatabase): Promise<void> {
  for (let rounds = 0; rounds < 50; rounds++) {
    const done = await transaction(database.ctx(), async (tx) => {
      const rows = await tx.sql<{ id: number; kind: TimerKind; subject: string; due_at: Date; payload: Timer['payload'] }[]>`delete from timers where kind in ('escalate', 'unsnooze') and due_at <= ${tx.now} returning id, kind, subject, due_at, payload`;
      const timers = rows.map((row): Timer => ({ id: row.id, kind: row.kind, subject: row.subject, dueAt: row.due_at, payload: row.payload, attempts: 0 }));
      await escalate(tx, timers.filter(({ kind }) => kind === 'escalate'));
      await unsnooze(tx, timers.filter(({ kind }) => kind === 'unsnooze'));
      return timers.length;
    });
    if (done === 0) return;
  }
  throw new Error('What is due at one instant never ends.');
}

/** Open, unacknowledged, high urgency: there is a moment at which it goes on, or at which its snooze ends. */
async function holds({ sql }: TestDatabase): Promise<void> {
  const forgotten = await sql`
    select i.number, i.snoozed_until from incidents i where i.status = 'TRIGGERED' and i.severity <= 'SEV2_HIGH'
      and not exists (select from runs r join timers d on d.kind = 'escalate' and d.subject = r.id where r.incident_id = i.id and r.ended_at is null and r.kind = 'ladder')
      and not exists (select from timers d where d.kind = 'unsnooze' and d.subject = i.id)`;
  expect([...forgotten]).toEqual([]);
}

test('no open, unacknowledged, high-urgency incident is ever without a next due moment, whatever the policy, the hours and the holes', { timeout: 180_000 }, async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const night = await aNight(ctx);
  const { sql } = database;
  await fc.assert(fc.asyncProperty(policy, fc.array(doing, { minLength: 3, maxLength: 12 }), async (made, story) => {
    await sql`delete from escalation_policies`;
    await sql`delete from timers`;
    for (const table of ['notifications', 'incident_people', 'incidents']) await sql`delete from ${sql(table)}`;
    await sql`update users set is_active = true`;
    await sql`update teams set current_on_call = ${night.alice} where id = ${night.team}`;
    await createPolicy(ctx, 'SRE Core', made).catch((error: unknown) => {
      // A channel alone is refused; as an import or an older release may have left it, it must hold all the same.
      if (!(error instanceof AppError) || error.key !== 'policies.reaches_nobody') throw error;
      return sql`insert into escalation_policies (team_id, name, steps) values (${night.team}, 'imported', ${json(checkedSteps(made.steps))}::jsonb)`;
    });
    const { id } = await declare(ctx, { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
    await carryOut(database);
    await holds(database);
    for (const doings of story) {
      let lost = false;
      switch (doings.what) {
        case 'time': await sql`update test_clock set shift = shift + make_interval(mins => ${doings.minutes})`; break;
        case 'escalate': await escalateNow(ctx, id).catch(expected); break;
        case 'ack': await acknowledge(ctx, id).catch(expected); break;
        case 'unack': await unacknowledge(ctx, id).catch(expected); break;
        case 'snooze': await snooze(ctx, id, new Date((await sql<{ at: Date }[]>`select imas_now() + interval '1 hour' as at`)[0]!.at)).catch(expected); break;
        case 'nobody on call': await sql`update teams set current_on_call = null where id = ${night.team}`; break;
        case 'somebody on call': await sql`update teams set current_on_call = ${night.alice} where id = ${night.team}`; break;
        case 'everybody leaves': await sql`update users set is_active = false where id <> ${night.admin}`; break;
        case 'lose timers': await sql`delete from timers where kind = 'escalate'`; lost = true; break;
        case 'sweep': await sweepEscalations(ctx); break;
      }
      if (lost) await sweepEscalations(ctx);
      await carryOut(database);
      await holds(database);
    }
    await sql`update test_clock set shift = shift + interval '2 hours'`;
    await carryOut(database);
    await holds(database);
    // Somebody is told in the end: of the first round, or as the last resort, the administrators.
    const [open] = await sql`select 1 from incidents where status = 'TRIGGERED' and snoozed_until is null`;
    if (open) expect(await sql`select 1 from notifications n join runs r on r.id = n.run_id where n.is_page and r.incident_id = ${id} limit 1`).toHaveLength(1);
  }), { numRuns: 40 });
});
