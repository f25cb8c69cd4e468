import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds, openDoors, type Doors } from './doors.ts';

const folder = join(import.meta.dirname, '../payloads/hostile');
const files = readdirSync(folder).filter((file) => file.endsWith('.json') && !file.endsWith('.expected.json')).sort();

const deep = (levels: number, open: string, close: string): string => open.repeat(levels) + close.repeat(levels);
const alert = (labels: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ status: 'firing', alerts: [{ status: 'firing', labels: { alertname: 'Odd', ...labels }, annotations: {}, ...more }] });
/** More of our own, beside the recorded ones. */
const others: [name: string, body: unknown][] = [
  ['only white space', ' \n\t '],
  ['a bare word', 'hello'],
  ['a number', '42'],
  ['a text', '"alerts"'],
  ['true', 'true'],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['two values', '{}{}'],
  ['a byte-order mark and an object', Buffer.from('\ufeff{"alert_name":"Bom"}')],
  ['UTF-16', Buffer.from('{"alert_name":"Wide"}', 'utf16le')],
  ['a gzip header that is not announced', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])],
  ['objects nested 100,000 deep', deep(100_000, '{"a":', '}')],
  ['nested exactly 33 deep', deep(33, '[', ']')],
  ['brackets in a text', { alert_name: deep(1000, '[', ']'), alerts: undefined }],
  ['the same member twice', '{"alerts":[],"alerts":{"a":1},"status":"firing"}'],
  ['a constructor', '{"alerts":[{"labels":{"constructor":"x","alertname":"C"},"constructor":{"prototype":{"x":1}}}]}'],
  ['numbers beyond every limit', alert({ n: 1e308 }, { startsAt: 1e308, endsAt: -1e308 })],
  ['numbers that overflow', '{"alerts":[{"labels":{"alertname":"N","n":1e999},"startsAt":1e999}],"alert_name":"N","started_at":1e999,"date":1e999}'],
  ['a million digits', `{"alert_name":${'9'.repeat(1_000_000)}}`],
  ['a name of a megabyte', { alert_name: 'n'.repeat(1_000_000), message: 'n'.repeat(1_000_000), title: 'n'.repeat(1_000_000), payload: { summary: 'n'.repeat(1_000_000), source: 's', severity: 'critical' }, event_action: 'trigger' }],
  ['a fingerprint of a megabyte', alert({}, { fingerprint: 'f'.repeat(1_000_000) })],
  ['a groupKey of a megabyte', { ...alert({}), groupKey: 'g'.repeat(1_000_000) }],
  ['10,000 labels', alert(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`label${i}`, 'x'])))],
  ['a label name of a megabyte', alert({ ['k'.repeat(1_000_000)]: 'v' })],
  ['labels that are lists of objects', alert({ service: [{ a: 1 }], team: { b: [2] }, severity: ['critical'] })],
  ['labels that are a list', { status: 'firing', alerts: [{ status: 'firing', labels: ['a', 'b'], fingerprint: 'l' }] }],
  ['annotations that are a text', alert({}, { annotations: 'broken' })],
  ['a service of 5,000 characters', alert({ service: 's'.repeat(5000) })],
  ['SQL', alert({ service: `'; drop table alerts; --`, alertname: '$1 %s {} \\' }, { fingerprint: `"}','{` })],
  ['text that looks like an array of PostgreSQL', alert({ service: '{"a",NULL}', alertname: '{}' }, { fingerprint: '{NULL}' })],
  ['only control characters', { alert_name: '\u0001\u0002', message: '\u0000', fingerprint: '\u0000', title: '\u0007' }],
  ['a time zone that does not exist', alert({}, { startsAt: '2026-02-30T25:61:61+99:99' })],
  ['times before Christ and far away', alert({}, { startsAt: '-271821-04-20T00:00:00Z', endsAt: '+275760-09-13T00:00:00Z' })],
  ['an end before its start', { status: 'resolved', groupKey: 'x', alerts: [{ status: 'resolved', labels: { alertname: 'Odd' }, startsAt: '2026-02-05T10:00:00Z', endsAt: '2025-02-05T10:00:00Z', fingerprint: 'b' }] }],
];

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(async () => doors[Symbol.asyncDispose]());

describe.each([...files.map((file) => [file, readFileSync(join(folder, file))] as [string, unknown]), ...others])('%s', (name, body) => {
  test.each(kinds)('at the door of %s: taken or refused, and the next good body works', async (kind) => {
    const { status } = await doors.knock(kind, body);
    expect([202, 400]).toContain(status);
    expect((await doors.good(kind, `${name.slice(0, 40)} ${kind}`)).status).toBe(202);
  });
});

test.each([
  ['/v2/enqueue', 'pagerduty'], ['/v2/enqueue/', 'pagerduty'], ['/v2/change/enqueue', 'pagerduty'], ['/v2/alerts', 'opsgenie'], ['/v2/alerts/x/close', 'opsgenie'], ['/v2/alerts/x/acknowledge', 'opsgenie'], ['/v2/alerts/x/notes', 'opsgenie'],
  ['/v2/alerts/%00%ff/close', 'opsgenie'], [`/v2/alerts/${'x'.repeat(5000)}/close`, 'opsgenie'], ['/v2/alerts/a/b/c/d', 'opsgenie'],
] as const)('no hostile body breaks %s', async (path, kind) => {
  for (const body of [...files.map((file) => readFileSync(join(folder, file))), ...others.map(([, other]) => other)]) {
    const { status } = await doors.knock(kind, body, { path });
    expect([202, 400]).toContain(status);
  }
  expect((await doors.good(kind, `after ${path.slice(0, 40)}`)).status).toBe(202);
});

test('afterwards every good alert stands in its incident, nothing waits, and its card is drawn', async () => {
  const { sql } = doors.world.app;
  const [count] = await sql<{ bad: number; good: number }[]>`select count(*) filter (where outcome = 'incident' and incident_id is null)::int as bad, count(*) filter (where name like ${`%alertmanager`})::int as good from alerts`;
  expect(count).toEqual({ bad: 0, good: files.length + others.length });
  await doors.world.until('the queue is empty and no job was parked', async () => {
    const { queue, deadLetters } = await doors.world.app.ports.health();
    return queue.depth === 0 && deadLetters === 0;
  });
  const cards = await sql<{ incident: string; is_drawn: boolean }[]>`select i.number as incident, exists (select 1 from posted_cards p where p.subject = 'incident:' || i.id and p.message_id is not null) as is_drawn from incidents i where not i.in_storm`;
  expect(cards.length).toBeGreaterThan(0);
  expect(cards.filter((card) => !card.is_drawn)).toEqual([]);
});

test('no body came as far as the database and was refused only there', async () => {
  await doors.world.until('the refusals are counted', async () => (await doors.world.app.sql`select 1 from refusals`)[0]);
  expect(await doors.world.app.sql`select path, count from refusals where reason = 'unusable'`).toHaveLength(0);
});
