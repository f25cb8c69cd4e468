import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { webhookDoor } from '../../src/http/routes/webhooks.ts';
import { sources } from '../../src/intake/sources.ts';
import { aServer, ask } from '../http/a-server.ts';
import { keyFrom, sealer } from '../../src/secrets.ts';

const nobodyHere = { sources: new Map(), tokens: new Map(), services: new Map(), serviceNames: new Map(), teams: new Map(), rules: new Map(), triage: undefined, version: 1 };
const patience = { headers: 200, request: 400, check: 50 };

/** The real doors behind a server with little patience. */
const impatient = () => aServer({
  patience,
  quick: { prefixes: ['/api/v1/webhooks', '/v2'], door: webhookDoor({
    sources,
    batcher: { submit: async () => undefined, stop: async () => undefined },
    directory: { latest: async () => nobodyHere as never, current: async () => nobodyHere as never, stop: async () => undefined },
    refusals: { count: () => undefined, stop: async () => undefined },
    sealer: sealer({ current: keyFrom('a key for tests, long enough, 0123456789'), old: [] }),
  }) },
});

/** Sends one byte of `rest` every 20 ms until the server hangs up. @returns all that it said */
async function drip(port: number, head: string, rest: string): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(head);
  let at = 0;
  const drops = setInterval(() => { if (socket.writable) socket.write(rest[at++ % rest.length]!); }, 20);
  try {
    return await text(socket);
  } finally {
    clearInterval(drops);
  }
}

test.each([
  ['headers', 'POST /api/v1/webhooks/custom/ HTTP/1.1\r\nhost: x\r\nx-slow: ', 'a'],
  ['a body that was announced', 'POST /api/v1/webhooks/custom/ HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n', '{'],
  ['a body in pieces', 'POST /api/v1/webhooks/custom/ HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\nx\r\n'],
])('a sender that drips %s is cut when its time is over, however busy it looks', async (_, head, rest) => {
  await using server = await impatient();
  const since = performance.now();
  expect(await drip(server.port, head, rest)).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - since).toBeLessThan(2000);
});

test('two hundred slow senders do not keep anybody else waiting', async () => {
  await using server = await impatient();
  const slow = Array.from({ length: 200 }, () => drip(server.port, 'POST /v2/enqueue HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n', '{'));
  // Should an expectation fail first, they are cut with the server: no fault of theirs.
  for (const one of slow) one.catch(() => undefined);
  const since = performance.now();
  expect((await ask(server.origin, '/api/v1/webhooks/custom/', { method: 'POST', body: '{}' })).status).toBe(401);
  expect(performance.now() - since).toBeLessThan(300);
  expect((await Promise.all(slow)).filter((said) => !said.startsWith('HTTP/1.1 408 '))).toEqual([]);
});
