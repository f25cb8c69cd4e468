import { optional } from './arguments.ts';
import { refuse } from './refusal.ts';
import type { Json } from './state.ts';

/** One page of a list, as Slack's cursors give it; `most` is the limit's own limit. */
export function page<T>(all: readonly T[], args: Json, usual = 100, most = 1000): { items: T[]; response_metadata: { next_cursor: string } } {
  const limit = Number(optional(args, 'limit') ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) refuse('invalid_limit');
  const cursor = optional(args, 'cursor');
  const start = cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) refuse('invalid_cursor');
  const end = start + limit;
  return { items: all.slice(start, end), response_metadata: { next_cursor: end < all.length ? Buffer.from(String(end)).toString('base64') : '' } };
}
