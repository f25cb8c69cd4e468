import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sources } from '../../src/intake/sources.ts';

const bytes = Buffer.from('{"a": 1}');
const secret = 'made-up secret';
const sign = (...pieces: (string | Buffer)[]) => pieces.reduce((hmac, piece) => hmac.update(piece), createHmac('sha256', secret)).digest('hex');

describe('a signed post', () => {
  test.each([
    ['sentry', { 'sentry-hook-signature': sign(bytes) }, true],
    ['sentry', { 'sentry-hook-signature': sign('{"a":1}') }, false],
    ['sentry', { 'sentry-hook-signature': sign(bytes).slice(2) }, false],
    ['sentry', { 'sentry-hook-signature': 'nonsense' }, false],
    ['sentry', {}, false],
    ['grafana', { 'x-grafana-alerting-signature': sign(bytes) }, true],
    ['grafana', { 'x-grafana-alerting-signature': sign('1770285600:', bytes), 'x-grafana-alerting-timestamp': '1770285600' }, true],
    ['grafana', { 'x-grafana-alerting-signature': sign(bytes), 'x-grafana-alerting-timestamp': '1770285600' }, false],
    ['grafana', {}, false],
  ] as const)('for %s with %j is right: %s', (kind, headers, right) => {
    expect(sources[kind].authenticate({ headers: headers as Record<string, string>, bytes }, { secret })).toBe(right);
  });
});
