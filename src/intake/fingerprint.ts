import { hash } from 'node:crypto';

/** Longest identity kept as it is; longer ones would not fit a database index. */
const LONGEST = 255;
/** Labels that change while the problem stays the same. */
const CHANGING = new Set(['severity', 'status']);

/** A tool's own identity, or its SHA-256 (hex) when it is longer than 255 characters. */
export function fitIdentity(own: string): string {
  const trimmed = own.trim();
  return trimmed.length <= LONGEST ? trimmed : hash('sha256', trimmed);
}

/**
 * The identity of a problem whose tool names none: a hash of alert name, service and sorted labels
 * without severity and status; never of text or time, which differ each time (spec §4).
 */
export function fingerprintOf(name: string, service: string | undefined, labels: ReadonlyMap<string, string>): string {
  const pairs = [...labels].filter(([key]) => !CHANGING.has(key));
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([name, service ?? '', pairs]));
}
