import { expect, test } from 'vitest';
import { addContact } from '../../../src/domain/people/add-contact.ts';
import { createCode } from '../../../src/domain/people/create-code.ts';
import { createGroup } from '../../../src/domain/people/create-group.ts';
import { deleteGroup } from '../../../src/domain/people/delete-group.ts';
import { editGroup } from '../../../src/domain/people/edit-group.ts';
import { ensureBuiltInGroups } from '../../../src/domain/people/ensure-built-in-groups.ts';
import { listContacts } from '../../../src/domain/people/list-contacts.ts';
import { listGroups } from '../../../src/domain/people/list-groups.ts';
import { removeContact } from '../../../src/domain/people/remove-contact.ts';
import { setUserGroups } from '../../../src/domain/people/set-user-groups.ts';
import { verifyContact } from '../../../src/domain/people/verify-contact.ts';
import { builtInGroups } from '../../../src/permissions.ts';
import { aPeopledDatabase, as, someone } from './someone.ts';

test('the five groups are there, and put right again at the next start', async () => {
  await using db = await aPeopledDatabase();
  await db.sql`update groups set codenames = '{}' where name = 'Viewers'`;
  await ensureBuiltInGroups(db.ctx());
  const groups = await listGroups(db.ctx());
  expect(groups.map((group) => group.name)).toEqual(['Admins', 'Auditors', 'Operators', 'Responders', 'Viewers']);
  expect(groups.find((group) => group.name === 'Viewers')!.codenames).toEqual(builtInGroups.Viewers);
});

test('built-in groups stay as they are', async () => {
  await using db = await aPeopledDatabase();
  await expect(editGroup(db.ctx(), 'viewers', { codenames: ['delete_user'] })).rejects.toMatchObject({ key: 'people.group_built_in' });
  await expect(deleteGroup(db.ctx(), 'Auditors')).rejects.toMatchObject({ key: 'people.group_built_in' });
  await expect(createGroup(db.ctx(), { name: 'admins', codenames: [] })).rejects.toMatchObject({ key: 'people.group_exists' });
});

test('a group of one’s own gives its members what it says, follows its name, and goes when empty', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann');
  await createGroup(db.ctx(), { name: 'Release', codenames: ['view_service', 'CHANGE_SERVICE'] });
  await setUserGroups(db.ctx(), ann, ['Release']);
  expect([...(await as(db, ann)).permissions]).toEqual(['view_service', 'change_service']);

  await editGroup(db.ctx(), 'release', { name: 'Releasers', codenames: ['view_service'] });
  expect([...(await as(db, ann)).permissions]).toEqual(['view_service']);
  await expect(deleteGroup(db.ctx(), 'Releasers')).rejects.toMatchObject({ key: 'people.group_in_use', params: { count: 1 } });
  await setUserGroups(db.ctx(), ann, []);
  await deleteGroup(db.ctx(), 'Releasers');
  expect(await listGroups(db.ctx())).toHaveLength(5);
});

test('a codename that does not exist is refused with the nearest', async () => {
  await using db = await aPeopledDatabase();
  await expect(createGroup(db.ctx(), { name: 'X', codenames: ['delete_usr'] })).rejects.toMatchObject({ code: 'invalid', extras: { hint: { params: { names: expect.stringContaining('delete_user') as string } } } });
});

test('each means has addresses that fit it', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const ctx = db.ctx(await as(db, ann));
  const outcomes: (string | null)[] = [];
  for (const [means, address] of [['sms', '0033 6.12.34.56.78'], ['VOICE', 'call me'], ['EMAIL', 'ann at home'], ['NTFY', 'ann-pager'], ['NTFY', 'a b'], ['WEBHOOK', 'https://example.com/x'], ['WEBHOOK', 'file:///etc'], ['PIGEON', 'x']] as const) {
    outcomes.push(await addContact(ctx, { userId: ann, means, address }).then((contact) => contact.address, () => null));
  }
  expect(outcomes).toEqual(['+33612345678', null, null, 'ann-pager', null, 'https://example.com/x', null, null]);
  await expect(addContact(ctx, { userId: ann, means: 'SMS', address: '+33612345678' })).rejects.toMatchObject({ key: 'people.contact_exists' });
});

test('a contact of one’s own counts once its code came back, from its owner', async () => {
  await using db = await aPeopledDatabase();
  const [ann, bob] = [await someone(db, 'ann', 'Responders'), await someone(db, 'bob', 'Responders')];
  const ctx = db.ctx(await as(db, ann));
  const contact = await addContact(ctx, { userId: ann, means: 'SMS', address: '+33612345678' });
  const code = await createCode(ctx, { userId: ann, purpose: 'contact', minutes: 15, detail: { contactId: contact.id } });
  const verified = async () => (await listContacts(ctx, ann)).find((row) => row.id === contact.id)!.verifiedAt;

  await expect(verifyContact(db.ctx(await as(db, bob)), code)).rejects.toMatchObject({ key: 'people.code_invalid' });
  expect(await verified()).toBeNull();
  await verifyContact(ctx, code);
  expect(await verified()).toBeInstanceOf(Date);
});

test('the account’s own address is not removed as a contact, others are', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const ctx = db.ctx(await as(db, ann));
  const [mail] = await listContacts(ctx, ann);
  const topic = await addContact(ctx, { userId: ann, means: 'NTFY', address: 'ann' });
  await expect(removeContact(ctx, { userId: ann, contactId: mail!.id })).rejects.toMatchObject({ key: 'people.contact_own' });
  await removeContact(ctx, { userId: ann, contactId: topic.id });
  await expect(removeContact(ctx, { userId: ann, contactId: topic.id })).rejects.toMatchObject({ key: 'people.unknown_contact' });
});

test('codes for contacts are so many at a time, since each goes out by SMS or call', async () => {
  await using db = await aPeopledDatabase();
  const ann = await someone(db, 'ann', 'Responders');
  const ctx = db.ctx(await as(db, ann));
  const ask = () => createCode(ctx, { userId: ann, purpose: 'contact', minutes: 15 });
  for (let n = 0; n < 5; n++) await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'conflict', key: 'people.too_many_codes' });
  await db.advance('16 minutes');
  await expect(ask()).resolves.toMatch(/^[A-Z]{4}-/);
});
