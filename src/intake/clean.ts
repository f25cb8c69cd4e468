import { isUtf8 } from 'node:buffer';
import { scan } from './scan.ts';
import { BadPost } from './source.ts';
import { cleanText, type Notes } from './text.ts';

export interface ParsedBody {
  /** The JSON value with every text cleaned; undefined for an empty body. */
  value: unknown;
  /** What had to be replaced, in short English phrases. */
  notes: string[];
}

/** An object of nothing is two bytes as sent and fifty in memory: 16 MiB of ordinary alerts hold half as many values. */
const MOST_VALUES = 1_000_000;

/**
 * Bytes to a JSON value that may be stored and shown: invalid UTF-8, controls, lone surrogates and direction
 * marks are gone and noted, and nesting and the number of values are bounded (spec §15). An ordinary body costs one scan and JSON.parse.
 * @throws BadPost when it is not JSON, nests deeper than `maxDepth` or holds more than a million values.
 */
export function parseBody(bytes: Uint8Array, limits: { maxDepth: number } = { maxDepth: 32 }): ParsedBody {
  const { depth, commas, high, escapes } = scan(bytes, limits.maxDepth);
  if (depth > limits.maxDepth) throw new BadPost('depth', `nests deeper than ${limits.maxDepth} levels`);
  if (commas >= MOST_VALUES) throw new BadPost('body', 'holds more than 1,000,000 values; send fewer alerts in one request');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const notes: Notes = new Set();
  if (high && !isUtf8(buffer)) notes.add('invalid UTF-8 replaced');
  const text = high ? buffer.toString('utf8').replace(/^\ufeff/, '') : buffer.toString('latin1');
  const parsed = parse(text);
  const value = high || escapes ? cleanValue(parsed, notes) : parsed;
  return { value, notes: [...notes] };
}

function parse(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadPost('body', 'is not valid JSON');
  }
}

/** Cleans in place: the value is ours alone. The depth was bounded before, so recursion is safe here. */
function cleanValue(value: unknown, notes: Notes): unknown {
  if (typeof value === 'string') return cleanText(value, notes);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = cleanValue(value[i], notes);
    return value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const name = cleanText(key, notes);
    const member = cleanValue(members[key], notes);
    if (name === key && member === members[key]) continue;
    if (name !== key) delete members[key];
    // Not an assignment: a cleaned name could be `__proto__`.
    Object.defineProperty(members, name, { value: member, writable: true, enumerable: true, configurable: true });
  }
  return members;
}
