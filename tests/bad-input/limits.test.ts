import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { raw } from '../http/a-server.ts';
import { alertmanagerBody } from '../world.ts';
import { goodBody, kinds, openDoors, type Doors } from './doors.ts';

const largest = 16 * 1024 * 1024;
let doors: Doors;
let port: number;
beforeAll(async () => {
  doors = await openDoors();
  port = doors.world.app.doors!.port;
});
afterAll(async () => doors[Symbol.asyncDispose]());
beforeEach(async () => doors.world.app.sql`truncate alerts`);

const stored = async (): Promise<{ name: string; labels: Record<string, string>; notes: string[]; description: string }[]> =>
  doors.world.app.sql`select name, labels, notes, description from alerts`;
const withLabels = (labels: Record<string, string>) => alertmanagerBody([{ name: 'Limits', labels }]);

describe('what one alert may hold', () => {
  test.each([['32 levels', 32, 202], ['33 levels', 33, 400]])('%s of nesting', async (_, levels, status) => {
    // The body and its list of alerts are two levels, the alert and its annotations two more.
    const body = JSON.stringify({ ...goodBody('custom', 'Deep') as object, extra: 0 }).replace('"extra":0', `"extra":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`);
    const reply = await doors.knock('custom', body);
    expect(reply.status).toBe(status);
    if (status === 400) expect(reply.json).toMatchObject({ field: 'depth' });
  });

  test('of 10,000 labels 64 are kept, those that decide where it goes among them, and it says so', async () => {
    expect((await doors.knock('alertmanager', withLabels(Object.fromEntries(Array.from({ length: 9997 }, (_, i) => [`a${i}`, 'x']))))).status).toBe(202);
    const [alert] = await stored();
    expect([Object.keys(alert!.labels).length, alert!.labels['service'], alert!.notes]).toEqual([64, 'redis-prod', ['9936 of 10000 labels left out']]);
  });

  test('a label value over 4 KiB is cut, and it says so', async () => {
    await doors.knock('alertmanager', withLabels({ dump: '€'.repeat(3000) }));
    const [alert] = await stored();
    expect(Buffer.byteLength(alert!.labels['dump']!)).toBeLessThanOrEqual(4096);
    expect([alert!.labels['dump']!.at(-1), alert!.notes]).toEqual(['…', ['1 label value cut to 4 KiB']]);
  });

  test('NUL, halves of characters and marks that turn text around are stored clean, and it says so', async () => {
    await doors.knock('custom', '{"alert_name":"a\\u0000b\\u202egnp.exe","description":"\\ud800 end \\u001b[31m","labels":{"k\\u0000":"\\udc00"}}');
    const [alert] = await stored();
    expect([alert!.name, alert!.description, alert!.labels]).toEqual(['a\ufffdbgnp.exe', '\ufffd end \ufffd[31m', { 'k\ufffd': '\ufffd' }]);
    expect(alert!.notes.toSorted()).toEqual(['control characters replaced', 'halves of surrogate pairs replaced', 'text-direction marks removed']);
  });

  test('bytes that are no UTF-8 are replaced, and it says so', async () => {
    await doors.knock('custom', Buffer.concat([Buffer.from('{"alert_name":"caf'), Buffer.from([0xe9, 0xff]), Buffer.from('"}')]));
    const [alert] = await stored();
    expect([alert!.name, alert!.notes]).toEqual(['caf\ufffd\ufffd', ['invalid UTF-8 replaced']]);
  });

  test('a label called __proto__ is a label, and nobody inherits from it', async () => {
    await doors.knock('alertmanager', '{"alerts":[{"status":"firing","labels":{"alertname":"P","service":"redis-prod","__proto__":"evil","constructor":"x"},"__proto__":{"status":"resolved"}}]}');
    const [alert] = await stored();
    expect(Object.entries(alert!.labels)).toEqual(expect.arrayContaining([['__proto__', 'evil'], ['constructor', 'x']]));
    expect(({} as Record<string, unknown>)['status']).toBeUndefined();
  });
});

describe('headers', () => {
  test('over 16 KiB are answered 431', async () => {
    const answer = await raw(port, `POST /api/v1/webhooks/custom/ HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(17_000)}\r\ncontent-length: 2\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('a body over 16 MiB is answered 413 and becomes a SEV2 for the team of its source', () => {
  const oversized = async () => doors.world.app.sql<{ severity: string; team: string; is_open: boolean }[]>`
    select i.severity, t.name as team, i.status <> 'RESOLVED' as is_open from alerts a join incidents i on i.id = a.incident_id join teams t on t.id = i.team_id where a.fingerprint = 'imas:oversized-body'`;
  const gzipped = { 'content-encoding': 'gzip' };

  test('announced', async () => {
    await editSource(doors.world.app.ctx, 'custom', { ownerTeam: 'SRE Core' }, doors.world.app.ports.sealer);
    const reply = await doors.knock('custom', Buffer.alloc(largest + 1, ' '));
    expect([reply.status, reply.headers['content-type'], reply.json['status']]).toEqual([413, 'application/problem+json', 413]);
    expect(await oversized()).toEqual([{ severity: 'SEV2_HIGH', team: 'SRE Core', is_open: true }]);
  });

  test('sent in pieces without saying how much', async () => {
    const body = new ReadableStream({ pull(controller) { controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20)); } });
    const reply = await fetch(`${doors.world.url}/api/v1/webhooks/custom/`, { method: 'POST', body, duplex: 'half', headers: { authorization: `Bearer ${doors.tokens.custom}` } } as RequestInit);
    expect(reply.status).toBe(413);
    expect(await oversized()).toHaveLength(1);
  });

  test('a gzip bomb: 17 MiB of nothing in 17 KiB', async () => {
    const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(20_000);
    expect((await doors.knock('custom', bomb, { headers: gzipped })).status).toBe(413);
    expect(await oversized()).toHaveLength(1);
  });

  test('a gzip body within the limit is taken', async () => {
    expect((await doors.knock('custom', gzipSync(JSON.stringify({ alert_name: 'Zipped', description: 'x'.repeat(1_000_000) })), { headers: gzipped })).status).toBe(202);
    expect((await stored()).map((alert) => alert.name)).toEqual(['Zipped']);
  });

  test('exactly 16 MiB is taken', async () => {
    const body = JSON.stringify({ alert_name: 'Just', description: '' });
    expect((await doors.knock('custom', body + ' '.repeat(largest - body.length))).status).toBe(202);
  });

  test('a stranger’s raises nothing', async () => {
    expect((await doors.knock('custom', Buffer.alloc(largest + 1, ' '), { token: 'x'.repeat(32) })).status).toBe(401);
    expect(await oversized()).toHaveLength(0);
  });

  test('gzip that is broken is answered 400', async () => {
    const broken = gzipSync(JSON.stringify(goodBody('custom', 'Broken')));
    broken.fill(0, 12, 20);
    expect((await doors.knock('custom', broken, { headers: gzipped })).status).toBe(400);
    expect((await doors.knock('custom', broken.subarray(0, 15), { headers: gzipped })).status).toBe(400);
  });
});

describe('more than a body should hold', () => {
  test.each([
    ['50,001 alerts', `{"alerts":[${'{},'.repeat(50_000)}{}]}`, 'alerts'],
    ['a million values', `{"alert_name":"V","labels":{"a":[${'{},'.repeat(1_000_000)}{}]}}`, 'body'],
  ])('%s are refused as a whole before they cost anything', async (_, body, field) => {
    expect(await doors.knock('custom', body)).toMatchObject({ status: 400, json: { field } });
  });

  test('2,001 alerts in one body are all taken', async () => {
    const reply = await doors.knock('alertmanager', alertmanagerBody(Array.from({ length: 2001 }, (_, i) => ({ name: `A${i}` }))));
    expect([reply.status, reply.json['accepted']]).toEqual([202, 2001]);
    expect(await doors.world.app.sql`select count(*)::int as alerts, count(distinct incident_id)::int as incidents from alerts`).toEqual([{ alerts: 2001, incidents: 1 }]);
  });
});

describe('senders that lie or go away', () => {
  const head = (length: string) => `POST /api/v1/webhooks/custom/ HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${doors.tokens.custom}\r\n${length}\r\n\r\n`;

  test('a Content-Length that is too small: the rest is no request', async () => {
    const answer = await raw(port, `${head('content-length: 20')}{"alert_name":"Lies"}}}}}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 (202|400) /);
    expect(answer).not.toMatch(/HTTP\/1\.1 5/);
  });

  test.each(['content-length: -1', 'content-length: 12x', 'content-length: 99999999999999999999', 'content-length: 5\r\ncontent-length: 6', 'content-length: 5\r\ntransfer-encoding: chunked', 'transfer-encoding: chunked, gzip'])('%s is answered 4xx', async (length) => {
    expect(await raw(port, `${head(length)}hello\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  test('who hangs up in the middle of a body leaves nothing behind', async () => {
    for (let n = 0; n < 20; n++) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      await new Promise((sent) => socket.write(`${head('content-length: 5000')}{"alert_name":"Half`, sent));
      if (n % 2) socket.destroy(); else socket.end();
    }
    for (const kind of kinds) expect((await doors.good(kind, `After ${kind}`)).status).toBe(202);
    expect((await stored()).filter((alert) => alert.name.startsWith('Half'))).toEqual([]);
  });

  test('random bytes are answered 400 and close the connection', async () => {
    for (let n = 0; n < 20; n++) expect(await raw(port, `${randomBytes(200).toString('latin1')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  });
});
