import { expect, test } from 'vitest';
import { aConversation } from './conversation.ts';

/** Walks the forms to the card at the end. */
async function walk(talk: Awaited<ReturnType<typeof aConversation>>) {
  const team = await talk.form('/imas setup');
  const service = await talk.submit(team, { team: 'SRE' });
  const source = service.kind === 'form' ? await talk.submit(service.form, { service: 'redis' }) : service;
  return source.kind === 'form' ? talk.submit(source.form, { source: 'Prod', kind: 'alertmanager' }) : source;
}

test('three forms make team, service and source, and the card shows the snippet', async () => {
  await using talk = await aConversation('Admins');
  const said = talk.plain(await walk(talk));
  expect(said).toMatch(/^One step left: the first alert\n- Team: SRE · pages ann\n- Service: redis\n- Source of alerts: Prod\n- Test alert: waiting/);
  expect(said).toMatch(/credentials: [a-z0-9]{32}/);
  expect(await talk.say('/team show SRE')).toMatch(/On call: ann[^]*Services: redis/);
});

test('the test alert is sent through the new source, and the card then shows where it went', async () => {
  await using talk = await aConversation('Admins');
  const card = await walk(talk);
  const sent: string[] = [];
  talk.ports.sendTestAlert = async (sourceId) => {
    sent.push(sourceId);
    await talk.database.sql`update sources set first_alert_at = now()`;
    return 'Test alert 1';
  };
  expect(await talk.press(card, 'Send a test alert')).toMatch(/^Everything is in place\nSent: Test alert 1/);
  expect(await talk.database.sql`select 1 from sources where id = ${sent[0]!}`).toHaveLength(1);
});

test('walking a second time with the same names makes nothing twice and shows no token', async () => {
  await using talk = await aConversation('Admins');
  await walk(talk);
  const again = await talk.say('/imas setup team:sre service:REDIS source:prod');
  expect(again).toContain('- Source of alerts: Prod');
  expect(again).not.toMatch(/[a-z0-9]{32}/);
  expect(await talk.say('/team')).toContain('1 team');
});

test('what is there already is offered by name', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  expect((await talk.form('/imas setup')).fields[0]?.help).toContain('There is: SRE.');
});

test('what a step needs and was left empty is said beside its field', async () => {
  await using talk = await aConversation('Admins');
  const team = await talk.form('/imas setup');
  const errorsOf = (answer: Awaited<ReturnType<typeof talk.submit>>) => (answer.kind === 'form' ? answer.form.fields.map(({ error }) => error) : []);
  expect(errorsOf(await talk.submit(team, { team: ' ' }))).toEqual(['This is needed.']);
  const service = await talk.submit(team, { team: 'SRE' });
  expect(errorsOf(service)).toEqual([undefined]);
  const source = service.kind === 'form' ? await talk.submit(service.form, { service: 'redis' }) : service;
  if (source.kind !== 'form') throw new Error('no third step');
  expect(errorsOf(await talk.submit(source.form, { source: ' ', kind: '' }))).toEqual(['This is needed.', 'This is needed.']);
  expect(errorsOf(await talk.submit(source.form, { source: 'Prod', kind: '' }))).toEqual([undefined, 'This is needed.']);
});
