import { describe, expect, test } from 'vitest';
import { becomes, recorded } from './payloads.ts';

describe('a recorded body becomes exactly what stands beside it', () => {
  test.each(recorded().map((body) => [body.name, body] as const))('%s', (_name, body) => {
    expect(becomes(body)).toEqual(body.expected.becomes);
  });
});
