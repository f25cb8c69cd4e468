import { expect, test } from 'vitest';
import { aConversation } from './conversation.ts';

async function withPolicy() {
  const talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  const steps = [
    { delay_minutes: 0, targets: [{ kind: 'USER', user: talk.userId }], means: ['SMS'], working_hours_only: false },
    { delay_minutes: 20, targets: [{ kind: 'EMAIL', address: 'duty@example.com' }], means: null, working_hours_only: true },
  ];
  await talk.database.sql`insert into escalation_policies (team_id, name, severity, steps) select id, 'Night', 'SEV1_CRITICAL', ${JSON.stringify(steps)}::text::jsonb from teams where name = 'SRE'`;
  return talk;
}

test('what teams made is listed before what is built in', async () => {
  await using talk = await withPolicy();
  expect(await talk.say('/escalation')).toMatch(/- SRE: Night · SEV1 · 2 steps\nBuilt in, for everyone else:\n- built in, high urgency/);
});

test('the steps of a policy are shown by name, time and means', async () => {
  await using talk = await withPolicy();
  const said = await talk.say('/escalation show SRE');
  expect(said).toMatch(/^Escalation of SRE at SEV1\nNight\n- at once · ann · SMS\n- \+20 min · duty@example\.com · as each person has chosen · in working hours only/);
  expect(said).toContain('Version 1');
});

test('a team without its own policy for a severity is shown the built-in one', async () => {
  await using talk = await withPolicy();
  expect(await talk.say('/escalation show SRE sev2')).toContain('built in, high urgency');
});

test('a person who lacks the means of a step is told in chat, and the rehearsal says so', async () => {
  await using talk = await withPolicy();
  // A Monday: the second step is in working hours only.
  const said = await talk.say('/escalation test SRE sev1 2026-02-09 12:00');
  expect(said).toContain('- at once → ann (chat) · ann');
  expect(said).toContain('- +20 min → duty@example.com (e-mail)');
});

async function withTeam(language: 'en' | 'fr' = 'en') {
  const talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  await talk.say('/team member SRE @ann');
  talk.as({ language });
  return talk;
}

test('making a policy shows the ladder that counted so far, to be changed line by line', async () => {
  await using talk = await withTeam();
  const form = await talk.form('/escalation create SRE');
  const steps = form.fields.find((field) => field.name === 'steps')!.value!;
  expect(steps).toBe('0 on-call\n5 on-call 2\n10 managers\n15 team, channel');
  const said = talk.plain(await talk.submit(form, { team: 'SRE', severity: 'any', steps: `${steps}\n20 @ann by SMS only mon-fri 18:00-09:00` }));
  expect(said).toMatch(/^SRE has a policy of its own now/);
  expect(said).toContain('+20 min · ann · SMS · only mon-fri 18:00-09:00');
});

test('in French the lines are French, and read back', async () => {
  await using talk = await withTeam('fr');
  const form = await talk.form('/escalation create SRE sev1');
  expect(form.fields.find((field) => field.name === 'steps')!.value).toBe('0 astreinte\n5 astreinte 2\n10 responsables\n15 équipe, canal');
  expect(talk.plain(await talk.submit(form, { team: 'SRE', severity: 'sev1', steps: '0 équipe par SMS seulement lun-ven 9:00-18:00\n1 @ann' }))).toContain('seulement lun-ven 09:00-18:00');
});

test('a line that cannot be read stays in the form, with what is wrong beside it', async () => {
  await using talk = await withTeam();
  const answer = await talk.submit(await talk.form('/escalation create SRE'), { team: 'SRE', severity: 'any', steps: '0 on-call\n5 teh boss' });
  expect(answer).toMatchObject({ kind: 'form', form: { fields: expect.arrayContaining([expect.objectContaining({ name: 'steps', value: '0 on-call\n5 teh boss', error: expect.stringContaining('“teh boss” is nobody I can tell') })]) } });
});

test('steps are added, moved, changed and removed by a phrase; each answer names the version', async () => {
  await using talk = await withTeam();
  await talk.say('/escalation create SRE any steps:"0 team"');
  expect(await talk.say('/escalation step add SRE 10 managers, @ann by SMS')).toMatch(/^Step 2 added: “SRE” is at version 2[\s\S]*\+10 min · managers of SRE, ann · SMS/);
  expect(await talk.say('/escalation step move SRE 2 30')).toMatch(/^Step 2 changed: “SRE” is at version 3[\s\S]*\+30 min/);
  expect(await talk.say('/escalation step edit SRE 2 who:@ann means:own hours:"sat,sun 0:00-24:00"')).toContain('+30 min · ann · as each person has chosen · only sat,sun 00:00-24:00');
  expect(await talk.say('/escalation step remove SRE 2')).toMatch(/^Step 2 removed: “SRE” is at version 5/);
  expect(await talk.say('/escalation step remove SRE 1')).toContain('This is the only step');
});

test('what nobody would hear at night is said to its author', async () => {
  await using talk = await withTeam();
  const said = await talk.say('/escalation create SRE any steps:"0 @ann by SMS only mon-fri 9:00-18:00\n5 on-call only mon-fri 9:00-18:00"');
  expect(said).toContain('Monday at 00:00 no step reaches a person: administrators would be paged.');
});

test('a channel alone cannot be the answer to a SEV1', async () => {
  await using talk = await withTeam();
  expect(await talk.say('/escalation create SRE sev1 steps:"0 channel"')).toContain('a channel does not wake people');
});

test('deleting asks first and says what counts from then on', async () => {
  await using talk = await withTeam();
  await talk.say('/escalation create SRE sev1 steps:"0 team" name:Night');
  const asked = await talk.answer('/escalation delete SRE');
  expect(talk.plain(asked)).toContain('Delete the policy “Night” of SRE?');
  expect(await talk.press(asked, 'Delete')).toMatch(/“Night” is deleted[\s\S]*follow built in, high urgency \(SEV1, SEV2\) now/);
  expect(await talk.say('/escalation delete SRE')).toContain('SRE has no policy of its own');
});

test('a rehearsal that pages nobody says that administrators would be, and offers to put somebody on call', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/team create Empty');
  expect(await talk.say('/escalation test Empty sev1')).toMatch(/Empty \(chat\)[^]*No step found anybody: every administrator is paged[^]*\[Set on-call\]/);
  await talk.say('/service create lonely team:Empty');
  expect(await talk.say('/imas simulate lonely sev1')).toContain('No step found anybody: every administrator is paged');
  await talk.say('/team member Empty @ann');
  expect(await talk.say('/escalation test Empty sev1')).not.toContain('every administrator');
});

test('a rehearsal may be for any instant', async () => {
  await using talk = await withTeam();
  await talk.say('/escalation create SRE any steps:"0 team only sat,sun 0:00-24:00\n5 @ann"');
  expect(await talk.say('/escalation test SRE sev1 2026-02-07 12:00')).toMatch(/at once → ann \(chat\)/);
  expect(await talk.say('/escalation test SRE sev1 2026-02-09 12:00')).toMatch(/at once → not in its hours: passed over[\s\S]*at once → ann/);
});

test('a later step that pages nobody new says so in the rehearsal', async () => {
  await using talk = await withTeam();
  await talk.say('/escalation create SRE any steps:"0 @ann\n5 @ann\n5 channel\n10 duty@example.com"');
  const said = (await talk.say('/escalation test SRE sev1')).split('\n').filter((line) => line.includes('→'));
  expect(said.map((line) => line.includes('nobody new'))).toEqual([false, true, false, false]);
});
