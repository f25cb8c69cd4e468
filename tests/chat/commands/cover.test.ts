import { expect, test } from 'vitest';
import { databaseNow } from '../../../src/domain/clock.ts';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

/** Wednesday 2 December 2026, noon UTC; ann has the week-end, bea the days after. */
async function aScheduledTeam() {
  const talk = await aConversation('Admins');
  await someone(talk.database, 'bea', 'Responders');
  await talk.say('/team create SRE');
  for (const name of ['ann', 'bea']) await talk.say(`/team member SRE ${name}`);
  const now = await databaseNow(talk.ctx);
  await talk.database.advance(`${Date.parse('2026-12-02T12:00:00Z') - now.getTime()} milliseconds`);
  await talk.say('/oncall schedule add SRE ann friday 18:00 monday 9:00');
  await talk.say('/oncall schedule add SRE bea "2026-12-07 09:00" "2026-12-09 09:00"');
  return talk;
}
const covers = (talk: Awaited<ReturnType<typeof aScheduledTeam>>) => talk.database.sql<{ from: string; to: string; with: string | null; payback: boolean; reason: string }[]>`
  select to_char(starts_at at time zone 'UTC', 'DD HH24:MI') as from, to_char(ends_at at time zone 'UTC', 'DD HH24:MI') as to, w.username as with, payback, reason from covers c left join users w on w.id = c.with_user order by starts_at`;

test('/oncall cover alone asks with my next turn in the form', async () => {
  await using talk = await aScheduledTeam();
  const answer = await talk.answer('/oncall cover');
  expect(answer).toMatchObject({ kind: 'form', form: { fields: expect.arrayContaining([
    expect.objectContaining({ name: 'from', value: '2026-12-04T18:00:00.000Z' }), expect.objectContaining({ name: 'to', value: '2026-12-07T09:00:00.000Z' }), expect.objectContaining({ name: 'team', value: 'SRE' }),
  ]) } });
  expect(await covers(talk)).toEqual([]);
});

test.each([
  ['/oncall cover payback:yes', { from: '04 18:00', to: '07 09:00', with: null, payback: true, reason: '' }],
  ['/oncall swap saturday 9:00 12h with:@bea reason:wedding', { from: '05 09:00', to: '05 21:00', with: 'bea', payback: false, reason: 'wedding' }],
  ['/oncall cover saturday 9:00', { from: '05 09:00', to: '07 09:00', with: null, payback: false, reason: '' }],
  ['/oncall cover team:SRE user:@bea', { from: '07 09:00', to: '09 09:00', with: null, payback: false, reason: '' }],
  ['/oncall away saturday sunday', { from: '05 00:00', to: '07 00:00', with: null, payback: false, reason: '' }],
  ['/oncall away saturday sunday 9:00', { from: '05 00:00', to: '06 09:00', with: null, payback: false, reason: '' }],
  ['/oncall away saturday 0:00 31 dec holidays in the snow', { from: '05 00:00', to: '07 09:00', with: null, payback: false, reason: 'holidays in the snow' }],
])('%s', async (phrase, cover) => {
  await using talk = await aScheduledTeam();
  const said = await talk.say(phrase);
  expect(said).toContain('The others are asked to take 1 turn');
  expect(said).toContain('[Withdraw]');
  expect(await covers(talk)).toEqual([cover]);
});

test('what is asked for is echoed with the zone it was read in', async () => {
  await using talk = await aScheduledTeam();
  expect(await talk.say('/oncall away saturday sunday')).toContain('Sat 5 Dec, 00:00 – Mon 7 Dec, 00:00, in UTC');
});

test('withdrawn it is said how many turns are not asked for any more', async () => {
  await using talk = await aScheduledTeam();
  const asked = await talk.answer('/oncall cover payback:no');
  expect(await talk.press(asked, 'Withdraw')).toContain('1 turn is not asked for any more and stays with whoever had it');
});

test.each([
  ['/oncall away "2027-03-01" "2027-03-31"', /ann has no turn between 1 Mar, 00:00 and 1 Apr, 00:00\.\n\/oncall shifts lists the turns there are\./],
  ['/oncall cover with:@ann', /That is whoever has the turn\. Name somebody else/],
  ['/oncall cover user:@nobody', /nobody/],
])('%s is answered with what to do', async (phrase, words) => {
  await using talk = await aScheduledTeam();
  expect(await talk.say(phrase)).toMatch(words);
  expect(await covers(talk)).toEqual([]);
});

test('reversed days ask nobody, and say how to write what was meant', async () => {
  await using talk = await aScheduledTeam();
  const answer = await talk.answer('/oncall away "31 dec" "3 dec"');
  expect(JSON.stringify(answer)).toContain('with it: 3 dec 2027');
  expect(await covers(talk)).toEqual([]);
});

test('more than ten turns are asked for only after a question', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall rotation create SRE ann,bea every:"1 day" handover:9:00');
  const question = await talk.answer('/oncall away "10 dec" "10 jan" skiing');
  expect(talk.plain(question)).toMatch(/^Ask everybody to take 16 turns\?/);
  expect(await covers(talk)).toEqual([]);
  expect(await talk.press(question, 'Ask for cover')).toContain('The others are asked to take 16 turns');
  expect((await covers(talk)).map(({ reason }) => reason)).toEqual(Array.from({ length: 16 }, () => 'skiing'));
});

test('without a turn to come /oncall cover says so instead of asking', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/team create Data');
  talk.as({ userId: await someone(talk.database, 'max', 'Responders') });
  expect(await talk.say('/oncall cover')).toContain('No turn comes in the next 120 days');
});

test('what is being asked for already can be withdrawn from the answer that says so', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/oncall cover payback:no');
  const again = await talk.answer('/oncall cover payback:no');
  expect(talk.plain(again)).toContain('are being asked for these turns of ann already');
  expect(await talk.press(again, 'Withdraw')).toContain('1 turn is not asked for any more');
});

test('a manager is told that somebody has no turn in their teams, not that a permission is missing', async () => {
  await using talk = await aScheduledTeam();
  await talk.say('/team create Data');
  await someone(talk.database, 'max', 'Responders');
  const eve = await someone(talk.database, 'eve', 'Responders');
  await talk.database.sql`insert into team_members (team_id, user_id, role, position) select id, ${eve}, 'manager', 9 from teams where name = 'SRE'`;
  talk.as({ userId: eve });
  expect(await talk.say('/oncall away user:@max saturday sunday')).toContain('max has no turn between 5 Dec, 00:00 and 7 Dec, 00:00 in the teams that you manage.');
  expect(await talk.say('/oncall away user:@ann saturday sunday')).toContain('The others are asked');
});
