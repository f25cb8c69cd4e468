import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { drawCalendar } from '../../../src/http/calendars/draw.ts';
import { sayIn } from '../../../src/texts/say.ts';

const entry = (teamName: string, username: string) => ({ uid: 'u1@imas-manager', teamId: 't', userId: 'u', level: 1, pinned: true, from: 1_800_000_000_000, to: 1_800_000_600_000, teamName, username });
const hostile = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('a\r\nEND:VEVENT\r\nBEGIN:VALARM', 'x;y,z\\n"', '\nATTENDEE:mailto:x@example.com', 'é'.repeat(120), '\u2028SUMMARY:x'));

test('whatever a team or a person is called, it stays one event with its words on lines that every program takes', () => {
  fc.assert(fc.property(hostile, hostile, fc.constantFrom('en' as const, 'fr' as const), fc.boolean(), (team, person, language, ofTeam) => {
    const text = drawCalendar({ teamName: ofTeam ? team : null, entries: [entry(team, person)] }, new Date(0), sayIn(language));
    const lines = text.split('\r\n');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(['vevent']);
    const names = calendar.getFirstSubcomponent('vevent')!.getAllProperties().map(({ name }) => name).toSorted();
    expect(names).toEqual(['description', 'dtend', 'dtstamp', 'dtstart', 'last-modified', 'sequence', 'summary', 'transp', 'uid']);
  }));
});

test('names are read back as they are written', () => {
  const text = drawCalendar({ teamName: null, entries: [entry('Zürich; A, B \\ C', 'x')] }, new Date(0), sayIn('fr'));
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent('vevent')!);
  expect(event.summary).toBe('Astreinte : Zürich; A, B \\ C');
});
