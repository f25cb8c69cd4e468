import { createHash } from 'node:crypto';

/** What alerts are found by in memory: source and fingerprint, or source and the tool's group. A source's id has 36 characters. */
export const keyOf = (sourceId: string, name: string): string => `${sourceId} ${name}`;
export const partsOf = (key: string): { sourceId: string; name: string } => ({ sourceId: key.slice(0, 36), name: key.slice(37) });

/** A tool's own group name as it is stored: a long one by its hash, since an index holds no more. */
export const groupRefOf = (ref: string): string => (ref.length <= 255 ? ref : createHash('sha256').update(ref).digest('hex'));
