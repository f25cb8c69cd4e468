import { randomBytes } from 'node:crypto';
import type { Asked } from './route.ts';

const replica = randomBytes(5).toString('hex');
let count = 0;

/** Unique among all replicas and starts; cheap enough for every request. */
export function newRequestId(): string {
  count += 1;
  return `${replica}-${count.toString(36)}`;
}

/** The id under which answer and log speak of this request; made when it is first asked for. */
export function requestIdOf(c: Asked): string {
  const known = c.get('requestId');
  if (known !== undefined) return known;
  const id = newRequestId();
  c.set('requestId', id);
  return id;
}
