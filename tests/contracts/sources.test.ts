import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BadPost } from '../../src/intake/source.ts';
import { sources } from '../../src/intake/sources.ts';
import { recorded } from '../intake/payloads.ts';

const files = readdirSync(join(import.meta.dirname, '../../src/intake/sources')).map((file) => file.replace(/\.ts$/, ''));

test('every file in sources/ is in the list under its own name, and generic is custom', () => {
  expect(Object.keys(sources).sort()).toEqual([...files, 'generic'].sort());
  expect(sources.generic).toBe(sources.custom);
});

describe.each(Object.entries(sources))('the source %s', (kind, source) => {
  const receivedAt = new Date('2026-06-01T12:00:00Z');

  test.each([undefined, null, 7, 'text', []])('refuses a body of %j, or finds nothing in it', (body) => {
    const read = () => source.read({ headers: {}, path: [], query: {}, bytes: new Uint8Array(), body, receivedAt });
    if (Array.isArray(body) && source === sources.custom) expect(read()).toEqual({ signals: [], rejected: [] });
    else expect(read).toThrow(BadPost);
  });

  test('demands no signature when there is no secret', () => {
    expect(source.authenticate({ headers: {}, bytes: new Uint8Array() }, {})).toBe(true);
  });

  test('answers what it took with 202 and what it refuses with 400 and the field', () => {
    expect(source.answer({ accepted: 1, rejected: [], requestId: 'r1', dedupKeys: ['k1'] }).status).toBe(202);
    const refusal = source.refuse(new BadPost('some_field', 'is missing'));
    expect([refusal.status, JSON.stringify(refusal.body)]).toEqual([400, expect.stringContaining('some_field')]);
  });

  test('has a snippet with address and token filled in, whichever address of ours it is given', () => {
    const token = 'k3y0k3y0k3y0k3y0k3y0k3y0k3y0k3y0';
    const snippet = source.snippet({ url: 'https://imas.example.com', token, name: 'prod' });
    expect(snippet).toContain('https://imas.example.com/');
    expect(snippet).toContain(token);
    expect(snippet).not.toMatch(/undefined|\.com\/\//);
    expect(source.snippet({ url: `https://imas.example.com/api/v1/webhooks/${kind}/`, token, name: 'prod' })).toBe(snippet);
  });

  test('has recorded bodies', () => {
    expect(recorded().some((body) => sources[body.source] === source)).toBe(true);
  });
});
