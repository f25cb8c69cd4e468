import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPost } from '../../src/intake/read.ts';
import { BadPost, type Reading } from '../../src/intake/source.ts';
import { sources, type SourceName } from '../../src/intake/sources.ts';
import { receivedAt, recorded } from './payloads.ts';

const kinds = Object.keys(sources) as SourceName[];
const odd = fc.oneof({ depthSize: 'small' }, fc.jsonValue(), fc.constantFrom(null, 0, '', [], {}, 'resolved', 'P1', 1e308));

/** Recorded bodies in which one member, anywhere, is something else. */
const bent = fc
  .tuple(fc.constantFrom(...recorded().filter(({ name }) => !name.startsWith('hostile'))), fc.nat(), odd)
  .map(([{ source, bytes }, at, value]) => ({ source, body: replaceMember(JSON.parse(Buffer.from(bytes).toString()), at, value) }));

function replaceMember(body: unknown, at: number, value: unknown): unknown {
  const holders: [Record<string, unknown>, string][] = [];
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, member] of Object.entries(node)) {
      holders.push([node as Record<string, unknown>, key]);
      collect(member);
    }
  };
  collect(body);
  const holder = holders[at % Math.max(holders.length, 1)];
  if (holder) holder[0][holder[1]] = value;
  return body;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, reversed(member)]));
}

function attempt(kind: SourceName, body: unknown, path: string[] = []): Reading | undefined {
  try {
    return readPost(sources[kind], { headers: {}, path, query: {}, bytes: Buffer.from(JSON.stringify(body)), receivedAt });
  } catch (error) {
    expect(error).toBeInstanceOf(BadPost);
    return undefined;
  }
}

describe.each(kinds)('%s', (kind) => {
  test('reads any JSON or refuses it with BadPost', () => {
    fc.assert(fc.property(odd, fc.constantFrom([], ['alerts'], ['alerts', 'x', 'close'], ['change', 'enqueue']), (body, path) => void attempt(kind, body, [...path])));
  });
});

describe('a recorded body with one odd member', () => {
  test('is read or refused, and every signal is within the limits', () => {
    fc.assert(
      fc.property(bent, ({ source, body }) => {
        for (const signal of attempt(source, body)?.signals ?? []) {
          if ('fingerprint' in signal) expect(signal.fingerprint.length).toSatisfy((length: number) => length > 0 && length <= 255);
          if (signal.kind !== 'fire') continue;
          expect(signal.name.length).toBeGreaterThan(0);
          expect((signal.startedAt ?? receivedAt) <= receivedAt).toBe(true);
          expect([...signal.labels.values()].every((value) => typeof value === 'string')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('keeps its identities when its members come in another order', () => {
    const identities = (reading: Reading | undefined) => reading?.signals.map((signal) => ('fingerprint' in signal ? signal.fingerprint : signal.groupRef));
    fc.assert(
      fc.property(bent, ({ source, body }) => {
        expect(identities(attempt(source, reversed(body)))).toEqual(identities(attempt(source, body)));
      }),
    );
  });
});

test('fifty thousand useless elements are not listed one by one', () => {
  const bytes = Buffer.from(`{"alerts":[${'1,'.repeat(49_999)}{"alert_name":"Good"}]}`);
  const { signals, rejected } = readPost(sources.custom, { headers: {}, path: [], query: {}, bytes, receivedAt });
  expect([signals.length, rejected.length, rejected.at(-1)?.reason]).toEqual([1, 1001, '48999 more cannot be used']);
});
