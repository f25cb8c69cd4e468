import { expect, test } from 'vitest';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

async function withBea() {
  const talk = await aConversation('Admins');
  const bea = await someone(talk.database, 'bea', 'Responders');
  return { ...talk, bea, [Symbol.asyncDispose]: talk[Symbol.asyncDispose] };
}

test('a person is added with groups and is shown', async () => {
  await using talk = await withBea();
  expect(await talk.say('/user add Cyd cyd@example.com groups:"Responders, Auditors"')).toContain('cyd is there.');
  expect(await talk.say('/user show cyd')).toMatch(/^cyd\nGroups: Auditors, Responders\nE-mail: cyd@example\.com/);
});

test('addresses of others are hidden from who may not read them', async () => {
  await using talk = await withBea();
  talk.as({ userId: talk.bea });
  expect(await talk.say('/user show ann')).not.toContain('ann@example.com');
  expect(await talk.say('/user show')).toContain('bea@example.com');
  expect(await talk.say('/user contact user:ann')).toMatch(/You may not do that/);
});

test('groups are shown in the form and replaced by what is said', async () => {
  await using talk = await withBea();
  expect((await talk.form('/user role bea')).fields.find((field) => field.name === 'groups')?.value).toBe('Responders');
  expect(await talk.say('/user role bea Operators, Auditors')).toContain('bea is in: Auditors, Operators');
  expect(await talk.say('/user role bea Auditorz')).toContain('Did you mean Auditors?');
});

test('one’s own new contact counts once its code came back', async () => {
  await using talk = await withBea();
  const sent: string[] = [];
  talk.ports.sendCode = async (to, code) => (sent.push(to.address, code), { ok: true, detail: '' });
  await talk.say('/user contact add SMS +33612345678');
  expect(sent[0]).toBe('+33612345678');
  expect(await talk.say('/user contact add VOICE +33 6 98 76 54 32')).toContain('A code went to +33698765432');
  expect(await talk.say('/user contact')).toContain('SMS · +33612345678 · does not count yet');
  expect(await talk.say('/user contact verify 123456')).toContain('That code is not valid');
  expect(await talk.say(`/user contact verify ${sent[1]}`)).toContain('That contact counts from now on.');
  expect(await talk.say('/user contact')).toContain('SMS · +33612345678 · counts');
});

test('when the code cannot be sent, the reason is said and the contact does not count', async () => {
  await using talk = await withBea();
  talk.ports.sendCode = async () => ({ ok: false, detail: 'No provider can send SMS.' });
  expect(await talk.say('/user contact add SMS +33612345678')).toMatch(/could not be sent\.\nNo provider can send SMS\.\nThe contact is there but does not count yet/);
});

test('adding a contact without its address asks for it', async () => {
  await using talk = await withBea();
  const form = await talk.form('/user contact add sms');
  expect(talk.plain(await talk.submit(form, { means: 'SMS', address: '+33612345678' }))).toContain('A code went to +33612345678');
});

test('what an administrator set is confirmed by one tap', async () => {
  await using talk = await withBea();
  await talk.database.sql`insert into contacts (user_id, means, address, set_by_admin) values (${talk.userId}, 'SMS', '+33612345678', true)`;
  expect(await talk.press(await talk.answer('/user contact'), 'Yes, that is me')).toContain('That contact counts from now on.');
  expect(await talk.say('/user contact')).toContain('SMS · +33612345678 · counts');
});

test('a contact where nothing arrives says so, and counts again once its code came back', async () => {
  await using talk = await withBea();
  await talk.database.sql`insert into contacts (user_id, means, address, verified_at, bad_since, bad_reason) values (${talk.userId}, 'SMS', '+33612345678', now(), now(), 'No such number.')`;
  const sent: string[] = [];
  talk.ports.sendCode = async (_, code) => (sent.push(code), { ok: true, detail: '' });
  const answer = await talk.answer('/user contact');
  expect(talk.plain(answer)).toContain('does not count: nothing arrives there (No such number.)');
  await talk.press(answer, 'Verify again');
  await talk.say(`/user contact verify ${sent[0]}`);
  expect(await talk.say('/user contact')).toContain('SMS · +33612345678 · counts');
});

test('a phone number without its country code is refused with how to write it', async () => {
  await using talk = await withBea();
  expect(await talk.say('/user contact add SMS 0612345678')).toContain('Write it with the country code, such as +33612345678');
});

test('a contact is removed by its address or its means', async () => {
  await using talk = await withBea();
  await talk.say('/user contact add SMS +33612345678');
  await talk.say('/user contact add NTFY topic-1');
  await talk.say('/user contact remove sms');
  await talk.say('/user contact remove topic-1');
  expect(await talk.say('/user contact')).not.toMatch(/33612345678|topic-1/);
});

test('a sign-in link and a linking code are shown to the asker alone', async () => {
  await using talk = await withBea();
  const answer = await talk.answer('/user link bea');
  expect(answer).toMatchObject({ private: true });
  expect(talk.plain(answer)).toMatch(/https:\/\/imas\.example\.com\/sign-in#code=[A-Z]{4}-[A-Z]{4}-[A-Z]{4}[^]*\/imas link [A-Z]{4}-/);
});

test('a chat account is named and taken away', async () => {
  await using talk = await withBea();
  expect(await talk.say('/user link bea slack U123')).toContain('bea is U123 on slack.');
  expect(await talk.say('/user link ann slack U123')).toContain('already belongs to bea');
  expect(await talk.say('/user link bea slack none')).toContain('has no slack account any more');
});

test('disabling asks for everything that is held who takes it, then once more, then does it', async () => {
  await using talk = await withBea();
  await talk.say('/team create SRE');
  await talk.say('/team member SRE bea');
  await talk.say('/oncall set SRE bea');
  const form = await talk.form('/user disable bea');
  expect(form.fields.map((field) => field.label)).toEqual(['on call for SRE', 'member of SRE']);
  const question = await talk.submit(form, { [form.fields[0]!.name]: 'ann', [form.fields[1]!.name]: 'none' });
  expect(talk.plain(question)).toMatch(/^Disable bea\?/);
  expect(await talk.say('/user show bea')).not.toContain('disabled');
  expect(await talk.press(question, 'Disable')).toContain('bea is disabled.');
  expect(await talk.say('/oncall SRE')).toContain('SRE: ann');
});

test('one heir for everything, or none, is said in the phrase; a wrong name before anything happens', async () => {
  await using talk = await withBea();
  await talk.say('/team create SRE');
  await talk.say('/oncall set SRE bea');
  expect(await talk.say('/user disable bea ana')).toContain('Did you mean ann');
  const question = await talk.answer('/user disable bea none');
  expect(talk.plain(question)).toContain('Everything below is left without anybody.\n- on call for SRE');
  await talk.press(question, 'Disable');
  expect(await talk.say('/oncall SRE')).toContain('SRE: nobody');
  expect(await talk.say('/user enable bea')).toContain('bea is active again.');
});

test('a responder is refused every change of others', async () => {
  await using talk = await withBea();
  talk.as({ userId: talk.bea });
  expect(await talk.allowed(['/user add x', '/user role bea Admins', '/user link ann', '/user disable ann', '/user enable ann', '/user contact add SMS +33612345678 user:ann'])).toEqual([]);
});

test('one’s own language and time zone are changed by oneself; another’s, and an e-mail address, need the right to', async () => {
  await using talk = await withBea();
  talk.as({ userId: talk.bea });
  expect(await talk.say('/user edit language:French time_zone:Europe/Paris')).toMatch(/bea/);
  expect(await talk.database.sql`select language, time_zone from users where id = ${talk.bea}`).toEqual([{ language: 'fr', time_zone: 'Europe/Paris' }]);
  await talk.say('/user edit language:none');
  expect(await talk.database.sql`select language from users where id = ${talk.bea}`).toEqual([{ language: null }]);
  const form = await talk.form('/user edit');
  expect(form.fields.find((field) => field.name === 'time_zone')?.value).toBe('Europe/Paris');
  const same = Object.fromEntries(form.fields.map((field) => [field.name, field.value ?? '']));
  expect(talk.plain(await talk.submit(form, { ...same, phone: '+33612345678' }))).toContain('Saved for bea.');
  expect(await talk.say('/user edit email:other@example.com')).toMatch(/You may not do that/);
  expect(await talk.say('/user edit ann language:fr')).toMatch(/You may not do that/);
});

test('an unknown word behind /user lists what /user can do', async () => {
  await using talk = await withBea();
  expect(await talk.say('/user zzzzzz')).toMatch(/\/user knows no “zzzzzz”[^]*\/user edit [^]*\/user contact /);
});
