import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSteps, sayStep } from '../../src/chat/step-words.ts';
import { checkedSteps, type Step, type Target } from '../../src/domain/escalation/policies/step.ts';

const one = (line: string) => readSteps(line)[0];

test.each([
  ['0 on-call', { delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }], means: null, only: null, working_hours_only: false }],
  ['+5 min: on-call 2, managers by SMS and voice', { delay_minutes: 5, targets: [{ kind: 'ON_CALL', level: 2 }, { kind: 'MANAGERS' }], means: ['SMS', 'VOICE'] }],
  ['10 backup of Platform Core', { targets: [{ kind: 'ON_CALL', level: 2, team: 'Platform Core' }] }],
  ['15 team, channel, @alice, ops@example.org', { targets: [{ kind: 'TEAM' }, { kind: 'CHANNEL' }, { kind: 'USER', user: '@alice' }, { kind: 'EMAIL', address: 'ops@example.org' }] }],
  ['20 team of "Stand by, me only"', { targets: [{ kind: 'TEAM', team: 'Stand by, me only' }], means: null, only: null }],
  ['2h on-call only mon-fri 18:00-9:00', { delay_minutes: 120, only: { days: [1, 2, 3, 4, 5], from: '18:00', to: '09:00' } }],
  ['0 astreinte par SMS seulement lun-ven 9h-18h en heures ouvrées', { means: ['SMS'], only: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }, working_hours_only: true }],
  ['at once → responsables de Réseau', { delay_minutes: 0, targets: [{ kind: 'MANAGERS', team: 'Réseau' }] }],
])('“%s” is read', (line, step) => {
  expect(one(line)).toMatchObject(step);
});

test.each([['soon on-call'], ['5'], ['5 somebody'], ['5 on-call only when it rains'], ['5 on-call only mon-fri 25:00-09:00'], ['5 on-call only mon-fri 18:00-09:75'], ['five team']])('“%s” is refused and quoted', (line) => {
  expect(() => readSteps(`0 on-call\n${line}`)).toThrow(expect.objectContaining({ code: 'invalid', extras: expect.objectContaining({ fields: { steps: expect.anything() } }) }));
});

const uuid = fc.uuid();
const names = new Map<string, string>();
const named = (name: string) => fc.tuple(uuid, fc.constantFrom(...['Platform', 'Stand by, me only', 'Réseau 2', 'on-call'].map((each) => `${each}${name}`))).map(([id, text]) => { names.set(id, text); return id; });
const team = fc.option(named(''), { nil: undefined }).map((id) => (id === undefined ? {} : { team: id }));
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 9 }), team).map(([level, more]) => ({ kind: 'ON_CALL' as const, level, ...more })),
  team.map((more) => ({ kind: 'TEAM' as const, ...more })), team.map((more) => ({ kind: 'MANAGERS' as const, ...more })),
  fc.tuple(uuid, fc.stringMatching(/^[a-z0-9._-]{1,12}$/)).map(([id, name]) => { names.set(id, name); return { kind: 'USER' as const, user: id }; }),
  fc.constant({ kind: 'EMAIL' as const, address: 'ops@example.org' }), fc.constant({ kind: 'CHANNEL' as const }), fc.constant({ kind: 'CHANNEL' as const, platform: 'slack' as const, place: 'C0123' }),
);
const step = fc.record({
  delay_minutes: fc.integer({ min: 0, max: 10_080 }), targets: fc.array(target, { minLength: 1, maxLength: 4 }),
  means: fc.option(fc.uniqueArray(fc.constantFrom('CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK'), { minLength: 1 })), working_hours_only: fc.boolean(),
  only: fc.option(fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: clock, to: fc.oneof(clock, fc.constant('24:00')) })),
}).map((it) => checkedSteps([it])[0]!);

test('every step is read back as it was said, in both languages', () => {
  fc.assert(fc.property(step, fc.constantFrom('en' as const, 'fr' as const), (it: Step, language) => {
    const idOf = (name: unknown) => (typeof name === 'string' ? [...names].find(([, text]) => text === name.replace(/^@/, ''))?.[0] ?? name : name);
    const sameName = (id: unknown) => names.get(String(id));
    const read = checkedSteps([{ ...one(sayStep(it, names, language)), targets: one(sayStep(it, names, language))!.targets.map((each) => ({ ...each, ...('team' in each && { team: idOf(each['team']) }), ...('user' in each && { user: idOf(each['user']) }) })) }])[0]!;
    const shape = (each: Step) => ({ ...each, targets: each.targets.map((one) => ({ ...one, ...('team' in one && { team: sameName(one.team) }), ...('user' in one && { user: sameName(one.user) }) })) });
    expect(shape(read)).toEqual(shape(it));
  }));
});
