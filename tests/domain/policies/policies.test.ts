import { expect, test } from 'vitest';
import { builtIn } from '../../../src/domain/escalation/policies/built-in.ts';
import { policyFor, showPolicy } from '../../../src/domain/escalation/policies/find-policy.ts';
import { listPolicies } from '../../../src/domain/escalation/policies/list-policies.ts';
import { simulatePolicy, type Cast } from '../../../src/domain/escalation/policies/simulate-policy.ts';
import { checkedSteps, type Step } from '../../../src/domain/escalation/policies/step.ts';
import { testPolicy } from '../../../src/domain/escalation/policies/test-policy.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { json } from '../../../src/db/client.ts';
import { aDatabase, type TestDatabase } from '../../database.ts';

const outline = (steps: readonly Step[]) => steps.map((step) => `${step.delay_minutes} ${step.targets.map((target) => target.kind + ('level' in target ? target.level : '')).join('+')}`);

test('high urgency: on-call at 0, backup at 5, managers at 10, team and channel at 15', () => {
  expect(outline(builtIn('high', 'SEV1_CRITICAL').steps)).toEqual(['0 ON_CALL1', '5 ON_CALL2', '10 MANAGERS', '15 TEAM+CHANNEL']);
});

test('low urgency: the on-call by chat in working hours, never managers', () => {
  expect(builtIn('low', 'SEV3_MEDIUM').steps).toEqual([{ delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }], means: ['CHAT'], working_hours_only: true }]);
});

test('a SEV4 is a card only, unless its service is always urgent', () => {
  expect(builtIn('low', 'SEV4_LOW').steps).toEqual([]);
  expect(outline(builtIn('high', 'SEV4_LOW').steps)).toHaveLength(4);
});

test('steps are completed and put in the order of their delays', () => {
  expect(checkedSteps([{ delay_minutes: 5, targets: [{ kind: 'team' }], means: ['sms'] }, { delay_minutes: 0, targets: [{ kind: 'on-call' }] }])).toEqual([
    { delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }], means: null, working_hours_only: false },
    { delay_minutes: 5, targets: [{ kind: 'TEAM' }], means: ['SMS'], working_hours_only: false },
  ]);
});

test.each<[unknown, string]>([
  [[], 'steps'], ['x', 'steps'], [[{ delay_minutes: -1, targets: [{ kind: 'TEAM' }] }], 'steps.0.delay_minutes'],
  [[{ delay_minutes: 0, targets: [] }], 'steps.0.targets'], [[{ delay_minutes: 0, targets: [{ kind: 'PARROT' }] }], 'steps.0.targets.0.kind'],
  [[{ delay_minutes: 0, targets: [{ kind: 'EMAIL', address: 'nobody' }] }], 'steps.0.targets.0.address'], [[{ delay_minutes: 0, targets: [{ kind: 'TEAM' }], means: ['PIGEON'] }], 'steps.0.means.0'],
])('the steps %j are refused at %s', (input, path) => {
  expect(() => checkedSteps(input)).toThrow(expect.objectContaining({ code: 'invalid', params: expect.objectContaining({ path }) }));
});

async function aPolicy(database: TestDatabase, teamId: string, name: string, severity: string | null): Promise<void> {
  const steps = checkedSteps([{ delay_minutes: 0, targets: [{ kind: 'EMAIL', address: 'a@example.com' }] }]);
  await database.sql`insert into escalation_policies (team_id, name, severity, steps) values (${teamId}, ${name}, ${severity}, ${json(steps)}::jsonb)`;
}

test('the severity’s own policy comes first, then the team’s default, then the built-in one', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const team = await createTeam(ctx, { name: 'SRE' });
  const found = async () => (['SEV1_CRITICAL', 'SEV3_MEDIUM'] as const).map((severity) => policyFor(ctx, team.id, severity, severity === 'SEV1_CRITICAL' ? 'high' : 'low'));
  const names = async () => (await Promise.all(await found())).map((policy) => `${policy.origin}: ${policy.name}`);
  expect(await names()).toEqual(['built-in: built-in, high urgency', 'built-in: built-in, low urgency']);
  await aPolicy(database, team.id, 'usual', null);
  expect(await names()).toEqual(['default: usual', 'default: usual']);
  await aPolicy(database, team.id, 'urgent', 'SEV1_CRITICAL');
  expect(await names()).toEqual(['severity: urgent', 'default: usual']);
});

test('the list has what teams made and what is built in', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const team = await createTeam(ctx, { name: 'SRE' });
  await aPolicy(database, team.id, 'usual', null);
  await aPolicy(database, team.id, 'urgent', 'SEV1_CRITICAL');
  const list = await listPolicies(ctx);
  expect(list.made.map((policy) => `${policy.team} ${policy.name}`)).toEqual(['SRE urgent', 'SRE usual']);
  expect(list.builtIn.map((policy) => policy.steps.length)).toEqual([4, 1, 0]);
});

test('showing takes a severity in any spelling and refuses others', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  await createTeam(ctx, { name: 'SRE' });
  expect(await showPolicy(ctx, 'sre', 'sev4')).toMatchObject({ origin: 'built-in', steps: [] });
  await expect(showPolicy(ctx, 'sre', 'sev7')).rejects.toMatchObject({ code: 'invalid' });
});

const cast: Cast = {
  ownTeam: { id: 't', name: 'SRE', timeZone: 'UTC', workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' } }, names: new Map([['u', 'ute']]),
  onCall: async (_, level) => (level === 1 ? { username: 'ana', why: { key: 'oncall.pinned', params: {} } } : undefined), isActive: () => true, members: () => ['ana', 'bea'], managers: () => ['max'],
};

/** A Saturday. */
const now = { from: new Date('2026-02-07T12:00:00Z'), urgency: 'high' } as const;

test('a simulation says minute by minute who would be told; a step that finds nobody is followed at once', async () => {
  expect((await simulatePolicy(builtIn('high', 'SEV1_CRITICAL'), cast, now)).map((line) => `${line.minute} ${line.target.key} ${line.who.join(',')}`)).toEqual([
    '0 policies.on_call ana', '5 policies.backup ', '5 policies.managers max', '15 policies.team ana,bea', '15 policies.channel SRE',
  ]);
});

test('a simulation plays the repeats', async () => {
  const steps = checkedSteps([{ delay_minutes: 0, targets: [{ kind: 'USER', user: '00000000-0000-4000-8000-000000000001' }] }, { delay_minutes: 10, targets: [{ kind: 'TEAM' }] }]);
  expect((await simulatePolicy({ steps, repeatCount: 1, repeatIntervalMinutes: 30 }, cast, now)).map((line) => `${line.round}/${line.minute}`)).toEqual(['1/0', '1/10', '2/40', '2/50']);
});

const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
test.each([
  ['a step out of its hours is passed over, and the next comes at once', [{ delay_minutes: 0, targets: [{ kind: 'TEAM' }], only: office }, { delay_minutes: 5, targets: [{ kind: 'ON_CALL' }] }], 'high', ['0 passed over ', '0 in ana']],
  ['at high urgency working hours are not waited for', [{ delay_minutes: 0, targets: [{ kind: 'TEAM' }], working_hours_only: true }, { delay_minutes: 5, targets: [{ kind: 'ON_CALL' }] }], 'high', ['0 passed over ', '0 in ana']],
  ['at low urgency they are', [{ delay_minutes: 0, targets: [{ kind: 'TEAM' }], working_hours_only: true }], 'low', ['0 waits ana,bea']],
] as const)('in the week-end: %s', async (_, steps, urgency, lines) => {
  expect((await simulatePolicy({ steps: checkedSteps(steps), repeatCount: 0, repeatIntervalMinutes: 30 }, cast, { ...now, urgency })).map((line) => `${line.minute} ${line.hours} ${line.who.join(',')}`)).toEqual(lines);
});

test('testing a team’s policy names who is on call and in the team now', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const team = await createTeam(ctx, { name: 'SRE' });
  const [ana] = await database.sql<[{ id: string }]>`insert into users (username) values ('ana') returning id`;
  const [max] = await database.sql<[{ id: string }]>`insert into users (username) values ('max') returning id`;
  await database.sql`insert into team_members (team_id, user_id, role, position) values (${team.id}, ${ana.id}, 'member', 1), (${team.id}, ${max.id}, 'manager', 2)`;
  await database.sql`update teams set current_on_call = ${ana.id} where id = ${team.id}`;
  const { lines } = await testPolicy(ctx, 'SRE', 'SEV1');
  expect(lines.map((line) => line.who.join(','))).toEqual(['ana', '', 'max', 'ana,max', 'SRE']);
});
