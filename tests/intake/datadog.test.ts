import { describe, expect, test } from 'vitest';
import { readPost } from '../../src/intake/read.ts';
import { sources } from '../../src/intake/sources.ts';

const receivedAt = new Date('2026-06-01T12:00:00Z');
const read = (event: object) =>
  readPost(sources.datadog, { headers: {}, path: [], query: {}, bytes: Buffer.from(JSON.stringify({ title: 'CPU is high', ...event })), receivedAt }).signals;
const kinds = (event: object) => read(event).map((signal) => signal.kind);
const fired = (event: object) => read(event).find((signal) => signal.kind === 'fire');

describe('what Datadog says of a monitor', () => {
  test.each([
    ['Triggered', 'fire'],
    ['Re-Triggered', 'fire'],
    ['No Data', 'fire'],
    ['Re-No Data', 'fire'],
    ['Warn', 'fire'],
    ['Re-Warn', 'fire'],
    ['Renotify', 'fire'],
    ['Recovered', 'resolve'],
    ['recovered', 'resolve'],
  ])('transition %s is a %s', (alert_transition, kind) => {
    expect(kinds({ alert_transition, alert_status: 'something was Recovered' })).toEqual([kind]);
  });

  test.each([
    ['[Triggered] CPU is high', 'fire', 'CPU is high'],
    ['[P1] [Warn on {host:a}] CPU is high', 'fire', 'CPU is high'],
    ['[Recovered on {host:a}] CPU is high', 'resolve', undefined],
    ['[prod] CPU is high', 'fire', '[prod] CPU is high'],
  ])('without a transition the title %s is read', (title, kind, name) => {
    expect([kinds({ title }), fired({ title })?.name]).toEqual([[kind], name]);
  });

  test('without a transition anywhere, success is a recovery and the rest fires with a note', () => {
    expect(kinds({ alert_type: 'success' })).toEqual(['resolve']);
    expect(fired({ alert_type: 'error' })?.notes).toEqual(['no alert_transition, taken as triggered']);
  });

  test('the sentence of $ALERT_STATUS is never a state', () => {
    expect(kinds({ alert_status: 'Recovered' })).toEqual(['fire']);
  });

  test.each([
    [{ alert_priority: 'P2', alert_type: 'error' }, 'p2'],
    [{ alert_priority: '$ALERT_PRIORITY', alert_type: 'warning' }, 'warning'],
    [{ priority: 'normal', alert_type: 'error' }, 'error'],
    [{ severity: 'Critical', alert_priority: 'P4' }, 'critical'],
    [{ title: '[P3] [Triggered] CPU is high', alert_type: 'error' }, 'p3'],
    [{}, undefined],
  ])('of %j the severity word is %s', (event, severity) => {
    expect(fired(event)?.severityWord).toBe(severity);
  });

  test('tags become labels, as text or as a list', () => {
    const labels = { env: 'prod', monitor: 'true', url: 'http://a:80', zone: 'a,b' };
    const tags = ['env:prod', 'monitor', 'url:http://a:80', 'zone:a', 'zone:b', ' '];
    expect(Object.fromEntries(fired({ tags })!.labels)).toEqual(labels);
    expect(Object.fromEntries(fired({ tags: tags.join(',') })!.labels)).toEqual(labels);
  });

  test('without a cycle key the monitor and its scopes, in any order, are the identity', () => {
    const one = fired({ alert_id: 7, alert_scope: 'host:a,env:b' })!.fingerprint;
    expect([fired({ monitor_id: '7', scopes: 'env:b, host:a' })!.fingerprint === one, fired({ alert_id: 7 })!.fingerprint === one]).toEqual([true, false]);
  });
});
