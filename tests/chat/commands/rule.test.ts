import { expect, test } from 'vitest';
import { aConversation } from './conversation.ts';

async function withContacts() {
  const talk = await aConversation('Responders');
  await talk.database.sql`insert into providers (name, kind, config) values ('sms', 'OVH_SMS', '{}'), ('mail', 'SMTP', '{}')`;
  await talk.database.sql`insert into contacts (user_id, means, address, verified_at) select id, 'SMS', '+33612345678', now() from users where username = 'ann'`;
  return talk;
}

test('who has no rules has the default one, as it works out', async () => {
  await using talk = await withContacts();
  expect(await talk.say('/user rule')).toMatch(/High urgency \(SEV1, SEV2\) · the default rule\n[^]*at once: chat\n[^]*after 1 min: SMS \+33612345678\n[^]*then again every 2 min[^]*Low urgency[^]*at once: chat/);
});

test('who reads French reads it with French spaces', async () => {
  await using talk = await withContacts();
  talk.as({ language: 'fr' });
  expect(await talk.say('/user rule')).toMatch(/tout de suite : chat\n[^]*après 1 min : SMS/);
});

test('a rule of one’s own takes the default’s place, and chat alone is completed', async () => {
  await using talk = await withContacts();
  const said = await talk.say('/user rule add high chat now');
  expect(said).toMatch(/own rules\n[^]*1\. at once: chat\n[^]*after 1 min: SMS \+33612345678 · added, since chat alone never reaches anybody/);
  expect(await talk.say('/user rule add high sms 30s')).toMatch(/2\. after 30 s: SMS/);
  expect(await talk.say('/user rule remove high 1')).not.toMatch(/1\. at once/);
  expect(await talk.say('/user rule reset')).toContain('the default rule');
});

test.each([
  ['/user rule add high voice', 'There is no contact for VOICE yet'],
  ['/user rule add high sms after:2d', 'is no wait'],
  ['/user rule remove high 7', 'There is no rule 7'],
])('%s is refused with what to do', async (phrase, why) => {
  await using talk = await withContacts();
  expect(await talk.say(phrase)).toContain(why);
});

test('what is missing is asked for in a form', async () => {
  await using talk = await withContacts();
  const form = await talk.form('/user rule add');
  expect(talk.plain(await talk.submit(form, { urgency: 'high', means: 'SMS', after: '90 s' }))).toContain('after 90 s: SMS');
});

test('rules of others are for those who may change people', async () => {
  await using talk = await withContacts();
  await talk.database.sql`insert into users (username, email) values ('zoe', 'zoe@example.org')`;
  expect(await talk.say('/user rule user:zoe')).toMatch(/You may not do that/);
});
