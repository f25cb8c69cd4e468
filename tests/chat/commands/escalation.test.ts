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
  expect(await talk.say('/escalation show SRE')).toMatch(/^Escalation of SRE at SEV1\nNight\n- at once · ann · SMS\n- \+20 min · duty@example\.com · as each person has chosen · in working hours only/);
});

test('a team without its own policy for a severity is shown the built-in one', async () => {
  await using talk = await withPolicy();
  expect(await talk.say('/escalation show SRE sev2')).toContain('built in, high urgency');
});

test('a person who lacks the means of a step is told in chat, and the rehearsal says so', async () => {
  await using talk = await withPolicy();
  const said = await talk.say('/escalation test SRE');
  expect(said).toContain('- at once → ann (chat) · ann');
  expect(said).toContain('- +20 min → duty@example.com (e-mail)');
});
