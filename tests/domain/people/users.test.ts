import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addUser } from '../../../src/domain/people/add-user.ts';
import { editUser } from '../../../src/domain/people/edit-user.ts';
import { findUser } from '../../../src/domain/people/find-user.ts';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { linkByCode, linkIdentity } from '../../../src/domain/people/link-identity.ts';
import { listContacts } from '../../../src/domain/people/list-contacts.ts';
import { listUsers, showUser } from '../../../src/domain/people/list-users.ts';
import { setUserGroups } from '../../../src/domain/people/set-user-groups.ts';
import type { TestDatabase } from '../../database.ts';
import { aPeopledDatabase, as, someone } from './someone.ts';

test('whoever is added without groups becomes a Responder', async () => {
  await using db = await aPeopledDatabase();
  const user = await addUser(db.ctx(), { username: 'Ann.B', email: 'ann@example.com', phone: '+33 6 12 34 56 78' });
  expect(await showUser(db.ctx(), user.id)).toMatchObject({ username: 'ann.b', phone: '+33612345678', groups: ['Responders'] });
});

describe('what is not well-formed adds nobody', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await aPeopledDatabase(); });
  afterAll(() => db[Symbol.asyncDispose]());

  test.for<[string, Parameters<typeof addUser>[1], string]>([
    ['a username with a space', { username: 'ann b' }, 'people.bad_username'],
    ['65 characters', { username: 'a'.repeat(65) }, 'people.bad_username'],
    ['half an e-mail', { username: 'ann', email: 'ann@' }, 'errors.bad_email'],
    ['a phone number without country', { username: 'ann', phone: '0612345678' }, 'errors.bad_phone'],
    ['an unknown zone', { username: 'ann', timeZone: 'Mars' }, 'errors.bad_time_zone'],
    ['an unknown group', { username: 'ann', groups: ['Admin'] }, 'errors.unknown_group'],
  ])('%s is refused', async ([, input, key]) => {
    await expect(addUser(db.ctx(), input)).rejects.toMatchObject({ key });
    expect((await listUsers(db.ctx())).count).toBe(0);
  });
});

test('a username and an active e-mail address exist once, whatever the case', async () => {
  await using db = await aPeopledDatabase();
  await someone(db, 'ann', 'Viewers');
  await expect(addUser(db.ctx(), { username: 'ANN' })).rejects.toMatchObject({ code: 'conflict', key: 'people.user_exists' });
  await expect(addUser(db.ctx(), { username: 'bob', email: 'Ann@Example.com' })).rejects.toMatchObject({ code: 'conflict', key: 'people.email_taken' });
});

test('people are found by id, username, @username and e-mail; a mistyped one is answered with the nearest', async () => {
  await using db = await aPeopledDatabase();
  const id = await someone(db, 'alice', 'Viewers');
  for (const word of [id, 'Alice', ' @alice', 'ALICE@example.com']) expect((await findUser(db.ctx(), word)).id).toBe(id);
  await expect(findUser(db.ctx(), 'alcie')).rejects.toMatchObject({ code: 'not_found', extras: { hint: { params: { names: 'alice' } } } });
});

describe('object rules', () => {
  test('one’s own language, zone and phone are free, another’s are not', async () => {
    await using db = await aPeopledDatabase();
    const [ann, bob] = [await someone(db, 'ann', 'Viewers'), await someone(db, 'bob', 'Viewers')];
    const ctx = db.ctx(await as(db, ann));
    await expect(editUser(ctx, ann, { language: 'fr', timeZone: 'Europe/Paris', phone: '+33612345678' })).resolves.toMatchObject({ language: 'fr' });
    await expect(editUser(ctx, bob, { language: 'fr' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('e-mail and phone show to oneself and to those who change users, to nobody else', async () => {
    await using db = await aPeopledDatabase();
    const [ann, bob, admin] = [await someone(db, 'ann', 'Viewers'), await someone(db, 'bob', 'Operators'), await someone(db, 'root', 'Admins')];
    const seen = async (by: string) => (await listUsers(db.ctx(await as(db, by)))).rows.filter((row) => 'email' in row || 'phone' in row).map((row) => row.username);
    expect(await seen(ann)).toEqual(['ann']);
    expect(await seen(bob)).toEqual(['bob']);
    expect(await seen(admin)).toEqual(['ann', 'bob', 'root']);
    expect(await findUser(db.ctx(), 'ann')).not.toHaveProperty('email');
  });

  test('adding a person with groups of one’s choice needs change_group', async () => {
    await using db = await aPeopledDatabase();
    const hr = { kind: 'person', userId: '00000000-0000-4000-8000-000000000001', username: 'hr', permissions: new Set(['add_user'] as const), manages: new Set<string>(), via: 'api' } as const;
    await expect(addUser(db.ctx(hr), { username: 'ann', groups: ['Admins'] })).rejects.toMatchObject({ code: 'forbidden', params: { permission: 'change_group' } });
    await expect(addUser(db.ctx(hr), { username: 'ann' })).resolves.toMatchObject({ username: 'ann' });
  });
});

test('the account’s address and number are contacts, and follow it', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Viewers');
  const own = db.ctx(await as(db, ann));
  const contacts = async () => (await listContacts(own, ann)).map(({ means, address, setByAdmin }) => [means, address, setByAdmin]);

  expect(await contacts()).toEqual([['EMAIL', 'ann@example.com', true]]);
  await editUser(own, ann, { phone: '+33612345678' });
  await editUser(db.ctx(), ann, { email: 'new@example.com' });
  expect(await contacts()).toEqual([['SMS', '+33612345678', false], ['EMAIL', 'new@example.com', true]]);
  await editUser(own, ann, { phone: null });
  expect(await contacts()).toEqual([['EMAIL', 'new@example.com', true]]);
});

test('groups change rights at once', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Viewers');
  expect((await as(db, ann)).permissions.has('acknowledge_incident')).toBe(false);
  await setUserGroups(db.ctx(), ann, ['operators']);
  expect((await as(db, ann)).permissions.has('acknowledge_incident')).toBe(true);
  await setUserGroups(db.ctx(), ann, []);
  expect((await as(db, ann)).permissions.size).toBe(0);
});

test('a chat identity belongs to one user', async () => {
  await using db = await aPeopledDatabase();
  const [ann, bob] = [await someone(db, 'ann', 'Viewers'), await someone(db, 'bob', 'Viewers')];
  await linkIdentity(db.ctx(), ann, 'slack', 'U1');
  await expect(linkIdentity(db.ctx(), bob, 'slack', 'U1')).rejects.toMatchObject({ code: 'conflict', params: { name: 'ann' } });
  await linkIdentity(db.ctx(), ann, 'slack', null);
  await linkIdentity(db.ctx(), bob, 'slack', 'U1');
  expect((await findUser(db.ctx(), 'bob')).slackUserId).toBe('U1');
});

test('a linking code links whoever types it, and survives a conflict', async () => {
  await using db = await aPeopledDatabase();
  const [ann, bob] = [await someone(db, 'ann', 'Viewers'), await someone(db, 'bob', 'Viewers')];
  await linkIdentity(db.ctx(), bob, 'discord', 'D1');
  const code = await createCode(db.ctx(), { userId: ann, purpose: 'link', minutes: 15 });
  const stranger = db.ctx({ kind: 'nobody' });

  await expect(linkByCode(stranger, code, { platform: 'discord', chatUserId: 'D1' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await linkByCode(stranger, code, { platform: 'discord', chatUserId: 'D2' })).toBe(ann);
  await expect(linkByCode(stranger, code, { platform: 'discord', chatUserId: 'D3' })).rejects.toMatchObject({ code: 'invalid', key: 'people.code_invalid' });
});
