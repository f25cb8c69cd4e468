import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readPost } from '../../src/intake/read.ts';
import { BadPost, type Signal } from '../../src/intake/source.ts';
import { sources, type SourceName } from '../../src/intake/sources.ts';

const folder = join(import.meta.dirname, '../payloads');
/** After every recording, so that no time in them is clamped. */
export const receivedAt = new Date('2026-12-01T00:00:00Z');

/** What stands in `*.expected.json` beside a recorded body: how it came in, and what it must become. */
interface Expected {
  /** Where it is not the folder's name, as for hostile bodies. */
  source?: SourceName;
  path?: string[];
  headers?: Record<string, string>;
  becomes: unknown;
}

export interface Recorded { name: string; file: string; source: SourceName; bytes: Uint8Array; expected: Expected }

/** Every recorded body; a body without an expectation is an error of the test suite. */
export function recorded(): Recorded[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.endsWith('.expected.json'))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const expected = JSON.parse(readFileSync(file.replace(/\.json$/, '.expected.json'), 'utf8')) as Expected;
      return { name, file, source: expected.source ?? (basename(join(file, '..')) as SourceName), bytes: readFileSync(file), expected };
    });
}

/** The reading as JSON, a refusal included. */
export function becomes({ source, bytes, expected }: Pick<Recorded, 'source' | 'bytes' | 'expected'>): unknown {
  const post = { headers: expected.headers ?? {}, path: expected.path ?? [], query: {}, bytes, receivedAt };
  try {
    const { signals, rejected } = readPost(sources[source], post);
    return plain({ signals: signals.map(drawn), rejected });
  } catch (error) {
    if (!(error instanceof BadPost)) throw error;
    return { refused: { field: error.field, reason: error.message } };
  }
}

const drawn = (signal: Signal): unknown => (signal.kind === 'fire' ? { ...signal, labels: Object.fromEntries(signal.labels) } : signal);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
