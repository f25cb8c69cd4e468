import { expect, test } from 'vitest';
import { actorByToken } from '../../../src/domain/people/actor-by-token.ts';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { createToken } from '../../../src/domain/people/create-token.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { editUser } from '../../../src/domain/people/edit-user.ts';
import { endSession } from '../../../src/domain/people/end-session.ts';
import { listTokens } from '../../../src/domain/people/list-tokens.ts';
import { readSession } from '../../../src/domain/people/read-session.ts';
import { revokeToken } from '../../../src/domain/people/revoke-token.ts';
import { signInByCode, signInByToken, startSession } from '../../../src/domain/people/start-session.ts';
import { useCode } from '../../../src/domain/people/use-code.ts';
import { may } from '../../../src/permissions.ts';
import { aPeopledDatabase, as, audited, someone } from './someone.ts';

test('a code is twelve letters that cannot be misread, and works however it is typed', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Viewers');
  const code = await createCode(db.ctx(), { userId: ann, purpose: 'link', minutes: 15, detail: { from: 'test' } });

  expect(code).toMatch(/^([B-DF-HJ-KM-NP-RT-TV-XZ]{4}-){2}[B-DF-HJ-KM-NP-RT-TV-XZ]{4}$/);
  expect(await useCode(db.ctx(), ` ${code.toLowerCase().replaceAll('-', ' ')} `, 'link')).toEqual({ userId: ann, detail: { from: 'test' } });
});

test('of ten who use a code at once, one succeeds', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Viewers');
  const code = await createCode(db.ctx(), { userId: ann, purpose: 'sign-in', minutes: 15 });
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => signInByCode(db.ctx(), code)));

  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(await db.sql`select 1 from sessions`).toHaveLength(1);
});

test('a code serves its purpose only, and not after its time', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Viewers');
  const code = await createCode(db.ctx(), { userId: ann, purpose: 'link', minutes: 15 });

  await expect(signInByCode(db.ctx(), code)).rejects.toMatchObject({ key: 'people.code_invalid' });
  await db.advance('15 minutes');
  await expect(useCode(db.ctx(), code, 'link')).rejects.toMatchObject({ key: 'people.code_invalid' });
});

test('failed attempts leave one audit row a minute and address', async () => {
  await using db = await aPeopledDatabase();
  for (let n = 0; n < 5; n++) await expect(actorByToken(db.ctx(), 'wrong', { ip: '192.0.2.1' })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(signInByCode(db.ctx(), 'WRONG', '192.0.2.2')).rejects.toMatchObject({ code: 'invalid' });
  await db.advance('61 seconds');
  await expect(actorByToken(db.ctx(), 'wrong', { ip: '192.0.2.1' })).rejects.toMatchObject({ code: 'unauthenticated' });

  expect(await db.sql`select ip, success, detail from audit_log where action = 'signin.failed' order by id`).toEqual([
    { ip: '192.0.2.1', success: false, detail: { means: 'token' } },
    { ip: '192.0.2.2', success: false, detail: { means: 'sign-in code' } },
    { ip: '192.0.2.1', success: false, detail: { means: 'token' } },
  ]);
});

test('a session slides for 30 days with its use, and ends when signed out', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Operators');
  const { cookie, csrf } = await startSession(db.ctx(), ann, '192.0.2.1');

  expect(await readSession(db.ctx(), cookie)).toMatchObject({ csrf, actor: { kind: 'person', username: 'ann', via: 'console' } });
  await db.advance('29 days');
  expect(await readSession(db.ctx(), cookie)).toBeDefined();
  await db.advance('29 days');
  expect(await readSession(db.ctx(), cookie)).toBeDefined();
  await endSession(db.ctx(), cookie);
  expect(await readSession(db.ctx(), cookie)).toBeUndefined();
  expect((await audited(db)).filter((action) => action.startsWith('signin'))).toEqual(['signin.succeeded', 'signin.ended']);
});

test('a session that is not used for 30 days is over', async () => {
  await using db = await aPeopledDatabase();
  const { cookie } = await startSession(db.ctx(), await someone(db, 'ann', 'Viewers'));
  await db.advance('30 days 1 second');
  expect(await readSession(db.ctx(), cookie)).toBeUndefined();
});

test('a session is touched at most once a minute', async () => {
  await using db = await aPeopledDatabase();
  const { cookie } = await startSession(db.ctx(), await someone(db, 'ann', 'Viewers'));
  const first = await readSession(db.ctx(), cookie);
  await db.advance('50 seconds');
  expect((await readSession(db.ctx(), cookie))!.expiresAt).toEqual(first!.expiresAt);
  await db.advance('11 seconds');
  expect((await readSession(db.ctx(), cookie))!.expiresAt.getTime()).toBeGreaterThan(first!.expiresAt.getTime());
});

test('a token is 32 of a–z and 0–9, is stored hashed and shown once', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const ctx = db.ctx(await as(db, ann));
  const { id, token } = await createToken(ctx, { userId: ann, name: 'laptop' });

  expect(token).toMatch(/^[a-z0-9]{32}$/);
  expect(JSON.stringify(await db.sql`select * from tokens`) + JSON.stringify(await db.sql`select * from audit_log`)).not.toContain(token);
  expect(await listTokens(ctx, ann)).toMatchObject([{ id, name: 'laptop', scopes: null, lastUsedAt: null }]);
});

test('a token narrows its owner, and never widens', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const { token } = await createToken(db.ctx(await as(db, ann)), { userId: ann, name: 'ci', scopes: ['view_incident', 'ADD_TEAM'] });
  const actor = await actorByToken(db.ctx(), token);

  expect(['view_incident', 'acknowledge_incident', 'add_team'].map((codename) => may(actor, codename as 'add_team'))).toEqual([true, false, false]);
  await expect(createTeam(db.ctx(actor), { name: 'SRE' })).rejects.toMatchObject({ code: 'forbidden' });
  // What is free for its owner is not for whoever holds the token.
  await expect(editUser(db.ctx(actor), ann, { language: 'fr' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(createCode(db.ctx(actor), { userId: ann, purpose: 'sign-in', minutes: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(signInByToken(db.ctx(), token)).rejects.toMatchObject({ key: 'people.token_narrow' });
});

test('a narrowed token makes none that may more', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const narrowed = await createToken(db.ctx(), { userId: ann, name: 'ci', scopes: ['add_token', 'view_incident'] });
  const ctx = db.ctx(await actorByToken(db.ctx(), narrowed.token));

  await expect(createToken(ctx, { userId: ann, name: 'all' })).rejects.toMatchObject({ key: 'people.token_too_wide' });
  await expect(createToken(ctx, { userId: ann, name: 'more', scopes: ['acknowledge_incident'] })).rejects.toMatchObject({ key: 'people.token_too_wide' });
  await expect(createToken(ctx, { userId: ann, name: 'less', scopes: ['view_incident'] })).resolves.toHaveProperty('token');
});

test('an unknown scope is refused with the nearest codenames', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  await expect(createToken(db.ctx(), { userId: ann, name: 'ci', scopes: ['view_incidents'] })).rejects.toMatchObject({ code: 'invalid', extras: { fields: { scopes: {} }, hint: { params: { names: expect.stringContaining('view_incident') as string } } } });
});

test('a token ends when it expires or is revoked, its last use is kept', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const [clock] = await db.sql<{ soon: Date }[]>`select imas_now() + interval '1 hour' as soon`;
  const short = await createToken(db.ctx(), { userId: ann, name: 'short', expiresAt: clock!.soon });
  const long = await createToken(db.ctx(), { userId: ann, name: 'long' });

  await actorByToken(db.ctx(), short.token);
  expect((await listTokens(db.ctx())).filter((row) => row.lastUsedAt !== null).map((row) => row.name)).toEqual(['short']);
  await db.advance('1 hour');
  await expect(actorByToken(db.ctx(), short.token)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(createToken(db.ctx(), { userId: ann, name: 'late', expiresAt: clock!.soon })).rejects.toMatchObject({ key: 'errors.bad_instant' });
  await revokeToken(db.ctx(), long.id);
  await expect(actorByToken(db.ctx(), long.token)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('another’s token cannot be revoked without the permission for it', async () => {
  await using db = await aPeopledDatabase();
  const [ann, bob] = [await someone(db, 'ann', 'Operators'), await someone(db, 'bob', 'Responders')];
  const { id, token } = await createToken(db.ctx(), { userId: bob, name: 'laptop' });
  await expect(revokeToken(db.ctx(await as(db, ann)), id)).rejects.toMatchObject({ code: 'not_found' });
  await revokeToken(db.ctx(await as(db, bob)), id);
  await expect(actorByToken(db.ctx(), token)).rejects.toMatchObject({ code: 'unauthenticated' });
});
