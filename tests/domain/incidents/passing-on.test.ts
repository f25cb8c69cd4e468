import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { passOn } from '../../../src/domain/incidents/escalate-now.ts';
import { cardFacts } from '../../../src/domain/escalation/card-facts.ts';
import { createPolicy } from '../../../src/domain/escalation/policies/create-policy.ts';
import { escalate } from '../../../src/domain/escalation/when-due.ts';
import type { Timer } from '../../../src/domain/timers/timer.ts';
import { aDatabase, aPerson } from '../../database.ts';
import { aNight } from '../../night.ts';

/** INC-1 of a team whose ladder is `targets`, one step each, five minutes apart; its first step is carried out. */
async function aLadder(...targets: readonly { kind: string; user?: string }[][]) {
  const database = await aDatabase();
  const night = await aNight(database.ctx());
  const { sql } = database;
  await createPolicy(database.ctx(), 'SRE Core', { steps: targets.map((of, n) => ({ delay_minutes: 5 * n, targets: of })) });
  await declare(database.ctx(), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' });
  const carryOut = () => transaction(database.ctx(), async (tx) => {
    const rows = await tx.sql<{ id: number; subject: string; due_at: Date; payload: Timer['payload'] }[]>`delete from timers where kind = 'escalate' and due_at <= ${tx.now} returning id, subject, due_at, payload`;
    await escalate(tx, rows.map((row): Timer => ({ id: row.id, kind: 'escalate', subject: row.subject, dueAt: row.due_at, payload: row.payload, attempts: 0 })));
  });
  await carryOut();
  return {
    database, sql, night, carryOut,
    cant: async (user: string) => { await passOn(database.ctx(aPerson(user, 'Responders')), '1'); await carryOut(); },
    /** `round.step name`, in the order of the steps. */
    paged: async () => (await sql<{ told: string }[]>`select distinct n.slot || ' ' || u.username as told from notifications n join users u on u.id = n.user_id where n.is_page order by told`).map(({ told }) => told),
    minutesToNext: async () => (await sql<{ n: number }[]>`select round(extract(epoch from due_at - imas_now()) / 60)::int as n from timers where kind = 'escalate'`)[0]!.n,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
const team = [{ kind: 'TEAM' }];
const onCall = [{ kind: 'ON_CALL' }];

test('who cannot take it is left out of the steps that follow in this round', async () => {
  await using ladder = await aLadder(onCall, team);
  await ladder.cant(ladder.night.alice);
  expect(await ladder.paged()).toEqual(['1.0 alice', '1.1 bea', '1.1 max']);
});

test('a step of people who all cannot take it finds nobody: the next comes at once, and the card says so', async () => {
  await using ladder = await aLadder(onCall, onCall, [{ kind: 'MANAGERS' }]);
  await ladder.cant(ladder.night.alice);
  expect(await ladder.paged()).toEqual(['1.0 alice', '1.2 max']);
  expect((await cardFacts(ladder.database.ctx(), '1')).escalation).toMatchObject({ foundNobody: [2], nextWho: [] });
});

test('where nobody is left but who passed on, administrators are paged', async () => {
  await using ladder = await aLadder(onCall, onCall);
  await ladder.cant(ladder.night.alice);
  expect(await ladder.paged()).toEqual(['1.0 alice', 'last resort ada']);
});

test('who passes on at the end of the ladder is not who is paged for it, and is again in the next round', async () => {
  await using ladder = await aLadder(onCall);
  await ladder.cant(ladder.night.alice);
  expect(await ladder.paged()).toEqual(['1.0 alice', '2.0 ada']);
  await ladder.database.advance('16 minutes');
  await ladder.carryOut();
  expect(await ladder.paged()).toEqual(['1.0 alice', '2.0 ada', '3.0 ada', '3.0 alice']);
});

test('what was still to ring whoever passed on does not', async () => {
  await using ladder = await aLadder([{ kind: 'TEAM' }], [{ kind: 'MANAGERS' }]);
  const [run] = await ladder.sql<{ id: string; incident_id: string }[]>`select id, incident_id from runs`;
  const rings = await ladder.sql<{ id: string; user_id: string }[]>`
    insert into notifications (incident_id, run_id, slot, user_id, purpose, means, address, is_page, after_seconds)
    select ${run!.incident_id}, ${run!.id}, '1.0', u.id, 'page', 'SMS', '+33612345678', true, 60 from users u where u.username in ('alice', 'bea') returning id, user_id`;
  await ladder.sql`insert into timers (kind, subject, due_at) select 'nudge', id, imas_now() + interval '1 minute' from notifications where means = 'SMS'`;
  await ladder.cant(ladder.night.alice);
  expect(await ladder.sql`select status from notifications where id = ${rings.find((ring) => ring.user_id === ladder.night.alice)!.id}`).toEqual([{ status: 'dropped' }]);
  expect(await ladder.sql`select subject from timers where kind = 'nudge'`).toEqual([{ subject: rings.find((ring) => ring.user_id === ladder.night.bea)!.id }]);
});

test('a ladder that fell through to its end starts over a quarter of an hour after that', async () => {
  await using ladder = await aLadder(onCall, onCall, onCall, [{ kind: 'MANAGERS' }]);
  await ladder.cant(ladder.night.alice);
  expect(await ladder.paged()).toEqual(['1.0 alice', '1.3 max']);
  expect(await ladder.minutesToNext()).toBe(15);
  await ladder.database.advance('15 minutes');
  await ladder.carryOut();
  expect(await ladder.paged()).toContain('2.0 alice');
});
