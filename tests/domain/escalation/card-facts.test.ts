import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { advance } from '../../../src/domain/escalation/advance.ts';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { cardFacts } from '../../../src/domain/escalation/card-facts.ts';
import { unknownNameOf } from '../../../src/domain/incidents/unknown-name.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { escalationState } from '../../../src/domain/escalation/escalation-state.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { createService } from '../../../src/domain/services/create-service.ts';
import { unknownGroupKey } from '../../../src/domain/sources/group-key.ts';
import { as, aPeopledDatabase, aTeam } from '../people/someone.ts';

async function aPagingTeam() {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['alice', 'bea']);
  await setMember(db.ctx(), { teamId, userId: ids.bea, role: 'manager' });
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  await createService(db.ctx(), { name: 'redis-prod', ownerTeam: 'SRE', criticality: 'TIER_1_CRITICAL' });
  const incident = await declare(db.ctx(), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'api' });
  const climb = async (forced = false) => {
    const runs = (await db.sql<{ id: string }[]>`select id from runs where ended_at is null`).map((run) => run.id);
    await transaction(db.ctx(), (tx) => advance(tx, runs, new Set(forced ? runs : [])));
  };
  return { db, ids, incident, climb, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

test('before the first step the on-call is next', async () => {
  await using it = await aPagingTeam();
  expect(await escalationState(it.db.ctx(), it.incident.id)).toMatchObject({ paged: [], nextWho: ['alice'], nextAt: expect.any(Date) });
});

test('after a step its people are named with the receipt that got furthest, and who is next when', async () => {
  await using it = await aPagingTeam();
  await it.climb();
  await it.db.sql`update notifications set status = 'delivered', finished_at = imas_now() where means = 'CHAT'`;
  const { escalation, answerBy, incident } = await cardFacts(it.db.ctx(), 'INC-1');
  expect(escalation).toMatchObject({ paged: [{ name: 'alice', means: 'CHAT', status: 'delivered' }], isShadow: false });
  expect(escalation.nextWho).toEqual(['bea']);
  expect(escalation.nextAt!.getTime() - incident.created_at.getTime()).toBe(5 * 60_000);
  expect(answerBy.getTime() - incident.created_at.getTime()).toBe(5 * 60_000);
});

test('a step that will be passed over out of its hours is nobody’s next', async () => {
  await using it = await aPagingTeam();
  await it.climb();
  const step = (delay: number, user: string, working: boolean) => ({ delay_minutes: delay, targets: [{ kind: 'USER', user }], means: null, working_hours_only: working });
  await it.db.sql`update runs set policy = jsonb_set(policy, '{steps}', ${JSON.stringify([step(0, it.ids.alice, false), step(5, it.ids.bea, true), step(10, it.ids.alice, false)])}::jsonb), next_step = 1`;
  await it.db.sql`update teams set working_hours = '{"days":[],"from":"09:00","to":"18:00"}'`;
  expect((await escalationState(it.db.ctx(), it.incident.id)).nextWho).toEqual(['alice']);
});

test('once acknowledged nobody is next', async () => {
  await using it = await aPagingTeam();
  await it.climb();
  await acknowledge(it.db.ctx(await as(it.db, it.ids.alice)), 'INC-1');
  expect(await escalationState(it.db.ctx(), it.incident.id)).toMatchObject({ nextAt: null, nextWho: [], paged: [{ name: 'alice', status: expect.stringMatching(/acted|queued/) }] });
});

test('acknowledging takes every due moment of the run away, also those at which it would ring again', async () => {
  await using it = await aPagingTeam();
  await it.db.sql`insert into contacts (user_id, means, address, verified_at) values (${it.ids.alice}, 'SMS', '+33600000001', imas_now())`;
  await it.db.sql`insert into providers (name, kind, config) values ('phones', 'TWILIO', '{}')`;
  await it.climb();
  const due = async () => (await it.db.sql<{ kind: string }[]>`select distinct kind from timers where kind in ('escalate', 'nudge') order by 1`).map(({ kind }) => kind);
  expect(await due()).toEqual(['escalate', 'nudge']);
  await acknowledge(it.db.ctx(await as(it.db, it.ids.alice)), 'INC-1');
  expect(await due()).toEqual([]);
  expect(await it.db.sql`select distinct status from notifications where means = 'SMS'`).toEqual([{ status: 'dropped' }]);
});

test.each(['redis-prd', 'a|b', 'a\\b=c'])('the unknown name %s is read back from its group key', (name) => {
  expect(unknownNameOf({ service_is_triage: true, group_key: unknownGroupKey('00000000-0000-4000-8000-000000000001', name) })).toBe(name);
});
test('a name too long for a group key is not taken for a name', () => {
  expect(unknownNameOf({ service_is_triage: true, group_key: unknownGroupKey('00000000-0000-4000-8000-000000000001', 'x'.repeat(400)) })).toBeUndefined();
});
