import { expect, test } from 'vitest';
import { claim } from '../../../src/domain/notifications/claim.ts';
import { aNight } from '../../night.ts';
import { aConversation } from './conversation.ts';

const aDeadLetter = (talk: Awaited<ReturnType<typeof aConversation>>) => talk.database.sql`
  insert into notifications (user_id, purpose, means, address, status, error, finished_at) values (${talk.userId}, 'notice', 'EMAIL', 'secret@example.com', 'dead', 'The mail server refused the address.', now())`;

test('what is not well comes first', async () => {
  await using talk = await aConversation('Viewers');
  const { health } = talk.ports;
  talk.ports.health = async () => ({ ...await health(), platforms: [{ name: 'slack', ok: false, detail: 'token expired' }] });
  expect((await talk.say('/imas status')).split('\n').slice(0, 3)).toEqual(['Working, but something needs a look', '- Slack: NOT WELL · token expired', '- Database: ok · embedded']);
});

test.each([['Admins', true], ['Viewers', false]] as const)('a channel that refuses cards is named, and whose it is, to %s: %s', async (group, isNamed) => {
  await using talk = await aConversation(group);
  const refused = (place: string, failedAt: string, purpose = 'team') => talk.database.sql`
    insert into posted_cards (subject, purpose, platform, place_id, place_kind, failed, failed_at) values (${`x:${place}`}, ${purpose}, 'slack', ${place}, 'channel', 'is_archived', imas_now() - ${failedAt}::interval)`;
  await Promise.all([refused('C-gone', '1 hour'), refused('C-mended', '2 days'), refused('D-person', '1 hour', 'page')]);
  await talk.database.sql`insert into teams (name, slug, slack_channel_id) values ('Shop', 'shop', 'C-gone')`;
  const said = await talk.say('/imas status');
  expect(said.includes('Slack (Shop, C-gone): NOT WELL · refuses cards')).toBe(isNamed);
  expect(said).not.toMatch(/C-mended|D-person/);
});

test('providers are named only to who may see them', async () => {
  await using talk = await aConversation('Viewers');
  const { health } = talk.ports;
  talk.ports.health = async () => ({ ...await health(), providers: [{ name: 'Mail', kind: 'SMTP', ok: true, detail: '' }] });
  expect(await talk.say('/imas status')).not.toContain('Mail');
});

test('that messages were given up is told to everybody, which they are to administrators', async () => {
  await using talk = await aConversation('Viewers');
  await aDeadLetter(talk);
  const { health } = talk.ports;
  talk.ports.health = async () => ({ ...await health(), deadLetters: 1 });
  const answer = await talk.say('/imas status');
  expect(answer).toContain('1 message given up; administrators see which.');
  expect(answer).not.toContain('Retry');
});

test('dead letters are listed without addresses and sent again by a button', async () => {
  await using talk = await aConversation('Admins');
  await aDeadLetter(talk);
  const { health } = talk.ports;
  talk.ports.health = async () => ({ ...await health(), deadLetters: 1 });
  const card = await talk.answer('/imas status');
  expect(talk.plain(card)).toContain('1 message given up:\n- ann · e-mail: The mail server refused the address.');
  expect(talk.plain(card)).not.toContain('secret@example.com');
  expect(await talk.press(card, 'Retry')).toContain('1 message is on the way again.');
  const [row] = await talk.database.sql<{ id: string; status: string }[]>`select id, status from notifications`;
  expect(row!.status).toBe('queued');
  expect(talk.database.jobs.filter((job) => job.name === 'deliver')).toMatchObject([{ payload: { notificationIds: [row!.id] } }]);
});

test('a page that was given up and is answered before it is sent again still says what became of it', async () => {
  await using talk = await aConversation('Admins');
  await aNight(talk.ctx);
  await talk.say('/page @alice "help me" sev2');
  const { sql } = talk.database;
  await sql`insert into notifications (incident_id, run_id, slot, user_id, purpose, means, address, status, error, sent_at, finished_at, is_page)
    select r.incident_id, r.id, '9.9', ${talk.userId}, 'page', 'EMAIL', 'secret@example.com', 'dead', 'The mail server refused the address.', now(), now(), true from runs r limit 1`;
  await talk.say('/imas status retry:yes');
  await talk.say('/incident ack INC-1');
  await claim(talk.ctx, (await sql<{ id: string }[]>`select id from notifications where means = 'EMAIL'`).map(({ id }) => id), 1);
  expect(await sql`select status from notifications where means = 'EMAIL'`).toEqual([{ status: 'dropped' }]);
  expect(await talk.say('/incident notifications INC-1')).toMatch(/ann +e-mail +sent \S+ → failed \(The mail server refused the address\.\)/);
});

test('what was given up is sent again one at a time; what is on its way is not', async () => {
  await using talk = await aConversation('Admins');
  await aDeadLetter(talk);
  await aDeadLetter(talk);
  const card = await talk.answer('/imas dead-letters');
  expect(talk.plain(card)).toMatch(/^Given up\n(- ann · e-mail · [^\n]+: The mail server refused the address\.\n){2}/);
  expect(talk.plain(card)).not.toContain('secret@example.com');
  expect(await talk.press(card, 'Retry: ann · e-mail')).toContain('1 message is on the way again.');
  const rows = await talk.database.sql<{ status: string }[]>`select status from notifications order by status`;
  expect(rows.map(({ status }) => status)).toEqual(['dead', 'queued']);
  expect(await talk.press(card, 'Retry: ann · e-mail')).toContain('was not given up');
  expect(await talk.say(`/imas dead-letters ${crypto.randomUUID()}`)).toContain('There is no notification');
  expect(await talk.press(card, 'Retry all')).toContain('1 message is on the way again.');
  expect(await talk.say('/imas dead-letters')).toContain('Nothing was given up.');
});

test('a retry with nothing given up sends nothing', async () => {
  await using talk = await aConversation('Admins');
  expect(await talk.say('/imas status retry:yes')).toContain('0 messages are on the way again.');
  expect(talk.database.jobs).toEqual([]);
});

test('one’s own linking code is given in the console, and a code typed there stays good', async () => {
  await using talk = await aConversation('Viewers');
  const [, code] = /\/imas link ([A-Z-]+)/.exec(await talk.say('/imas link')) ?? [];
  expect(await talk.say(`/imas link ${code}`)).toContain('You are signed in here already.');
  expect(await talk.database.sql`select 1 from codes where used_at is null`).toHaveLength(1);
});

test('a setting is set, listed as different, and reset', async () => {
  await using talk = await aConversation('Admins');
  expect(await talk.say('/imas settings storm_incidents 20')).toContain('storm_incidents is now 20');
  expect(await talk.say('/imas settings')).toContain('- storm_incidents = 20 (otherwise 10)');
  await talk.say('/imas settings storm_incidents reset:yes');
  expect(await talk.say('/imas settings')).toContain('Every setting has its default');
});

test('settings are shown by what they are about, each a press away', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/imas settings storm_incidents 20');
  await talk.say('/imas settings who_may_declare everyone');
  const all = await talk.say('/imas settings');
  expect(all).toMatch(/Who may what[^]*who_may_declare = everyone[^]*Incidents and storms[^]*storm_incidents = 20/);
  expect(all).not.toMatch(/mute_hours|check_on_call_at/);
  expect(all).toContain('[Rooms]');
  const rooms = await talk.say('/imas settings area:rooms');
  expect(rooms).toContain('room_when = opening · When that room opens');
  expect(rooms).not.toContain('storm_incidents');
});

test('a team’s own value is set and shown for that team', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  await talk.say('/imas settings refire_minutes 5 team:SRE');
  expect(await talk.say('/imas settings refire_minutes team:SRE')).toMatch(/refire_minutes · SRE[^]*Now: 5\nDefault: 15/);
  expect(await talk.say('/imas settings refire_minutes')).toContain('Now: 15');
});

test('a value that does not fit is asked for again, with what was typed', async () => {
  await using talk = await aConversation('Admins');
  const form = await talk.form('/imas settings storm_incidents many');
  expect(form.fields).toMatchObject([{ name: 'value', value: 'many', error: expect.stringContaining('does not fit') }]);
  expect(talk.plain(await talk.submit(form, { value: '12' }))).toContain('storm_incidents is now 12');
});

test('an unknown setting and an unknown job are answered with the nearest', async () => {
  await using talk = await aConversation('Admins');
  expect(await talk.say('/imas settings storm_incident')).toContain('Did you mean storm_incidents');
  expect(await talk.say('/imas jobs check-pending')).toContain('Did you mean check-pending-escalations?');
});

test('the audit log is paged and filtered by buttons that keep the filter', async () => {
  await using talk = await aConversation('Admins');
  for (let i = 0; i < 17; i++) await talk.say(`/team create T${i}`);
  const first = await talk.answer('/imas audit team actor:ann');
  expect(talk.plain(first)).toMatch(/^17 entries[^]*T16[^]*page 1 of 2/);
  expect(await talk.press(first, 'Older')).toMatch(/T1 [^]*T0 [^]*page 2 of 2/);
});

test('a job is run by hand and says what came of it', async () => {
  await using talk = await aConversation('Admins');
  expect(await talk.say('/imas jobs check_pending_escalations')).toContain('check-pending-escalations: nothing to do');
});

test('a responder is refused maintenance', async () => {
  await using talk = await aConversation('Responders');
  expect(await talk.allowed(['/imas settings storm_incidents 20', '/imas audit', '/imas jobs check-pending-escalations', '/imas status retry:yes', '/imas setup'])).toEqual([]);
});

test('a service that would break is followed to each person, for any instant', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  await talk.say('/team member SRE @ann');
  await talk.say('/service create redis-prod SRE');
  const said = await talk.say('/imas simulate redis-prod sev1 2026-02-07 03:00');
  expect(said).toMatch(/^If it broke at this instant[\s\S]*redis-prod · SEV1 · SRE\nPolicy: built in, high urgency[\s\S]*ann \(chat\) · everybody in SRE/);
  expect(await talk.say('/imas simulate severity:sev1')).toContain('Which service?');
  expect(await talk.say('/imas simulate alert:"job=redis"')).toContain('From which source');
});
