import { expect, test } from 'vitest';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

async function withTeam() {
  const talk = await aConversation('Admins');
  await someone(talk.database, 'bea', 'Responders');
  await talk.say('/team create SRE');
  await talk.say('/team member SRE ann manager');
  await talk.say('/team member SRE bea');
  return talk;
}

test('a team is shown with who is on call first, and its manager marked', async () => {
  await using talk = await withTeam();
  await talk.say('/oncall set SRE bea');
  const lines = (await talk.say('/team show sre')).split('\n');
  expect(lines.slice(0, 3)).toEqual(['SRE', 'On call: bea (pinned by hand)', 'Members: ann (manager), bea']);
});

test('what is missing is asked for by a form that holds what was said', async () => {
  await using talk = await withTeam();
  const form = await talk.form('/oncall set SRE');
  expect(form.fields.map((field) => [field.name, field.value, field.required])).toEqual([['team', 'SRE', true], ['user', undefined, true]]);
});

test('changing a team shows its present values and changes what was filled in', async () => {
  await using talk = await withTeam();
  const form = await talk.form('/team edit SRE');
  expect(form.fields.find((field) => field.name === 'working_hours')?.value).toBe('mon-fri 09:00-18:00');
  await talk.submit(form, { team: 'SRE', working_hours: 'sat,sun 8h-12:30', state: 'shadow' });
  expect(await talk.say('/team show SRE')).toMatch(/In shadow[^]*Working hours: sat,sun 08:00-12:30/);
});

test('an unknown name is answered with the nearest', async () => {
  await using talk = await withTeam();
  for (const [phrase, name] of [['/team show SER', 'SRE'], ['/team member SRE beaa', 'bea'], ['/oncall SRA', 'SRE'], ['/escalation test SRA', 'SRE']]) {
    expect(await talk.say(phrase!)).toContain(`Did you mean ${name}?`);
  }
});

test('a responder is refused every change, nothing changes, and no button offers it', async () => {
  await using talk = await withTeam();
  const before = await talk.say('/team show SRE');
  talk.as({ userId: (await talk.database.sql<{ id: string }[]>`select id from users where username = 'bea'`)[0]!.id });
  expect(await talk.allowed(['/team create Ops', '/team edit SRE state:shadow', '/team delete SRE', '/team member SRE ann remove', '/oncall set SRE bea', '/oncall rotate SRE', '/team channel SRE primary_platform:slack'])).toEqual([]);
  expect(await talk.say('/team show SRE')).toBe(before.replace(/\n\[Rotate\].*/, ''));
  expect(before).toContain('[Rotate]');
});

test('the rotate button works once for the person who was seen on call', async () => {
  await using talk = await withTeam();
  await talk.say('/oncall set SRE ann');
  const card = await talk.answer('/oncall SRE');
  expect(await talk.press(card, 'Rotate')).toContain('SRE: bea is on call now');
  expect(await talk.press(card, 'Rotate')).toContain('That changed in the meantime');
  expect(await talk.say('/oncall SRE')).toContain('SRE: bea');
});

test('a change of the on-call is seen by everyone, a look at it only by who asks', async () => {
  await using talk = await withTeam();
  expect(await talk.answer('/oncall set SRE ann')).toMatchObject({ private: false });
  expect(await talk.answer('/oncall')).toMatchObject({ private: true });
});

test('nobody is on call after the pin was taken off', async () => {
  await using talk = await withTeam();
  await talk.say('/oncall set SRE ann');
  await talk.say('/oncall set SRE none');
  expect(await talk.say('/oncall SRE')).toMatch(/You are not on call\.\n(?:.+\n)?- SRE: nobody/);
});

test('a member is put at another place in the rotation', async () => {
  await using talk = await withTeam();
  expect(await talk.say('/team member SRE bea position:1')).toContain('The on-call of SRE rotates in this order: bea, ann');
});

test('a team is deleted only after the question', async () => {
  await using talk = await withTeam();
  const question = await talk.answer('/team delete SRE');
  expect(await talk.say('/team')).toContain('1 team');
  expect(await talk.press(question, 'Delete')).toContain('Deleted: SRE');
  expect(await talk.say('/team')).toContain('0 teams');
});

test('a channel is set, shown and taken away', async () => {
  await using talk = await withTeam();
  expect(await talk.say('/team channel SRE slack_channel_id:C012 primary_platform:slack')).toContain('Slack C012');
  expect(await talk.say('/team channel SRE slack_channel_id:none')).toContain('Slack (no channel set)');
});

test.each([
  ['/team channel SRE <#C0123456789|sre>', 'Slack C0123456789'], ['/team channel SRE C0123456789', 'Slack C0123456789'],
  ['/team channel SRE slack_channel_id:<#C012>', 'Slack C012'], ['/team channel SRE discord_channel_id:<#123456789012345678>', 'Discord 123456789012345678'],
])('a channel is taken as it is mentioned or by its id: %s', async (phrase, shown) => {
  await using talk = await withTeam();
  expect(await talk.say(phrase)).toContain(shown);
});

test.each(['/team channel SRE #sre', '/team channel SRE slack_channel_id:#sre', '/team channel SRE slack_channel_id:sre'])('a channel’s name is refused with what to do instead: %s', async (phrase) => {
  await using talk = await withTeam();
  expect(await talk.say(phrase)).toMatch(/sre” is no id of a channel\. Mention it, or copy its id at the end of its “About”, such as C0123456789\./);
  expect(await talk.database.sql`select 1 from teams where slack_channel_id is not null`).toHaveLength(0);
});

test('the rehearsal names who is paged, by what, and where nobody would be', async () => {
  await using talk = await withTeam();
  await talk.say('/oncall set SRE ann');
  await talk.say('/provider add SMTP Mail host:mail.example.com');
  const said = await talk.say('/escalation test SRE sev1');
  expect(said).toContain('- at once → ann (chat, e-mail) · on-call');
  expect(said).toContain('- +5 min → nobody: the next step follows at once');
  expect(said).toContain('starts over every 15 min');
});

test('at SEV4 the rehearsal says that nobody is paged', async () => {
  await using talk = await withTeam();
  expect(await talk.say('/escalation test SRE sev4')).toContain('Nobody is paged');
});

test('everything is said in French to who reads French', async () => {
  await using talk = await withTeam();
  talk.as({ language: 'fr' });
  expect(await talk.say('/oncall')).toContain('Vous n’êtes pas d’astreinte.');
});
