import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTime } from '../../src/intake/times.ts';

const receivedAt = new Date('2026-06-01T12:00:00Z');
const read = (value: unknown) => {
  const { at, note } = readTime(value, receivedAt);
  return [at?.toISOString(), note];
};
const noZone = 'time without zone read as UTC';
const odd = 'time not understood, time of receipt used';
const ahead = 'time in the future, time of receipt used';

describe('reading a time', () => {
  test.each([
    ['2026-02-05T10:00:00Z', '2026-02-05T10:00:00.000Z', undefined],
    ['2026-02-05t10:00:00z', '2026-02-05T10:00:00.000Z', undefined],
    ['2026-02-05T10:00:00.1Z', '2026-02-05T10:00:00.100Z', undefined],
    ['2026-02-05T10:00:00.999999999Z', '2026-02-05T10:00:00.999Z', undefined],
    ['2026-02-05T10:00:00.123456789+05:45', '2026-02-05T04:15:00.123Z', undefined],
    ['2026-02-05T10:00:00.000+0000', '2026-02-05T10:00:00.000Z', undefined],
    ['2026-02-05T10:00:00-0330', '2026-02-05T13:30:00.000Z', undefined],
    ['2026-02-05T10:00:00+02', '2026-02-05T08:00:00.000Z', undefined],
    ['2026-02-05 10:00:00.5 +0000 UTC', '2026-02-05T10:00:00.500Z', undefined],
    ['2026-02-05 10:00:00 UTC', '2026-02-05T10:00:00.000Z', undefined],
    ['2026-02-05T10:00', '2026-02-05T10:00:00.000Z', noZone],
    ['2026-02-05', '2026-02-05T00:00:00.000Z', noZone],
    [1770285600, '2026-02-05T10:00:00.000Z', undefined],
    [1770285600.5, '2026-02-05T10:00:00.500Z', undefined],
    ['1770285600', '2026-02-05T10:00:00.000Z', undefined],
    [1770285600123, '2026-02-05T10:00:00.123Z', undefined],
    ['1770285600123', '2026-02-05T10:00:00.123Z', undefined],
    [1770285600123456, '2026-02-05T10:00:00.123Z', undefined],
    ['0001-01-01T00:00:00Z', undefined, undefined],
    [0, undefined, undefined],
    [null, undefined, undefined],
    [undefined, undefined, undefined],
    ['', undefined, undefined],
    ['1999-12-31T23:59:59Z', undefined, odd],
    ['2026-02-30T00:00:00Z', undefined, odd],
    ['2026-13-01T00:00:00Z', undefined, odd],
    ['2026-02-05T25:00:00Z', undefined, odd],
    ['0000-00-00T00:00:00Z', undefined, odd],
    ['not-a-date', undefined, odd],
    [-5, undefined, odd],
    [Number.NaN, undefined, odd],
    [{}, undefined, odd],
    ['2026-06-01T12:04:00Z', '2026-06-01T12:00:00.000Z', undefined],
    ['2026-06-01T12:06:00Z', '2026-06-01T12:00:00.000Z', ahead],
    ['9999-12-31T23:59:59Z', '2026-06-01T12:00:00.000Z', ahead],
    [1e20, '2026-06-01T12:00:00.000Z', ahead],
    [1e300, '2026-06-01T12:00:00.000Z', ahead],
  ])('%j is %s (%s)', (value, at, note) => {
    expect(read(value)).toEqual([at, note]);
  });

  test('is never after the receipt and never invalid, whatever was said', () => {
    fc.assert(
      fc.property(fc.oneof(fc.date().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toISOString()), fc.double(), fc.string()), (value) => {
        const { at } = readTime(value, receivedAt);
        expect(at === undefined || (at.getTime() > 0 && at <= receivedAt)).toBe(true);
      }),
    );
  });

  test('gives back every moment between 2000 and the receipt', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: receivedAt, noInvalidDate: true }), (date) => {
        expect(readTime(date.toISOString(), receivedAt).at).toEqual(date);
      }),
    );
  });
});
