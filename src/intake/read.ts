import { parseBody } from './clean.ts';
import type { RawPost, Reading, Source } from './source.ts';

/**
 * One post from bytes to signals: cleaned, read by its source, and what cleaning had to replace
 * noted on every alert of the post.
 * @throws BadPost when nothing of it can be used.
 */
export function readPost(source: Source, post: Omit<RawPost, 'body'>): Reading {
  const { value, notes } = parseBody(post.bytes);
  const reading = source.read({ ...post, body: value });
  if (notes.length === 0) return reading;
  const signals = reading.signals.map((signal) => (signal.kind === 'fire' ? { ...signal, notes: [...signal.notes, ...notes] } : signal));
  return { ...reading, signals };
}
