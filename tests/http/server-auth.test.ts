import { expect, test } from 'vitest';
import { nameOf } from '../../src/context.ts';
import { connect } from '../../src/db/client.ts';
import { createToken } from '../../src/domain/people/create-token.ts';
import { withActor } from '../../src/http/auth.ts';
import type { RouteGroup } from '../../src/http/route.ts';
import { aPeopledDatabase, someone } from '../domain/people/someone.ts';
import { aServer, ask } from './a-server.ts';

const whoAmI: RouteGroup = (app, deps) => void app.get('/me', withActor(deps), (c) => c.text(nameOf(c.get('ctx')!.actor)));

test.each(['Token', 'Bearer', 'bearer'])('“%s” and an API token speak for its owner', async (scheme) => {
  await using db = await aPeopledDatabase();
  const { token } = await createToken(db.ctx(), { userId: await someone(db, 'ann', 'Viewers'), name: 'ci' });
  await using server = await aServer({ context: (actor) => db.ctx(actor), routes: [whoAmI] });
  expect((await ask(server.origin, '/me', { headers: { authorization: `${scheme} ${token}` } })).body).toBe('ann');
});

test('without a token it is nobody', async () => {
  await using server = await aServer({ routes: [whoAmI] });
  expect((await ask(server.origin, '/me')).body).toBe('nobody');
});

test.each(['Token unknown-unknown-unknown', 'Basic YTpi', 'Token', 'Token a b'])('“%s” is refused', async (authorization) => {
  await using db = await aPeopledDatabase();
  await using server = await aServer({ context: (actor) => db.ctx(actor), routes: [whoAmI] });
  const got = await ask(server.origin, '/me', { headers: { authorization } });
  expect([got.status, got.headers['content-type']]).toEqual([401, 'application/problem+json']);
});

test('a database that cannot be reached is answered 503 with the time to wait', async () => {
  const sql = connect({ host: '127.0.0.1', port: 1 }, { max: 1, name: 'test' });
  await using server = await aServer({ context: (actor) => ({ actor, sql, inTransaction: false }) as never, routes: [whoAmI] });
  const got = await ask(server.origin, '/me', { headers: { authorization: 'Token unknown-unknown-unknown' } });
  expect([got.status, got.headers['retry-after']]).toEqual([503, '5']);
  expect(got.body).not.toContain('127.0.0.1');
  await sql.end({ timeout: 0 });
});
