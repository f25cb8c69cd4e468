import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoors, type Doors, type Kind } from './doors.ts';

const megabyte = 1024 * 1024;
const filled = (before: string, piece: string, after: string, bytes = megabyte): Buffer => Buffer.from(before + piece.repeat(Math.floor((bytes - before.length - after.length) / piece.length)) + after);

const bodies: [what: string, kind: Kind, body: Buffer][] = [
  ['brackets', 'custom', filled('{"alerts":', '[', '')],
  ['objects in objects', 'alertmanager', filled('', '{"a":', '')],
  ['empty objects', 'custom', filled('{"alerts":[', '{},', '{}]}')],
  ['empty objects for labels', 'alertmanager', filled('{"alerts":[{"status":"firing","labels":{"alertname":"L","x":[', '{},', '{}]}}]}')],
  ['numbers', 'pagerduty', filled('{"event_action":"trigger","payload":{"summary":"n"},"links":[', '1,', '1]}')],
  ['links', 'pagerduty', filled('{"event_action":"trigger","payload":{"summary":"n"},"links":[', '{},', '{}]}')],
  ['tags', 'opsgenie', filled('{"message":"t","alias":"t","tags":[', '"a:b",', '"c"],"responders":[{}]}')],
  ['responders', 'opsgenie', filled('{"message":"t","alias":"r","responders":[', '{},', '{}]}')],
  ['one tag after another', 'datadog', filled('{"title":"[Triggered] x","alert_transition":"Triggered","alert_id":"1","tags":"', 'a:b,', '"}')],
  ['members', 'alertmanager', Buffer.from(`{"alerts":[{"status":"firing","fingerprint":"m","labels":{${Array.from({ length: 70_000 }, (_, i) => `"k${(i * 7919) % 70_000}":1`).join(',')}}}]}`)],
  ['escapes', 'custom', filled('{"alert_name":"', '\\u0000', '"}')],
  ['line ends', 'custom', filled('{"alert_name":"', '\\r\\n', '"}')],
  ['lines of prose', 'pagerduty', filled('{"event_action":"trigger","dedup_key":"p","payload":{"summary":"n","source":"s","severity":"critical","custom_details":{"firing":"', 'Labels:\\n - a = b\\n', '"}}}')],
  ['white space in a name', 'custom', filled('{"alert_name":"x', ' ', '\\n"}')],
  ['sentry tags', 'sentry', filled('{"action":"triggered","data":{"event":{"title":"x","issue_id":"1","tags":[', '["a","b"],', '["a","b"]]}}}')],
];
const hooks = { headers: { 'sentry-hook-resource': 'event_alert' } };

let doors: Doors;
beforeAll(async () => { doors = await openDoors(); });
afterAll(async () => doors[Symbol.asyncDispose]());

test.each(bodies)('a megabyte of %s keeps nobody waiting for long', async (_, kind, body) => {
  const since = performance.now();
  const [{ status }, other] = await Promise.all([doors.knock(kind, body, hooks), doors.good('custom', `beside ${kind} ${body.length}`)]);
  expect([202, 400]).toContain(status);
  expect(other.status).toBe(202);
  expect(performance.now() - since).toBeLessThan(3000);
});

test('two hundred hostile bodies of a megabyte, eight at a time, need no more memory than the first few', async () => {
  const send = async (times: number): Promise<number> => {
    let most = 0;
    for (let n = 0; n < times; n += 8) {
      await Promise.all(Array.from({ length: 8 }, (_, i) => { const [, kind, body] = bodies[(n + i) % bodies.length]!; return doors.knock(kind, body, hooks); }));
      most = Math.max(most, process.memoryUsage.rss());
    }
    return most;
  };
  const first = await send(48);
  const rest = await send(200);
  expect((rest - first) / megabyte).toBeLessThan(200);
}, 120_000);

test('fifteen megabytes of empty objects are refused without being built', async () => {
  const body = filled('{"alerts":[', '{},', '{}]}', 15 * megabyte);
  await doors.knock('custom', body);
  const before = process.memoryUsage.rss();
  for (let n = 0; n < 5; n++) expect((await doors.knock('custom', body)).status).toBe(400);
  expect((process.memoryUsage.rss() - before) / megabyte).toBeLessThan(150);
});
