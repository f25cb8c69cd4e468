import { expect, test } from 'vitest';
import { aConversation } from './conversation.ts';

async function withService() {
  const talk = await aConversation('Admins');
  await talk.say('/team create SRE');
  await talk.say('/service create redis SRE criticality:tier-2 runbook_url:https://runbooks.example.com/redis aliases:"cache, kv"');
  return talk;
}

test('a service is found by its alias and shown with owner, tier and runbook', async () => {
  await using talk = await withService();
  const said = await talk.say('/service show CACHE');
  expect(said).toMatch(/^redis\nOwner team: SRE\nCriticality: tier 2: answer within 30 min/);
  expect(said).toContain('[Runbook: https://runbooks.example.com/redis]');
});

test('a bad address stands beside its field, and the rest of the form stays', async () => {
  await using talk = await withService();
  const form = await talk.form('/service edit redis');
  const again = await talk.submit(form, { service: 'redis', runbook_url: 'ftp://x', description: 'Key-value store' });
  expect(again).toMatchObject({ kind: 'form', form: { fields: expect.arrayContaining([expect.objectContaining({ name: 'runbook_url', error: expect.stringContaining('https://') }), expect.objectContaining({ name: 'description', value: 'Key-value store' })]) } });
});

test('“none” takes an address away', async () => {
  await using talk = await withService();
  await talk.say('/service edit redis runbook_url:none');
  expect(await talk.say('/service show redis')).toContain('Runbook: none yet');
});

test('an alias is added and removed', async () => {
  await using talk = await withService();
  expect(await talk.say('/service alias redis sessions')).toBe('“sessions” now means redis.\n[Show]');
  expect(await talk.say('/service alias redis sessions remove')).toBe('“sessions” no longer means redis.\n[Show]');
});

test('an unknown service is answered with the nearest', async () => {
  await using talk = await withService();
  expect(await talk.say('/service show rediss')).toContain('Did you mean redis');
});

test('a service without owner is asked for by a form', async () => {
  await using talk = await withService();
  expect((await talk.form('/service create kafka')).fields.find((field) => field.name === 'team')).toMatchObject({ required: true });
});

test('a service is deleted only after the question', async () => {
  await using talk = await withService();
  const question = await talk.answer('/service delete redis');
  expect(await talk.press(question, 'Delete')).toContain('Deleted: redis');
  expect(await talk.say('/service')).toContain('0 services');
});

test('a viewer is refused every change', async () => {
  await using talk = await aConversation('Viewers');
  expect(await talk.allowed(['/service create x SRE', '/service edit redis active:no', '/service alias redis x', '/service delete redis'])).toEqual([]);
});
