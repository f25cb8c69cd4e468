import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmGround, ink, night, personColours } from '../../../src/chat/pictures/colours.ts';
import { daysFrom } from '../../../src/chat/pictures/days.ts';
import { pngOf } from '../../../src/chat/pictures/png.ts';
import { drawSchedule } from '../../../src/chat/pictures/schedule.ts';
import type { Schedule } from '../../../src/domain/oncall/load-schedule.ts';
import { sayIn } from '../../../src/texts/say.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.parse('2026-03-23T00:00:00+01:00');
const turn = (userId: string, name: string, from: number, to: number) => ({ userId, name, from, to });
const schedule = (more: Partial<Schedule> = {}): Schedule => ({
  team: 'SRE', zone: 'Europe/Paris', now: monday + 30 * hour,
  levels: [{ level: 1, turns: [turn('a', 'alice', monday, monday + 9 * day), turn('b', 'bea', monday + 10 * day, monday + 16 * day)], gaps: [{ from: monday + 9 * day, to: monday + 10 * day }] }],
  ...more,
});
const draw = (it: Schedule, language: 'en' | 'fr' = 'en') => drawSchedule(it, language, sayIn(language));
const widthsOf = (svg: string, fill: string) => [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="50"[^>]*fill="([^"]+)"/g)].filter(([, , , of]) => of === fill).map(([, , width]) => Number(width));

test('names are written in the picture and beside their colours', () => {
  expect(draw(schedule()).match(/>alice</g)!.length).toBeGreaterThan(2);
});

test('a turn is as wide as it is long: the day of the change to summer time has 23 hours, and its week 167', () => {
  const [all] = widthsOf(draw(schedule({ now: monday, levels: [{ level: 1, turns: [turn('a', 'alice', monday, monday + 7 * day - hour)], gaps: [] }] })), personColours[0]);
  const sunday = Date.parse('2026-03-29T00:00:00+01:00');
  const [short] = widthsOf(draw(schedule({ now: monday, levels: [{ level: 1, turns: [turn('a', 'alice', sunday, sunday + 23 * hour)], gaps: [] }] })), personColours[0]);
  expect((short! + 2) / (all! + 2)).toBeCloseTo(23 / 167, 2);
});

test('hours without anybody are hatched, in red at the first level only', () => {
  expect(widthsOf(draw(schedule()), 'url(#gap)')).toHaveLength(1);
  const second = { level: 2, turns: [], gaps: [{ from: monday, to: monday + 2 * day }] };
  expect(widthsOf(draw(schedule({ levels: [second] })), 'url(#gap)')).toHaveLength(0);
  expect(widthsOf(draw(schedule({ levels: [second] })), 'url(#quiet-gap)')).toHaveLength(1);
});

test('days are called as the reader calls them, on the clock of the team', () => {
  expect(daysFrom(Date.parse('2026-03-28T23:30:00Z'), 2, 'Europe/Paris', 'fr').map(({ label, from, to, isWeekend }) => [label, (to - from) / hour, isWeekend])).toEqual([['dim. 29', 23, true], ['lun. 30', 24, false]]);
  expect(daysFrom(Date.parse('2026-03-28T23:30:00Z'), 1, 'America/New_York', 'en')[0]!.label).toBe('Sat 28');
});

test('whatever a team or a person is called, it is words in a picture that can be drawn', async () => {
  const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom('</text><script>x</script>', '"><image href="http://x.example/"/>', '&amp;]]>', '\u0000\u0008\ufffe', '🔥'.repeat(40)));
  await fc.assert(fc.asyncProperty(hostile, hostile, async (team, person) => {
    const svg = draw(schedule({ team, levels: [{ level: 1, turns: [turn('a', person, monday, monday + 9 * day)], gaps: [] }] }));
    expect(new Set([...svg.matchAll(/<([a-zA-Z]+)/g)].map(([, name]) => name))).toEqual(new Set(['svg', 'defs', 'pattern', 'rect', 'text', 'line', 'circle']));
    expect(svg.match(/<[^>]*(?:href|\son\w+=)/)).toBeNull();
    expect((await pngOf(svg)).subarray(1, 4).toString()).toBe('PNG');
  }), { numRuns: 15 });
});

test('the picture has letters where no font is installed', async () => {
  const [with1, with2] = await Promise.all(['alice', 'QQQQQ'].map(async (team) => pngOf(draw(schedule({ team })))));
  expect(with1!.equals(with2!)).toBe(false);
});

describe('what is written on a colour is readable, by night as well', () => {
  const channels = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const shaded = (hex: string) => channels(hex).map((value, at) => value * 0.89 + channels(night)[at]! * 0.11);
  const luminance = (rgb: readonly number[]) => rgb.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at]!, 0);
  const contrast = (one: readonly number[], other: readonly number[]) => (Math.max(luminance(one), luminance(other)) + 0.05) / (Math.min(luminance(one), luminance(other)) + 0.05);
  test.each([...personColours, alarmGround])('%s', (colour) => {
    expect(contrast(channels(colour), channels(ink))).toBeGreaterThan(7);
    expect(contrast(shaded(colour), channels(ink))).toBeGreaterThan(7);
  });
});
