import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PreflightFacts, PreflightPerson, PreflightTeam } from '../../../../src/domain/escalation/preflight/facts.ts';
import type { Finding } from '../../../../src/domain/escalation/preflight/finding.ts';
import { simulate, simulateTeam } from '../../../../src/domain/escalation/preflight/simulate.ts';
import type { Policy } from '../../../../src/domain/escalation/policies/policy.ts';
import type { Step, Target } from '../../../../src/domain/escalation/policies/step.ts';
import type { Rotation, TeamPlan } from '../../../../src/domain/oncall/plan.ts';

const hour = 3_600_000;
const day = 24 * hour;
const from = Date.parse('2026-11-23T08:00:00Z');
const to = from + 14 * day;

const person = (username: string, more: Partial<PreflightPerson> = {}): PreflightPerson => ({ username, isActive: true, isLinked: true, contacts: [{ means: 'SMS', counts: true, bad: null }], ...more });
const plan = (more: Partial<TeamPlan> = {}): TeamPlan => ({ teamId: 't', pinned: 'ann', shifts: [], rotations: [], overrides: [], active: new Set(['ann', 'bea', 'max']), ...more });
const rotation = (members: readonly string[], more: Partial<Rotation> = {}): Rotation =>
  ({ id: 'r', name: 'weekly', level: 1, position: 1, zone: 'UTC', startsAt: from - 30 * day, endsAt: null, every: 1, unit: 'weeks', handoverTime: '08:00', handoverDay: 1, hours: [], members, ...more });
const team = (more: Partial<PreflightTeam> = {}): PreflightTeam => ({
  id: 't', name: 'SRE', zone: 'UTC', workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }, plan: plan(), members: ['ann', 'bea'], managers: ['bea'],
  services: [{ name: 'redis', urgency: 'by_severity' }], hasChatChannel: true, deadChannel: undefined, ...more,
});
const facts = (more: Partial<PreflightFacts> = {}): PreflightFacts => ({
  from, to, teams: [team()], people: new Map(['ann', 'bea', 'max'].map((name) => [name, person(name)])), policies: new Map(), usesChat: true, served: new Set(['SMS', 'EMAIL']), ...more,
});
const withPeople = (more: Readonly<Record<string, PreflightPerson>>) => ({ people: new Map([...facts().people, ...Object.entries(more)]) });
const policy = (steps: readonly (readonly Target[] | Partial<Step>)[], more: Partial<Policy> = {}): Policy => ({
  id: 'p', name: 'Own', origin: 'default', severity: null, version: 1, repeatCount: 0, repeatIntervalMinutes: 15,
  steps: steps.map((one, at) => ({ delay_minutes: at * 5, targets: [], means: null, working_hours_only: false, ...('length' in one ? { targets: [...one] } : one) })), ...more,
});
const own = (...all: Policy[]) => ({ policies: new Map([['t', all]]) });
const shift = (userId: string, begins: number, ends: number, level = 1) => ({ id: `${userId}${begins}`, userId, level, startsAt: begins, endsAt: ends });
const all = async (it: PreflightFacts) => (await simulate(it)).all;
const briefly = (findings: readonly Finding[]) => findings.map(({ rank, key }) => `${rank} ${key.replace('oncallCheck.', '')}`);
const said = async (it: PreflightFacts) => briefly(await all(it));

test('nothing is found where every page finds somebody by more than one means', async () => {
  expect(await said(facts())).toEqual([]);
});

const cases: readonly (readonly [what: string, facts: Partial<PreflightFacts>, found: readonly string[]])[] = [
  ['nobody is ever on call', { teams: [team({ plan: plan({ pinned: null }) })] }, ['1 nobody_ever']],
  ['one gap', { teams: [team({ plan: plan({ pinned: null, shifts: [shift('ann', from - day, from + 5 * day), shift('bea', from + 6 * day, to)] }) })] }, ['1 gap']],
  ['several gaps', { teams: [team({ plan: plan({ pinned: null, shifts: [shift('ann', from, from + day), shift('bea', from + 2 * day, from + 3 * day)] }) })] }, ['1 gaps']],
  ['no gap: the shifts meet to the second, and one ends with the 14 days', { teams: [team({ plan: plan({ pinned: null, shifts: [shift('ann', from, from + day), shift('bea', from + day, to)] }) })] }, []],
  ['a gap after the 14 days is not one yet', { teams: [team({ plan: plan({ pinned: null, shifts: [shift('ann', from, to + 1)] }) })] }, []],
  ['the backup is missing for a while', { teams: [team({ plan: plan({ shifts: [shift('bea', from, from + day, 2)] }) })] }, ['3 gap_backup']],
  ['the same person is primary and backup for a while', { teams: [team({ plan: plan({ shifts: [shift('ann', from, from + day, 2), shift('bea', from + day, to + 1, 2)] }) })] }, ['2 twice']],
  ['… twice over is told once', { teams: [team({ plan: plan({ shifts: [shift('ann', from, from + day, 2), shift('bea', from + day, from + 2 * day, 2), shift('ann', from + 2 * day, to + 1, 2)] }) })] }, ['2 twice_more']],
  ['a team without services and without a schedule is nobody’s concern', { teams: [team({ services: [] })] }, []],
  ['disabled people in a rotation, passed over without a gap', {
    teams: [team({ plan: plan({ pinned: null, rotations: [rotation(['ann', 'old', 'bea']), rotation(['max', 'bea'], { id: 'r2', position: 2 })] }) })], ...withPeople({ old: person('old', { isActive: false }) }),
  }, ['2 disabled']],
  ['a pinned person whose account is disabled', { teams: [team({ plan: plan({ pinned: 'old', shifts: [shift('ann', from, to)] }) })], ...withPeople({ old: person('old', { isActive: false }) }) }, ['2 disabled']],
  ['an override of the past by somebody disabled is over', { teams: [team({ plan: plan({ overrides: [{ ...shift('old', from - 2 * day, from - day), coverId: null }] }) })] }, []],
  ['somebody on call who is in no chat', withPeople({ ann: person('ann', { isLinked: false }) }), ['3 unlinked_now']],
  ['… where no chat is in use, that is as it should be', { usesChat: false, ...withPeople({ ann: person('ann', { isLinked: false }) }) }, []],
  ['… who is not on call: nothing', withPeople({ max: person('max', { isLinked: false, contacts: [] }) }), []],
  ['nothing but chat reaches the one on call', withPeople({ ann: person('ann', { contacts: [] }) }), ['2 one_means_now']],
  ['… a contact that was never verified does not count', withPeople({ ann: person('ann', { contacts: [{ means: 'SMS', counts: false, bad: null }] }) }), ['2 one_means_now']],
  ['… nor chat itself', withPeople({ ann: person('ann', { contacts: [{ means: 'CHAT', counts: true, bad: null }] }) }), ['2 one_means_now']],
  ['the only contact is refused by the vendor', withPeople({ ann: person('ann', { contacts: [{ means: 'SMS', counts: true, bad: 'unknown number' }] }) }), ['2 bad_contact_now', '2 one_means_now']],
  ['one of two contacts is refused', withPeople({ ann: person('ann', { contacts: [{ means: 'SMS', counts: true, bad: '' }, { means: 'EMAIL', counts: true, bad: null }] }) }), ['3 bad_contact_now']],
  ['nothing serves the means that people rely on', { served: new Set() }, ['2 one_means_now', '2 no_provider']],
  ['a team without a channel', { teams: [team({ hasChatChannel: false })] }, ['3 no_channel']],
  ['a dead channel', { teams: [team({ deadChannel: { key: 'slackFaults.archived', params: {} } })] }, ['2 dead_channel']],
  ['a rotation of one', { teams: [team({ plan: plan({ pinned: null, rotations: [rotation(['ann'])] }) })] }, ['3 rotation_of_one']],
  ['a rotation of two of whom one is disabled', { teams: [team({ plan: plan({ rotations: [rotation(['ann', 'old'])] }) })], ...withPeople({ old: person('old', { isActive: false }) }) }, ['2 disabled', '3 rotation_of_one']],
  ['a team of one: its built-in ladder ends in that one', { teams: [team({ members: ['ann'], managers: [] })] }, ['2 ladder_alone']],
  ['a team of nobody', { teams: [team({ members: [], managers: [], plan: plan({ pinned: null }) })] }, ['1 ladder_nobody', '1 nobody_ever']],
  ['an own policy of one person', own(policy([[{ kind: 'USER', user: 'bea' }]])), ['2 ladder_alone']],
  ['… with an address behind it', own(policy([[{ kind: 'USER', user: 'bea' }], [{ kind: 'EMAIL', address: 'sos@example.com' }]])), []],
  ['an own policy that names somebody disabled alone', { ...own(policy([[{ kind: 'USER', user: 'old' }]])), ...withPeople({ old: person('old', { isActive: false }) }) }, ['1 ladder_nobody']],
  ['a step of an own policy finds nobody', own(policy([[{ kind: 'ON_CALL', level: 1 }], [{ kind: 'ON_CALL', level: 3 }], [{ kind: 'TEAM' }]])), ['2 target_nobody']],
  ['a policy only in working hours reaches nobody at night', own(policy([{ targets: [{ kind: 'TEAM' }], only: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' } }])), ['1 ladder_nobody']],
  ['on call of two teams at once is missed once', { teams: [team(), team({ id: 'u', name: 'Data', plan: plan({ teamId: 'u' }) })], ...withPeople({ ann: person('ann', { contacts: [] }) }) }, ['2 one_means_now']],
  ['a service that is never urgent needs no ladder at night', { teams: [team({ members: ['ann'], managers: [], services: [{ name: 'wiki', urgency: 'low' }] })] }, []],
  ['a policy for SEV3 is not urgent', own(policy([[{ kind: 'USER', user: 'bea' }]], { severity: 'SEV3_MEDIUM', origin: 'severity' })), []],
  ['… unless the service always is', { teams: [team({ services: [{ name: 'redis', urgency: 'high' }] })], ...own(policy([[{ kind: 'USER', user: 'bea' }]], { severity: 'SEV3_MEDIUM', origin: 'severity' })) }, ['2 ladder_alone']],
];
test.each(cases)('%s', async (_, some, found) => {
  expect(await said(facts(some))).toEqual(found);
});

test('a gap says how long it is, when it begins and ends, and which services it concerns; its fix fills exactly it', async () => {
  const [gap] = await all(facts({ teams: [team({ services: ['a', 'b', 'c', 'd'].map((name) => ({ name, urgency: 'by_severity' as const })), plan: plan({ pinned: null, shifts: [shift('ann', from, from + 5 * day), shift('bea', from + 5 * day + 3 * hour, to)] }) })] }));
  expect(gap).toMatchObject({
    at: from + 5 * day, params: { n: 3, services: 'a, b, c +1', from: '2026-11-28T08:00:00.000Z', to: '2026-11-28T11:00:00.000Z' },
    fix: { command: 'oncall/override', args: { team: 'SRE', from: '2026-11-28T08:00:00.000Z', to: '2026-11-28T11:00:00.000Z' } },
  });
});

test('a gap is another one when it is near, so that it is told of again', async () => {
  const idAt = async (now: number) => (await all({ ...facts({ teams: [team({ plan: plan({ pinned: null, shifts: [shift('ann', from, from + 8 * day), shift('bea', from + 9 * day, to + 30 * day)] }) })] }), from: now, to: now + 14 * day }))[0]!.id;
  expect(await idAt(from)).toBe(await idAt(from + day));
  expect(await idAt(from)).not.toBe(await idAt(from + 6 * day));
});

test('a ladder that ends in one person only for a while says from when', async () => {
  const swap = plan({ pinned: null, shifts: [shift('bea', from, from + 3 * day), shift('ann', from + 3 * day, to)] });
  const it = facts({ teams: [team({ plan: swap })], ...own(policy([[{ kind: 'ON_CALL', level: 1 }], [{ kind: 'USER', user: 'ann' }]])) });
  expect(await all(it)).toMatchObject([{ key: 'oncallCheck.ladder_alone_at', at: from + 3 * day, params: { name: 'ann' } }]);
});

test('whoever has contacts that nothing serves needs a provider, not another contact', async () => {
  const fixOf = async (it: PreflightFacts) => (await all(it)).find(({ key }) => key === 'oncallCheck.one_means_now')?.fix.command;
  expect(await fixOf(facts({ served: new Set() }))).toBe('provider/add');
  expect(await fixOf(facts({ served: new Set(), ...withPeople({ ann: person('ann', { contacts: [] }) }) }))).toBe('user/contact');
});

test('of one team only what concerns it is told', () => {
  const it = facts({ served: new Set(), teams: [team(), team({ id: 'u', name: 'Data', plan: plan({ teamId: 'u', pinned: null }) })] });
  expect(briefly(simulateTeam(it.teams[1]!, it))).toEqual(['1 nobody_ever']);
});

describe('for whatever is wrong at once', () => {
  const any = fc.subarray(cases.map(([, some]) => some), { minLength: 1 });
  test('the worst comes first, each thing once, and each has a button', async () => {
    await fc.assert(fc.asyncProperty(any, async (some) => {
      const findings = await all(some.reduce<PreflightFacts>((sum, one) => ({ ...sum, ...one, people: new Map([...sum.people, ...(one.people ?? [])]) }), facts()));
      expect(findings.map(({ rank }) => rank)).toEqual(findings.map(({ rank }) => rank).toSorted((a, b) => a - b));
      expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
      expect(findings.filter(({ fix }) => fix.command === '')).toEqual([]);
    }));
  });
});
