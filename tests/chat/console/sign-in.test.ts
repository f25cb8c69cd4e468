import { expect, test } from 'vitest';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { createToken } from '../../../src/domain/people/create-token.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { aPeopledDatabase, someone } from '../../domain/people/someone.ts';
import { ask } from '../../http/a-server.ts';
import { aConsole, aVisitor, type Console } from './a-console.ts';
import { aStream } from './a-stream.ts';

const signIn = (at: Console, body: unknown, headers: Record<string, string> = {}) =>
  ask(at.origin, '/console/sign-in', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

test('an API token signs in with a cookie that scripts cannot read and other sites do not send', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const userId = await someone(db, 'ann', 'Responders');
  const { token } = await createToken(db.ctx(), { userId, name: 'laptop' });
  const got = await signIn(at, { token });
  expect(got.status).toBe(200);
  const cookie = got.headers['set-cookie']![0]!;
  expect(cookie).toMatch(/^imas_session=[a-z0-9]{32}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/);
  const state = await ask(at.origin, '/console/state', { headers: { cookie: cookie.split(';')[0]! } });
  expect(JSON.parse(state.body)).toMatchObject({ me: { username: 'ann', groups: ['Responders'] } });
});

test('where people come by https the cookie is for https alone', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db, { publicUrl: 'https://imas.example.com' });
  const { token } = await createToken(db.ctx(), { userId: await someone(db, 'ann', 'Viewers'), name: 'laptop' });
  expect((await signIn(at, { token })).headers['set-cookie']![0]).toContain('; Secure');
});

test('a code signs in once', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const code = await createCode(db.ctx(), { userId: await someone(db, 'ann', 'Viewers'), purpose: 'sign-in', minutes: 15 });
  const statuses = (await Promise.all([signIn(at, { code }), signIn(at, { code })])).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400]);
});

test.each([[{ token: 'wrong-token-wrong' }, 401], [{ code: 'BBBB-BBBB-BBBB' }, 400], [{}, 400], [{ token: 7 }, 400]])('%j is refused without a cookie', async (body, status) => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const got = await signIn(at, body);
  expect(got.status).toBe(status);
  expect(got.headers['set-cookie']).toBeUndefined();
});

test('the eleventh try of an address within a minute is refused with the time to wait', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  for (let tried = 0; tried < 10; tried++) expect((await signIn(at, { code: 'BBBB' })).status).toBe(400);
  const got = await signIn(at, { code: 'BBBB' });
  expect(got.status).toBe(429);
  expect(Number(got.headers['retry-after'])).toBeGreaterThan(0);
});

test.each([
  ['another site’s page', { origin: 'https://evil.example' }, 403],
  ['a sandboxed page', { origin: 'null' }, 403],
  ['our own page', undefined, 200],
])('a sign-in from %s → %i', async (_, headers, status) => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const { token } = await createToken(db.ctx(), { userId: await someone(db, 'ann', 'Viewers'), name: 'laptop' });
  expect((await signIn(at, { token }, headers ?? { origin: at.origin })).status).toBe(status);
});

test.each([['no token of the session', {}, ''], ['a wrong one', {}, 'x'.repeat(32)], ['another origin', { origin: 'https://evil.example' }, undefined]])('a POST with %s changes nothing', async (_, headers, csrf) => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Admins'));
  const place = (await ann.state(at)).places[0]!.id;
  const got = await ann.post(at, 'say', { place, text: '/incident declare x' }, { ...headers, ...(csrf === undefined ? {} : { 'x-imas-csrf': csrf }) });
  expect(got.status).toBe(403);
  expect(at.dispatch.heard).toEqual([]);
});

test('a session that expired asks for a new sign-in', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  expect((await ann.get(at, 'state')).status).toBe(200);
  await db.advance('31 days');
  const got = await ann.get(at, 'state');
  expect(got.status).toBe(401);
  expect(JSON.parse(got.body)).toMatchObject({ status: 401, detail: 'Sign in first, or send an API token.' });
});

test('signing out ends the session and its open streams on every replica', async () => {
  await using db = await aPeopledDatabase();
  await using one = await aConsole(db);
  await using other = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  await using stream = await aStream(other, ann.cookie);
  expect((await ann.post(one, 'sign-out', {})).headers['set-cookie']![0]).toContain('Max-Age=0');
  await stream.ended;
  expect((await ann.get(one, 'state')).status).toBe(401);
});

test('a disabled account’s stream ends by itself', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db, { beatMs: 20 });
  await someone(db, 'root', 'Admins');
  const userId = await someone(db, 'ann', 'Viewers');
  const ann = await aVisitor(db, userId);
  await using stream = await aStream(at, ann.cookie);
  await disableUser(db.ctx(), { userId });
  await stream.ended;
});
