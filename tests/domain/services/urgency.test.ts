import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severities, type Severity } from '../../../src/domain/severity.ts';
import { severityNamed } from '../../../src/domain/services/severity.ts';
import { responseTargetMinutes, urgencyOf } from '../../../src/domain/services/urgency.ts';
import { inWorkingHours } from '../../../src/domain/services/working-hours.ts';
import type { UrgencyRule } from '../../../src/domain/services/schema.ts';

const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
const mondayNoon = new Date('2026-03-02T12:00:00Z');
const mondayNight = new Date('2026-03-02T03:00:00Z');

test.each<[UrgencyRule, Date, string]>([
  ['by_severity', mondayNight, 'high high low low'],
  ['by_severity', mondayNoon, 'high high low low'],
  ['high', mondayNight, 'high high high high'],
  ['low', mondayNoon, 'low low low low'],
  ['high_in_working_hours', mondayNoon, 'high high high high'],
  ['high_in_working_hours', mondayNight, 'low low low low'],
])('the rule %s at %s makes SEV1 to SEV4 %s', (rule, instant, expected) => {
  expect(severities.map((severity) => urgencyOf({ severity, rule, workingHours: office, zone: 'UTC', instant })).join(' ')).toBe(expected);
});

test('answers are due after 5 minutes, 30 minutes and 4 hours', () => {
  expect((['TIER_1_CRITICAL', 'TIER_2', 'TIER_3'] as const).map(responseTargetMinutes)).toEqual([5, 30, 240]);
});

test.each<[string, Severity | undefined]>([
  ['SEV1_CRITICAL', 'SEV1_CRITICAL'], ['sev2', 'SEV2_HIGH'], [' Medium ', 'SEV3_MEDIUM'], ['4', 'SEV4_LOW'], ['sev5', undefined], ['', undefined],
])('a person who types %j means %s', (typed, expected) => expect(severityNamed(typed)).toBe(expected));

test.each<[string, { days: number[]; from: string; to: string }, string, string, boolean]>([
  ['the first minute is in', office, 'UTC', '2026-03-02T09:00:00Z', true],
  ['the last moment is in', office, 'UTC', '2026-03-02T17:59:59Z', true],
  ['the end is out', office, 'UTC', '2026-03-02T18:00:00Z', false],
  ['Saturday is out', office, 'UTC', '2026-03-07T12:00:00Z', false],
  ['the wall clock of the zone decides', office, 'Asia/Tokyo', '2026-03-02T00:00:00Z', true],
  ['summer time moves the hours', office, 'Europe/Paris', '2026-07-06T07:00:00Z', true],
  ['winter time moves them back', office, 'Europe/Paris', '2026-01-05T07:00:00Z', false],
  ['a night begun on Friday lasts into Saturday', { days: [5], from: '22:00', to: '06:00' }, 'UTC', '2026-03-07T05:59:00Z', true],
  ['but not the night before it', { days: [5], from: '22:00', to: '06:00' }, 'UTC', '2026-03-06T05:59:00Z', false],
  ['a Sunday night lasts into Monday', { days: [7], from: '22:00', to: '06:00' }, 'UTC', '2026-03-02T01:00:00Z', true],
  ['midnight to midnight is the whole day', { days: [1], from: '00:00', to: '24:00' }, 'UTC', '2026-03-02T23:59:00Z', true],
])('working hours: %s', (_, hours, zone, at, expected) => expect(inWorkingHours(hours, zone, new Date(at))).toBe(expected));

test('in every zone and across every change of the clocks, working hours are what the wall clock shows', () => {
  const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Casablanca', 'Asia/Kathmandu', 'Pacific/Apia'];
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const from = Date.UTC(2025, 0, 1), to = Date.UTC(2028, 0, 1);
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: from, max: to }), (zone, at) => {
    const parts = Object.fromEntries(new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at).map((part) => [part.type, part.value]));
    const shown = `${parts['hour']}:${parts['minute']}`;
    const expected = weekdays.indexOf(parts['weekday']!) < 5 && shown >= '09:00' && shown < '18:00';
    return inWorkingHours(office, zone, new Date(at)) === expected;
  }), { numRuns: 500 });
});
