import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { otherReading } from '../../src/chat/moment-words.ts';
import { readInstant, readLength, skippedTime } from '../../src/chat/when.ts';

const at = { now: new Date('2026-11-22T15:30:00Z'), timeZone: 'Europe/Paris', language: 'en' as const };
const iso = (typed: string, towards?: 'past') => readInstant(typed, at, towards)?.toISOString().slice(0, 16);

describe('a typed time', () => {
  test.each([
    ['18:00', '2026-11-22T17:00'],
    ['16:00', '2026-11-23T15:00'],
    ['until 09:00', '2026-11-23T08:00'],
    ['jusqu’à 9h', '2026-11-23T08:00'],
    ['9pm', '2026-11-22T20:00'],
    ['midi', '2026-11-23T11:00'],
    ['tomorrow 9:00', '2026-11-23T08:00'],
    ['demain à 9h30', '2026-11-23T08:30'],
    ['2026-11-23 09:00', '2026-11-23T08:00'],
    ['2026-11-23T09:00', '2026-11-23T08:00'],
    ['2026-11-23T09:00:00Z', '2026-11-23T09:00'],
    ['2026-11-24', '2026-11-23T23:00'],
    ['monday 8:00', '2026-11-23T07:00'],
    ['dimanche 8h', '2026-11-29T07:00'],
    ['30m', '2026-11-22T16:00'],
    ['in 2h', '2026-11-22T17:30'],
    ['dans 1h30', '2026-11-22T17:00'],
    ['now', '2026-11-22T15:30'],
  ])('%s', (typed, expected) => {
    expect(iso(typed)).toBe(expected);
  });

  test.each([['16:00', '2026-11-22T15:00'], ['18:00', '2026-11-21T17:00'], ['10 minutes ago', '2026-11-22T15:20'], ['yesterday 23:00', '2026-11-21T22:00'], ['monday 8:00', '2026-11-16T07:00']])('in the past: %s', (typed, expected) => {
    expect(iso(typed, 'past')).toBe(expected);
  });

  test.each(['', 'soon', '25:00', '9:75', '2026-13-01 09:00', '2026-02-30', '13pm', '42', 'tomorrow at lunch'])('that is none: %s', (typed) => {
    expect(iso(typed)).toBeUndefined();
  });

  test('on the night the clocks go back is the earlier of two', () => {
    expect(readInstant('2026-10-25 02:30', at)?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('never fails to be read or refused', () => {
    const words = fc.constantFrom('until', 'tomorrow', '9:00', '99', 'h', 'm', '2026-11-23', 'T', 'lundi', 'à', 'pm', '-1', '1e9');
    fc.assert(fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 6 }), (parts) => {
      for (const typed of [parts.join(' '), parts.join('')]) {
        const read = readInstant(typed, at);
        expect(read === undefined || !Number.isNaN(read.getTime())).toBe(true);
      }
    }));
  });
});

describe('a typed length of time', () => {
  test.each([['30m', 30], ['2h', 120], ['1h30', 90], ['1 h 30 min', 90], ['90 minutes', 90], ['2 heures', 120], ['1,5 h', 90], ['3 jours', 4320]])('%s', (typed, minutes) => {
    expect(readLength(typed)).toBe(minutes * 60_000);
  });
  test.each(['', '30', 'h', '0m', '-5m', '9999w', '2 bananas'])('that is none: %s', (typed) => {
    expect(readLength(typed)).toBeUndefined();
  });
});

describe('a time that the clocks skip or double', () => {
  test.each([['2027-03-28 02:30', '2027-03-28T01:00'], ['2027-03-28 02:00', '2027-03-28T01:00'], ['2027-03-28 03:00', undefined], ['2026-10-25 02:30', undefined], ['2h', undefined]])('%s', (typed, next) => {
    expect(skippedTime(typed, at)?.toISOString().slice(0, 16)).toBe(next);
  });

  test('names the other reading as it is typed, and none on other nights', () => {
    expect(otherReading(new Date('2026-10-25T00:30:00Z'), 'Europe/Paris')).toBe('2026-10-25T02:30+01:00');
    expect(otherReading(new Date('2026-10-25T01:30:00Z'), 'Europe/Paris')).toBe('2026-10-25T02:30+02:00');
    for (const plain of ['2026-10-25T02:30:00Z', '2027-03-28T00:59:00Z', '2027-03-28T01:00:00Z']) expect(otherReading(new Date(plain), 'Europe/Paris')).toBeUndefined();
  });

  test('whatever reading is named is read back as another instant with the same clock', () => {
    fc.assert(fc.property(fc.integer({ min: Date.parse('2026-10-24T22:00Z'), max: Date.parse('2026-10-25T04:00Z') }), (ms) => {
      const minute = new Date(Math.floor(ms / 60_000) * 60_000);
      const other = otherReading(minute, 'Europe/Paris');
      if (other === undefined) return;
      const read = readInstant(other, at)!;
      expect(Math.abs(read.getTime() - minute.getTime())).toBe(3_600_000);
    }));
  });
});

describe('a day by its name', () => {
  test.each([
    ['25 dec 9:00', '2026-12-25T08:00'], ['dec 25', '2026-12-24T23:00'], ['25 décembre 2027 à 9h', '2027-12-25T08:00'], ['1er janvier', '2026-12-31T23:00'], ['3 mar 9:00', '2027-03-03T08:00'], ['mar 9:00', '2026-11-24T08:00'],
    ['sunday 18:00', '2026-11-22T17:00'], ['sunday 16:00', '2026-11-29T15:00'], ['to friday 18:00', '2026-11-27T17:00'], ['2100-02-28 09:00', '2100-02-28T08:00'],
  ])('%s', (typed, expected) => {
    expect(iso(typed)).toBe(expected);
  });
  test.each(['32 dec', '30 feb 2027', 'dec', '25 dec 99'])('%s is none', (typed) => {
    expect(iso(typed)).toBeUndefined();
  });
});
