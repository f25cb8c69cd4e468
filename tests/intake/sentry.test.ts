import { describe, expect, test } from 'vitest';
import { readPost } from '../../src/intake/read.ts';
import { sources } from '../../src/intake/sources.ts';

const receivedAt = new Date('2026-06-01T12:00:00Z');
const issue = { id: '9', title: 'Oops', firstSeen: '2026-05-01T00:00:00Z', lastSeen: '2026-05-31T00:00:00Z' };
const read = (body: object, resource?: string) =>
  readPost(sources.sentry, { headers: resource === undefined ? {} : { 'sentry-hook-resource': resource }, path: [], query: {}, bytes: Buffer.from(JSON.stringify(body)), receivedAt }).signals;

describe('an issue in Sentry', () => {
  test.each([
    ['created', ['fire']],
    ['unresolved', ['fire']],
    ['resolved', ['resolve']],
    ['archived', ['resolve']],
    ['ignored', ['resolve']],
    ['assigned', []],
  ])('that is %s becomes %j', (action, kinds) => {
    expect(read({ action, data: { issue } }, 'issue').map(({ kind }) => kind)).toEqual(kinds);
  });

  test('that comes back begins a new episode', () => {
    const starts = ['created', 'unresolved'].map((action) => read({ action, data: { issue } })[0]).map((signal) => signal?.kind === 'fire' && signal.startedAt?.toISOString());
    expect(starts).toEqual(['2026-05-01T00:00:00.000Z', '2026-05-31T00:00:00.000Z']);
  });
});

describe('a post of Sentry', () => {
  test('is read by its header before its shape', () => {
    expect(read({ action: 'created', data: { issue } }, 'comment')).toEqual([]);
  });

  test.each([
    [{ issue_alert: { settings: [{ name: 'service', value: 'chosen' }] }, event: { title: 'x', tags: [['service', 'tagged']] } }, 'chosen'],
    [{ event: { title: 'x', tags: [['service', 'tagged'], 'odd', ['alone']], url: 'https://sentry.io/api/0/projects/org/checkout/events/1/' } }, 'tagged'],
    [{ event: { title: 'x', url: 'https://sentry.io/api/0/projects/org/checkout/events/1/' } }, 'checkout'],
    [{ event: { title: 'x' } }, undefined],
  ])('%j names the service %s', (data, service) => {
    expect(read({ action: 'triggered', data })).toMatchObject([{ kind: 'fire', service }]);
  });

  test('of a metric alert cannot be taken for an issue of the same number', () => {
    const [metric] = read({ action: 'critical', data: { metric_alert: { id: '9', title: 'Oops' } } });
    const [created] = read({ action: 'created', data: { issue } });
    expect([metric, created].map((signal) => signal?.kind === 'fire' && signal.fingerprint)).toEqual(['metric-alert-9', '9']);
  });
});
