import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/intake/fingerprint.ts';
import { readPost } from '../../src/intake/read.ts';
import { sources } from '../../src/intake/sources.ts';

const read = (body: unknown) =>
  readPost(sources.custom, { headers: {}, path: [], query: {}, bytes: Buffer.from(JSON.stringify(body)), receivedAt: new Date('2026-06-01T12:00:00Z') });
const identity = (body: unknown) => read(body).signals.map((signal) => ('fingerprint' in signal ? signal.fingerprint : undefined));

const redis = { alert_name: 'Down', service: 'redis', labels: { host: 'a' } };

describe('the fingerprint of an alert without one', () => {
  test.each([
    ['text', { ...redis, description: 'other' }],
    ['time', { ...redis, started_at: '2026-01-01T00:00:00Z' }],
    ['severity', { ...redis, severity: 'critical', labels: { host: 'a', severity: 'low' } }],
    ['status', { ...redis, status: 'resolved', labels: { host: 'a', status: 'x' } }],
    ['address', { ...redis, url: 'https://example.com' }],
  ])('does not depend on %s', (_what, other) => {
    expect(identity(other)).toEqual(identity(redis));
  });

  test.each([
    ['name', { ...redis, alert_name: 'Up' }],
    ['service', { ...redis, service: 'kafka' }],
    ['labels', { ...redis, labels: { host: 'b' } }],
  ])('depends on %s', (_what, other) => {
    expect(identity(other)).not.toEqual(identity(redis));
  });

  test('does not depend on the order of the labels', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), { selector: ([key]) => key, minLength: 2 });
    fc.assert(
      fc.property(pairs.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
        expect(fingerprintOf('n', 's', new Map(shuffled))).toBe(fingerprintOf('n', 's', new Map(list)));
      }),
    );
  });

  test('does not depend on their order when there are too many to keep', () => {
    const names = Array.from({ length: 200 }, (_, i) => `l${i}`);
    const labels = (order: string[]) => Object.fromEntries(order.map((name) => [name, name]));
    expect(identity({ ...redis, labels: labels(names.toReversed()) })).toEqual(identity({ ...redis, labels: labels(names) }));
  });
});
