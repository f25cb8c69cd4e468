import { expect, test } from 'vitest';
import { addStep, editStep, removeStep } from '../../../src/domain/escalation/policies/change-steps.ts';
import { createPolicy } from '../../../src/domain/escalation/policies/create-policy.ts';
import { deletePolicy } from '../../../src/domain/escalation/policies/delete-policy.ts';
import { editPolicy } from '../../../src/domain/escalation/policies/edit-policy.ts';
import { holeIn } from '../../../src/domain/escalation/policies/reaches.ts';
import { checkedSteps } from '../../../src/domain/escalation/policies/step.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { setMember } from '../../../src/domain/people/set-member.ts';
import { actorOf } from '../../../src/domain/people/actor-of.ts';
import { aPeopledDatabase, someone } from '../people/someone.ts';

const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };

async function aTeam() {
  const database = await aPeopledDatabase();
  const ctx = database.ctx();
  const team = await createTeam(ctx, { name: 'SRE' });
  const alice = await someone(database, 'alice', 'Responders');
  return { database, ctx, team, alice, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}
const minutes = (row: { steps: readonly { delay_minutes: number }[] }) => row.steps.map((step) => step.delay_minutes);

test('a policy without steps of its own begins with those that counted so far', async () => {
  await using it = await aTeam();
  expect(minutes((await createPolicy(it.ctx, 'sre', { severity: 'sev1' })).row)).toEqual([0, 5, 10, 15]);
  const own = await createPolicy(it.ctx, 'SRE', { steps: [{ delay_minutes: 3, targets: [{ kind: 'user', user: '@Alice' }] }] });
  expect(own.row).toMatchObject({ name: 'SRE', severity: null, version: 1, steps: [{ targets: [{ kind: 'USER', user: it.alice }] }] });
  expect(minutes((await createPolicy(it.ctx, 'SRE', { severity: 'SEV2' })).row)).toEqual([3]);
});

test('two policies for the same severity, or of the same name, are refused with the one there is', async () => {
  await using it = await aTeam();
  await createPolicy(it.ctx, 'SRE', { name: 'Night' });
  await expect(createPolicy(it.ctx, 'SRE', { name: 'Day' })).rejects.toMatchObject({ code: 'conflict', key: 'policies.exists', params: { name: 'Night' } });
  await expect(createPolicy(it.ctx, 'SRE', { name: 'night', severity: 'SEV1' })).rejects.toMatchObject({ code: 'conflict', key: 'policies.name_taken' });
});

test.each([
  ['a person nobody knows', { kind: 'USER', user: 'alcie' }, 'errors.unknown_user'],
  ['a team nobody knows', { kind: 'TEAM', team: 'SRX' }, 'errors.unknown_team'],
  ['an id of nobody', { kind: 'USER', user: '00000000-0000-4000-8000-000000000000' }, 'errors.unknown_user'],
  ['a channel alone', { kind: 'CHANNEL' }, 'policies.reaches_nobody'],
])('a high-urgency policy that ends in %s is refused at its steps', async (_, target, key) => {
  await using it = await aTeam();
  await expect(createPolicy(it.ctx, 'SRE', { steps: [{ delay_minutes: 0, targets: [target] }] })).rejects.toMatchObject({ code: 'invalid', key, extras: { fields: { steps: { key } } } });
});

test('a channel alone is enough where nobody has to wake up', async () => {
  await using it = await aTeam();
  await expect(createPolicy(it.ctx, 'SRE', { severity: 'SEV4', steps: [{ delay_minutes: 0, targets: [{ kind: 'CHANNEL' }] }] })).resolves.toMatchObject({ row: { version: 1 } });
});

test('every change is a version, what changes nothing is none, and a version that was overtaken is refused', async () => {
  await using it = await aTeam();
  const { row: { id } } = await createPolicy(it.ctx, 'SRE', {});
  expect((await editPolicy(it.ctx, id, { repeatCount: 2 })).row.version).toBe(2);
  expect((await editPolicy(it.ctx, id, { repeatCount: 2, steps: (await editPolicy(it.ctx, id, {})).row.steps })).row.version).toBe(2);
  await expect(editPolicy(it.ctx, id, { repeatCount: 3 }, 1)).rejects.toMatchObject({ code: 'conflict', key: 'policies.changed_meanwhile', extras: { detail: { version: 2 } } });
  expect((await it.database.sql`select detail from audit_log where action = 'escalation_policy.changed'`).map((row) => row.detail)).toEqual([{ team: 'SRE', version: 2, from: { repeatCount: 0 }, to: { repeatCount: 2 } }]);
});

test('of two changes at once none is lost', async () => {
  await using it = await aTeam();
  const { row: { id } } = await createPolicy(it.ctx, 'SRE', {});
  await Promise.all([addStep(it.ctx, id, { delayMinutes: 20, targets: [{ kind: 'TEAM' }] }), addStep(it.ctx, id, { delayMinutes: 25, targets: [{ kind: 'TEAM' }] })]);
  const { row } = await editPolicy(it.ctx, id, {});
  expect([minutes(row), row.version]).toEqual([[0, 5, 10, 15, 20, 25], 3]);
});

test('steps are added, changed, moved in time and removed; the last one stays', async () => {
  await using it = await aTeam();
  const { row: { id } } = await createPolicy(it.ctx, 'SRE', { steps: [{ delay_minutes: 0, targets: [{ kind: 'ON_CALL' }] }] });
  expect(await addStep(it.ctx, id, { delayMinutes: 10, targets: [{ kind: 'USER', user: 'alice' }], means: ['sms'], only: office })).toMatchObject({ position: 2, row: { steps: [{}, { means: ['SMS'], only: office }] } });
  expect(await addStep(it.ctx, id, { delayMinutes: 5, targets: [{ kind: 'MANAGERS' }] })).toMatchObject({ position: 2 });
  expect(await editStep(it.ctx, id, 3, { delayMinutes: 1, means: null })).toMatchObject({ position: 2, row: { steps: [{}, { delay_minutes: 1, means: null, only: office }, { delay_minutes: 5 }] } });
  await removeStep(it.ctx, id, 2);
  expect(minutes((await removeStep(it.ctx, id, 2)).row)).toEqual([0]);
  await expect(removeStep(it.ctx, id, 1)).rejects.toMatchObject({ code: 'invalid', key: 'policies.last_step' });
  await expect(editStep(it.ctx, id, 2, {})).rejects.toMatchObject({ key: 'policies.no_such_step', params: { n: 2, max: 1 } });
});

test('a ladder cannot be made to start over in the very minute in which it ended', async () => {
  await using it = await aTeam();
  await expect(createPolicy(it.ctx, 'SRE', { repeatCount: 3, repeatIntervalMinutes: 0 })).rejects.toMatchObject({ code: 'invalid', extras: { fields: { repeat_interval_minutes: {} } } });
});

test('a deleted policy says what counts from now on: the default, then the built-in one', async () => {
  await using it = await aTeam();
  const general = await createPolicy(it.ctx, 'SRE', { name: 'Usual' });
  const night = await createPolicy(it.ctx, 'SRE', { severity: 'SEV1', name: 'Night' });
  expect((await deletePolicy(it.ctx, night.row.id)).next).toMatchObject({ origin: 'default', name: 'Usual' });
  expect((await deletePolicy(it.ctx, general.row.id)).next).toMatchObject({ origin: 'built-in' });
  await expect(deletePolicy(it.ctx, night.row.id)).rejects.toMatchObject({ code: 'not_found' });
});

test('a manager changes the policies of their own team only', async () => {
  await using it = await aTeam();
  await setMember(it.ctx, { teamId: it.team.id, userId: it.alice, role: 'manager' });
  const other = await createPolicy(it.ctx, (await createTeam(it.ctx, { name: 'Other' })).id, {});
  const asAlice = it.database.ctx(await actorOf(it.ctx, it.alice, 'console'));
  const mine = await createPolicy(asAlice, 'SRE', {});
  await editPolicy(asAlice, mine.row.id, { repeatCount: 1 });
  await expect(editPolicy(asAlice, other.row.id, { repeatCount: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deletePolicy(asAlice, other.row.id)).rejects.toMatchObject({ code: 'forbidden' });
});

const step = (more: object) => checkedSteps([{ delay_minutes: 0, targets: [{ kind: 'ON_CALL' }], ...more }])[0]!;
test.each([
  ['a step for every hour', [step({})], undefined],
  ['office hours only', [step({ only: office })], { day: 1, time: '00:00' }],
  ['office and the rest', [step({ only: office }), step({ only: { days: [1, 2, 3, 4, 5], from: '18:00', to: '09:00' } }), step({ only: { days: [6, 7], from: '00:00', to: '24:00' } })], { day: 1, time: '00:00' }],
  ['nights that run over to the morning, and the week-end', [step({ only: office }), step({ only: { days: [1, 2, 3, 4, 5, 7], from: '18:00', to: '09:00' } }), step({ only: { days: [6, 7], from: '00:00', to: '24:00' } })], undefined],
  ['working hours only', [step({ working_hours_only: true })], { day: 1, time: '00:00' }],
  ['a gap at noon on Wednesday', [step({ only: { days: [1, 2, 4, 5, 6, 7], from: '00:00', to: '24:00' } }), step({ only: { days: [3], from: '00:00', to: '12:00' } }), step({ only: { days: [3], from: '12:30', to: '24:00' } })], { day: 3, time: '12:00' }],
  ['a channel wakes nobody', [step({ only: office }), step({ targets: [{ kind: 'CHANNEL' }] })], { day: 1, time: '00:00' }],
])('the week has a hole, or none: %s', (_, steps, hole) => {
  expect(holeIn(steps, office)).toEqual(hole);
});
