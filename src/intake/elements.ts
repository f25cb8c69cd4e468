import { BadPost, type Reading, type Rejected, type Signal } from './source.ts';

/** An element that cannot be used. A value and not an error: a body can hold millions of them. */
export interface Unusable { kind: 'unusable'; field: string; reason: string }
export const unusable = (field: string, reason: string): Unusable => ({ kind: 'unusable', field, reason });

/** So many are listed one by one; the rest are only counted. */
const MOST_LISTED = 1000;

/** 16 MiB of real alerts are at most half as many; reading and storing costs up to a kilobyte of memory each. */
const MOST_ELEMENTS = 50_000;

/**
 * Reads a list element by element: good ones are taken, bad ones listed with index, field and reason.
 * @throws BadPost when there are elements and none of them can be used, or more than 50,000.
 */
export function readEach(elements: readonly unknown[], where: string, read: (element: unknown) => Signal | Unusable): Reading {
  if (elements.length > MOST_ELEMENTS) throw new BadPost(where, `holds ${elements.length} elements, more than ${MOST_ELEMENTS}; send fewer in one request`);
  const signals: Signal[] = [];
  const rejected: Rejected[] = [];
  let unlisted = 0;
  for (let index = 0; index < elements.length; index++) {
    const signal = read(elements[index]);
    if (signal.kind !== 'unusable') signals.push(signal);
    else if (rejected.length < MOST_LISTED) rejected.push({ index, field: signal.field, reason: signal.reason });
    else unlisted++;
  }
  const first = rejected[0];
  if (first && signals.length === 0) throw new BadPost(`${where}[${first.index}].${first.field}`, first.reason);
  if (unlisted > 0) rejected.push({ index: -1, field: where, reason: `${unlisted} more cannot be used` });
  return { signals, rejected };
}

const STATES: ReadonlyMap<string, 'firing' | 'resolved'> = new Map([
  ['firing', 'firing'],
  ['alerting', 'firing'],
  ['triggered', 'firing'],
  ['open', 'firing'],
  ['active', 'firing'],
  ['resolved', 'resolved'],
  ['recovered', 'resolved'],
  ['ok', 'resolved'],
  ['closed', 'resolved'],
  ['inactive', 'resolved'],
]);

/** What a status word means: firing when absent, undefined when it is not understood. */
export function stateOf(said: unknown): 'firing' | 'resolved' | undefined {
  if (said === undefined || said === null || said === '') return 'firing';
  return typeof said === 'string' ? STATES.get(said.trim().toLowerCase()) : undefined;
}
