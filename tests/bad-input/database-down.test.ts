import { expect, test } from 'vitest';
import { makeDispatch } from '../../src/chat/dispatch.ts';
import { plainAnswer } from '../../src/chat/plain.ts';
import { nobody } from '../../src/context.ts';
import { connect } from '../../src/db/client.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { meaningOf } from '../../src/http/errors.ts';
import { aBundled, aDataFolder } from '../bundled.ts';
import { aWorld, alertmanagerBody } from '../world.ts';
import { goodBody, send, type Reply } from './doors.ts';
import { aProxy, type Proxy } from './proxy.ts';

type Timed = Reply & { ms: number };
interface Fragile extends AsyncDisposable {
  proxy: Proxy;
  sql: ReturnType<typeof connect>;
  post(name: string): Promise<Timed>;
  sentry(): Promise<Timed>;
  /** Is anything still wrong? */
  until(what: string, look: () => Promise<unknown>): Promise<unknown>;
}

/** The product as a process of its own, whose way to the database can fail; nobody else works on that database. */
async function aFragileProduct(): Promise<Fragile> {
  const things = new AsyncDisposableStack();
  const world = things.use(await aWorld());
  const { app, address, night } = world;
  const { token } = await createSource(app.ctx, { name: 'sentry', kind: 'sentry' }, { sourceKinds: app.ports.sourceKinds, sealer: app.ports.sealer });
  await app.close();
  const sql = connect(address, { max: 2, name: 'test' });
  things.defer(() => sql.end({ timeout: 1 }));
  const proxy = things.use(await aProxy(address));
  const folder = things.use(await aDataFolder());
  const product = things.use(await aBundled({ IMAS_DATA_DIR: folder.path, DATABASE_URL: `postgres://${address.user}@127.0.0.1:${proxy.port}/${address.database}`, IMAS_SECRET_KEY: 'a key for tests, long enough, 0123456789' }));
  const timed = async (kind: string, with_: string, body: unknown, headers: Record<string, string> = {}): Promise<Timed> => {
    const since = performance.now();
    return { ...await send(`${product.url}/api/v1/webhooks/${kind}/`, body, { authorization: `Bearer ${with_}`, ...headers }), ms: performance.now() - since };
  };
  return {
    proxy, sql, until: world.until,
    post: (name) => timed('alertmanager', night.token, alertmanagerBody([{ name }])),
    sentry: () => timed('sentry', token, goodBody('sentry', 'S'), { 'sentry-hook-resource': 'event_alert' }),
    [Symbol.asyncDispose]: () => things.disposeAsync(),
  };
}

test.each(['cut', 'silent'] as const)('the database is %s: 503 with Retry-After in time, and all goes on by itself', async (mode) => {
  await using product = await aFragileProduct();
  expect((await product.post('Before')).status).toBe(202);

  product.proxy.set(mode);
  const [post, sentry] = await Promise.all([product.post('During'), product.sentry()]);
  expect([post.status, post.headers['retry-after'], post.headers['content-type']]).toEqual([503, '5', 'application/problem+json']);
  expect(post.ms).toBeLessThan(3500);
  expect([sentry.status, sentry.headers['retry-after']]).toEqual([503, '5']);
  expect(sentry.ms).toBeLessThan(1000);

  product.proxy.set('through');
  await product.until('it takes alerts again', async () => (await product.post('After')).status === 202);
  expect(await product.sql`select name from alerts where name = 'After'`).toHaveLength(1);
  await product.until('the card is drawn', async () => (await product.sql`select 1 from posted_cards where message_id is not null`)[0]);
}, 90_000);

test('posts that come while every connection falls and rises again are all stored, and what was queued is done', async () => {
  await using product = await aFragileProduct();
  const posts = Array.from({ length: 10 }, (_, n) => product.post(`Blink ${n}`));
  product.proxy.set('through');
  expect((await Promise.all(posts)).map((reply) => reply.status)).toEqual(Array(10).fill(202));
  expect(await product.sql`select count(*)::int as n from alerts where name like 'Blink %'`).toEqual([{ n: 10 }]);
  product.proxy.set('through');
  await product.until('Alice is paged', async () => (await product.sql`select 1 from notifications where is_page and status = 'delivered'`)[0]);
}, 90_000);

test('chat says privately that the database is away', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const log = { error: () => undefined, warn: () => undefined };
  const dispatch = makeDispatch({ commands: {}, ports: {} as never, contextFor: () => Promise.reject(refused), recognise: meaningOf, fallback: { ctx: { log, actor: nobody } as never, language: 'en', timeZone: 'UTC' } });
  const from = { userId: 'x', via: 'console' as const };
  for (const answer of [await dispatch.phrase(from, '/incident list'), await dispatch.press(from, 'incident/ack', { incident: 'INC-1' })]) {
    expect(answer).toMatchObject({ kind: 'card', private: true, card: { tone: 'bad' } });
    expect(plainAnswer(answer, { language: 'en', timeZone: 'UTC' })).toMatch(/database/i);
  }
});
