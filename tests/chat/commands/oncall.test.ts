import { expect, test } from 'vitest';
import { databaseNow } from '../../../src/domain/clock.ts';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

/** Wednesday 2 December 2026, noon UTC; ann is an administrator, bea and max are members. */
async function aScheduledTeam() {
  const talk = await aConversation('Admins');
  await someone(talk.database, 'bea', 'Responders');
  await someone(talk.database, 'max', 'Responders');
  await talk.say('/team create SRE');
  for (const name of ['bea', 'max']) await talk.say(`/team member SRE ${name}`);
  const now = await databaseNow(talk.ctx);
  await talk.database.advance(`${Date.parse('2026-12-02T12:00:00Z') - now.getTime()} milliseconds`);
  return talk;
}

test('an entry is typed in one line and echoed with its zone; the gaps it leaves are shown', async () => {
  await using talk = await aScheduledTeam();
  const said = await talk.say('/oncall schedule add SRE bea friday 18:00 monday 9:00');
  expect(said).toContain('bea is in the schedule of SRE');
  expect(said).toContain('Fri 4 Dec, 18:00 – Mon 7 Dec, 09:00, in UTC');
  expect(said).toMatch(/Nobody answers \(primary of SRE\) in the coming two weeks:\n- 2 Dec, 12:0\d – 4 Dec, 18:00\n- 7 Dec, 09:00 – 17 Dec, 12:0\d/);
  expect(said).toContain('[Fill the gap]');
});

test('the end is read from the start on: a length, a weekday', async () => {
  await using talk = await aScheduledTeam();
  expect(await talk.say('/oncall schedule add SRE bea tomorrow 22:00 8h')).toContain('Thu 3 Dec, 22:00 – Fri 4 Dec, 06:00, in UTC');
  expect(await talk.say('/oncall schedule add SRE max saturday 9:00 thursday 9:00')).toContain('Sat 5 Dec, 09:00 – Thu 10 Dec, 09:00, in UTC');
});

test('the button of a gap asks only who fills it', async () => {
  await using talk = await aScheduledTeam();
  const card = await talk.answer('/oncall schedule add SRE bea friday 18:00 monday 9:00');
  if (card.kind !== 'card') throw new Error('no card');
  const fill = card.card.actions.find((action) => action.label === 'Fill the gap');
  expect(fill).toMatchObject({ command: 'oncall/schedule-add', args: { team: 'SRE', level: '1' } });
  expect(await talk.press(card, 'Fill the gap')).toMatch(/^Add to the schedule\n.*user[^]*$/);
});

test('whoever holds the time is named, with when', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall schedule add SRE bea friday 18:00 monday 9:00');
  expect(await talk.say('/oncall schedule add SRE max saturday 9:00 10h')).toMatch(/bea is entered at level 1 from 4 Dec, 18:00 to 7 Dec, 09:00 already\.\nChange or remove that entry/);
});

test.each([
  ['/oncall schedule add SRE bea "2026-12-05 09:00" "2026-12-04 09:00"', 'before it starts'],
  ['/oncall schedule add SRE bea now "2100-01-01"', 'days; 366 at most'],
  ['/oncall schedule add SRE bea "2026-02-30 09:00" 8h', 'is not a time'],
  ['/oncall schedule add SRE baa now 8h', 'Did you mean bea'],
  ['/oncall rotation create SRE bea handover:noon-ish', 'is no hand-over'],
  ['/oncall rotation create SRE bea every:fortnight', 'is no length of a turn'],
  ['/oncall rotation create SRE bea time_zone:Mars/Olympus', 'Mars/Olympus'],
  ['/oncall rotation create SRE bea hours:always', 'Hours are days and two times'],
])('%s is answered with what is wrong', async (phrase, words) => {
  await using talk = await aScheduledTeam();
  const answer = await talk.answer(phrase);
  const errors = answer.kind === 'form' ? [answer.form.error ?? '', ...answer.form.fields.map((field) => field.error ?? '')].join('\n') : await talk.say(phrase);
  expect(errors).toContain(words);
});

test('a time that the clocks skip is refused with the next there is; of a doubled one the other is offered', async () => {
  await using talk = await aScheduledTeam();
  talk.as({ timeZone: 'Europe/Paris' });
  const skipped = await talk.form('/oncall schedule add SRE bea "2027-03-28 02:30" 4h');
  expect(skipped.fields.find((field) => field.name === 'from')?.error).toBe('“2027-03-28 02:30” does not exist in Europe/Paris: the clocks go forward over it. The next time there is: 28 Mar, 03:00.');
  const doubled = await talk.say('/oncall schedule add SRE bea "2027-10-31 02:30" 4h');
  expect(doubled).toMatch(/shows 31 Oct(?: 2027)?, 02:30 twice that night\. Meant is the first; for the other write 2027-10-31T02:30\+01:00/);
  expect(doubled).toContain('Sun, 31 Oct 2027, 02:30 (UTC+02:00)');
  expect(await talk.say('/oncall schedule add SRE max 2027-10-31T02:30+01:00 30m level:2')).toContain('Meant is the second; for the other write 2027-10-31T02:30+02:00');
});

test('an entry is chosen, changed in a form that shows it, and removed', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall schedule add SRE bea friday 18:00 monday 9:00');
  await talk.say('/oncall schedule add SRE max monday 9:00 friday 18:00');
  const which = await talk.form('/oncall schedule edit SRE');
  expect(which.fields[0]?.choices?.map((choice) => choice.label)).toEqual(['bea · Fri 4 Dec, 18:00 – Mon 7 Dec, 09:00 · SRE, primary', 'max · Mon 7 Dec, 09:00 – Fri 11 Dec, 18:00 · SRE, primary']);
  const form = await talk.form('/oncall schedule edit SRE bea');
  expect(form.fields.map((field) => [field.name, field.value])).toEqual([['user', 'bea'], ['from', '2026-12-04T18:00:00.000Z'], ['to', '2026-12-07T09:00:00.000Z'], ['level', '1']]);
  expect(talk.plain(await talk.submit(form, { user: 'bea', from: 'friday 20:00', to: '2026-12-07T09:00:00.000Z', level: '1' }))).toContain('Fri 4 Dec, 20:00');
  expect(await talk.say('/oncall schedule remove SRE bea')).toContain('Taken out of the schedule of SRE: bea');
  expect(await talk.say('/oncall schedule SRE')).not.toContain('bea');
});

test('a pin that hides the schedule is named, with the button that takes it off', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall set SRE max');
  const card = await talk.answer('/oncall schedule add SRE bea now 8h');
  expect(await talk.say('/oncall schedule add SRE bea tomorrow 9:00 8h')).toContain('max is put on call by hand and answers until that is taken off');
  expect(await talk.press(card, 'Take the pin off')).toContain('SRE: bea is on call now\ninstead of max');
});

test('a rotation needs a team and people; the rest is weekly, Monday 09:00', async () => {
  await using talk = await aScheduledTeam();
  const said = await talk.say('/oncall rotation create SRE bea, @max');
  expect(said).toMatch(/SRE has the rotation Primary[^]*People: bea → max[^]*Rule: 1 week, hand-over Monday 09:00 \(UTC\)/);
  expect(said).toMatch(/Coming turns\n- 2 Dec, 12:0\d – 7 Dec, 09:00 · bea · primary · Primary\n- 7 Dec, 09:00 – 14 Dec, 09:00 · max/);
  expect(said).toContain('No gaps in the coming two weeks.');
  expect(await talk.say('/oncall SRE')).toContain('SRE: bea');
});

test('the form of a rotation shows what holds unless told, and is sent as it stands', async () => {
  await using talk = await aScheduledTeam();
  const form = await talk.form('/oncall rotation create SRE');
  expect(form.fields.filter((field) => field.required).map((field) => field.name)).toEqual(['team', 'members']);
  expect(form.fields.flatMap((field) => (field.value === undefined ? [] : [[field.name, field.value]]))).toEqual([['team', 'SRE'], ['every', '1 week'], ['handover', 'monday 09:00']]);
  expect(talk.plain(await talk.submit(form, { team: 'SRE', members: 'bea, max', every: '1 week', handover: 'monday 09:00' }))).toContain('SRE has the rotation Primary');
});

test('a rotation is changed in a form that shows it; sent as it stands nothing changes', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall rotation create SRE bea, max hours:"mon-fri 18:00-09:00"');
  const form = await talk.form('/oncall rotation edit SRE');
  const values = Object.fromEntries(form.fields.map((field) => [field.name, field.value ?? '']));
  expect(values).toEqual({ members: 'bea, max', name: 'Primary', every: '1 week', handover: 'Monday 09:00', level: '1', hours: 'mon-fri 18:00-09:00', time_zone: 'UTC', position: '1' });
  await talk.submit(form, values);
  expect(await talk.database.sql`select 1 from rotations`).toHaveLength(1);
  expect(talk.plain(await talk.submit(form, { ...values, members: 'ann, max' }))).toMatch(/Until the next hand-over everything stays as it is. This holds from 7 Dec, 09:00[^]*bea[^]*max/);
  expect(await talk.say('/oncall rotation delete SRE')).toMatch(/the rotation Primary is over[^]*Nobody answers/);
});

test('a rotation below one that always answers says so, and one button puts it first', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall rotation create SRE bea, max');
  const card = await talk.answer('/oncall rotation create SRE max name:Office hours:"mon-fri 9:00-18:00"');
  expect(talk.plain(card)).toContain('None of these turns counts: the rotation Primary is asked first and always answers.');
  expect(await talk.press(card, 'Put it first')).toMatch(/Changed: the rotation Office of SRE\n(?![^]*None of these turns counts)/);
  expect(await talk.say('/oncall rotation SRE')).toMatch(/Office · primary · 1 week, hand-over Monday 09:00 \(UTC\) · mon-fri 09:00-18:00 · max[^]*Primary/);
});

test.each([
  ['/oncall SER', /There is no team called “SER”\.\nDid you mean SRE\?/],
  ['/oncall shfits', /Did you mean: \/oncall shifts/],
  ['/oncall help', /Did you mean: \/imas help oncall/],
  ['/team help', /Did you mean: \/imas help team/],
  ['/imas help oncall rotation create', /It is typed like this: \/oncall rotation create TEAM MEMBERS … .*\[position:…\]/],
  ['/imas help oncall', /\/oncall override remove .*\n/],
])('%s leads on', async (phrase, words) => {
  await using talk = await aScheduledTeam();
  expect(await talk.say(phrase)).toMatch(words);
});

test('where nobody is on call the card leads to a rotation', async () => {
  await using talk = await aScheduledTeam();
  const card = await talk.answer('/oncall SRE');
  expect(await talk.press(card, 'New rotation')).toMatch(/^New rotation\n- members\*: People/);
});

test('a rotation behind a pin shows its turns all the same, and says who answers until then', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall set SRE ann');
  const said = await talk.say('/oncall rotation create SRE bea, max');
  expect(said).toMatch(/Coming turns\n- 2 Dec, 12:0\d – 7 Dec, 09:00 · bea/);
  expect(said).toContain('ann is put on call by hand and answers until that is taken off');
});

test('in French everything is said and understood in French', async () => {
  await using talk = await aScheduledTeam();
  talk.as({ language: 'fr' });
  const form = await talk.form('/oncall rotation create SRE');
  expect(form.fields.flatMap((field) => (field.name === 'every' || field.name === 'handover' ? [field.value] : []))).toEqual(['1 semaine', 'lundi 09:00']);
  expect(talk.plain(await talk.submit(form, { team: 'SRE', members: 'bea, max', every: '2 semaines', handover: 'mardi 9h' }))).toMatch(/SRE a la rotation Principale[^]*2 semaines, relève mardi 09:00/);
  expect(await talk.say('/oncall schedule add SRE moi demain 9h 8h')).not.toContain('Qui répond');
  expect(await talk.say('/oncall override SRE max 25 décembre 9h 26 décembre 9h')).toMatch(/max remplace[^]*ven\.? 25 déc/);
});

test('an override begins now unless told, and ends where it says', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall rotation create SRE bea, max');
  expect(await talk.say('/oncall override SRE max 3h reason:dentist')).toMatch(/SRE: max takes over[^]*dentist/);
  expect(await talk.say('/oncall SRE')).toContain('SRE: max');
  expect(await talk.say('/oncall override list SRE')).toContain('max');
  expect(await talk.say('/oncall override SRE bea 30m')).toContain('say replace:yes');
  expect(await talk.say('/oncall override remove SRE max')).toContain('max does not take over any more');
  expect(await talk.say('/oncall SRE')).toContain('SRE: bea');
});

test('the coming weeks are those of the asker, of a team, of a person', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall rotation create SRE ann, bea');
  expect(await talk.say('/oncall shifts')).toMatch(/My shifts in the coming 4 weeks\n- 2 Dec, 12:0\d – 7 Dec, 09:00 · SRE, primary · Primary\n- 14 Dec/);
  expect(await talk.say('/oncall shifts SRE')).toMatch(/SRE: the coming 4 weeks[^]*· ann ·[^]*· bea ·/);
  expect(await talk.say('/oncall shifts user:max')).toContain('Nobody is on call then.');
});

test('a member enters, moves and takes out their own turns, and nobody else’s; all else is refused', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall rotation create SRE max');
  await talk.say('/oncall schedule add SRE max tomorrow 9:00 1h');
  const [bea] = await talk.database.sql<{ id: string }[]>`select id from users where username = 'bea'`;
  talk.as({ userId: bea!.id });
  expect(await talk.allowed(['/oncall schedule add SRE me friday 18:00 8h', '/oncall schedule edit SRE bea to:9h', '/oncall schedule remove SRE bea', '/oncall schedule', '/oncall rotation SRE', '/oncall shifts'])).toHaveLength(6);
  expect(await talk.allowed(['/oncall schedule add SRE max friday 18:00 8h', '/oncall schedule remove SRE max', '/oncall override SRE bea 1h', '/oncall rotation create SRE bea', '/oncall rotation delete SRE', '/oncall rotation edit SRE name:x'])).toEqual([]);
});

test('whoever is entered as primary and backup of the same time is named, however far ahead', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall schedule add SRE bea "2027-03-01 9:00" 10h');
  expect(await talk.say('/oncall override SRE bea "2027-03-01 12:00" 10h level:2')).toMatch(/bea is primary and backup at the same time, so nobody else follows: 1 Mar, 12:00 – 1 Mar, 19:00/);
  expect(await talk.say('/oncall override SRE max "2027-03-02 12:00" 10h level:2')).not.toContain('at the same time');
  await talk.say('/oncall rotation create SRE bea,max');
  expect(await talk.say('/oncall rotation create SRE bea,max level:2')).toMatch(/bea is primary and backup at the same time[^]*more times?\./);
});

test('hours that may be an afternoon and were read as a night are said to be', async () => {
  await using talk = await aScheduledTeam();
  expect(await talk.say('/oncall rotation create SRE bea,max hours:"mon-fri 9-5"')).toContain('9-5 is read as 09:00-05:00, over midnight. If the afternoon is meant, change it to 09:00-17:00.');
  for (const hours of ['mon-fri 9-12', 'mon-fri 9:00-5:00', 'mon-fri 18-9', '1-5 9h-5h']) expect(await talk.say(`/oncall rotation create SRE bea,max name:"${hours}" hours:"${hours}"`)).not.toContain('over midnight');
});

test('a word that is no time is named, not the words behind it', async () => {
  await using talk = await aScheduledTeam();
  expect(await talk.say('/oncall override SRE bea whenever 3h')).toMatch(/“whenever” is not a time/);
});

test('whoever is put on call without being a member is named as such, with the button that makes them one', async () => {
  await using talk = await aScheduledTeam();
  await someone(talk.database, 'zoe', 'Responders');
  const card = await talk.answer('/oncall set SRE zoe');
  expect(talk.plain(card)).toContain('zoe is not a member of SRE');
  await talk.press(card, 'Make a member');
  expect(await talk.say('/oncall set SRE zoe')).not.toContain('not a member');
});

test('somebody’s own words in a schedule mention nobody and forge no line, wherever they stand', async () => {
  await using talk = await aScheduledTeam();
  const hostile = '@everyone <!channel> <@U1>\u202E gone';
  await talk.say(`/oncall rotation create SRE bea, max name:"${hostile}"`);
  const answers = [
    await talk.answer(`/oncall override SRE bea to:"tomorrow 9:00" reason:"${hostile}"`), await talk.answer('/oncall override list SRE'), await talk.answer('/oncall rotation SRE'), await talk.answer('/oncall rotation'),
    await talk.answer('/oncall shifts SRE'), await talk.answer('/oncall SRE'), await talk.answer('/oncall who'),
  ];
  expect(JSON.stringify(answers)).toContain('everyone');
  for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(/@everyone|<!|<@|\u202E/);
});
