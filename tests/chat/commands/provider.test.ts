import { expect, test } from 'vitest';
import { providerKindWords, sourceKindWords } from '../../../src/chat/kind-words.ts';
import { settingsForm } from '../../../src/chat/provider-form.ts';
import { kindsOf } from '../../../src/delivery/kinds.ts';
import { providers } from '../../../src/delivery/providers.ts';
import { sources } from '../../../src/intake/sources.ts';
import { sayIn } from '../../../src/texts/say.ts';
import { aConversation } from './conversation.ts';

test('the form of a provider has the fields of its kind, the password hidden', async () => {
  await using talk = await aConversation('Admins');
  const form = await talk.form('/provider add smtp Mail');
  expect(form.fields.map((field) => [field.name, field.kind, field.required])).toEqual([['host', 'text', true], ['port', 'number', false], ['use_tls', 'boolean', false], ['password', 'secret', false]]);
  expect(talk.plain(await talk.submit(form, { host: 'mail.example.com', port: '25', password: 'canary' }))).toContain('Mail is there.');
});

test('what is wrong stands beside its field, what was typed stays, and the secret is not sent back', async () => {
  await using talk = await aConversation('Admins');
  const form = await talk.form('/provider add smtp Mail');
  const again = await talk.submit(form, { host: 'bad', port: '2525', password: 'canary' });
  expect(talk.plain(again)).toMatch(/Mail server = bad \(.*✕ No such host\.\)[^]*Port = 2525/);
  expect(JSON.stringify(again)).not.toContain('canary');
});

test('neither list nor form shows a stored secret, and an empty field keeps it', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/provider add smtp Mail host:mail.example.com password:canary');
  const form = await talk.form('/provider edit Mail');
  expect(JSON.stringify([form, await talk.answer('/provider')])).not.toContain('canary');
  await talk.submit(form, { host: 'mail2.example.com', password: '' });
  const [row] = await talk.database.sql<{ config: Record<string, string> }[]>`select config from providers`;
  expect(row!.config).toMatchObject({ host: 'mail2.example.com', password: expect.stringMatching(/^enc:/) });
});

test('a test goes to who asked, and a failure offers to change the settings', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/provider add smtp Mail host:mail.example.com');
  const sent: string[] = [];
  talk.ports.testProvider = async (_, to) => (sent.push(to), { ok: false, detail: 'The mail server refused the address.' });
  expect(await talk.say('/provider test mail')).toBe('Mail did not take the message\n→ ann@example.com\nThe mail server refused the address.\n[Edit] [Try again]');
  expect(sent).toEqual(['ann@example.com']);
});

test('a provider is switched off and on, and removed after the question', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/provider add smtp Mail host:mail.example.com');
  await talk.say('/provider disable mail');
  expect(await talk.say('/provider')).toContain('Mail · SMTP · disabled');
  await talk.say('/provider enable mail');
  expect(await talk.say('/provider')).toContain('not used yet');
  expect(await talk.press(await talk.answer('/provider remove mail'), 'Delete')).toContain('Deleted: Mail');
});

test('an unknown provider is answered with the nearest', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/provider add smtp Mail host:mail.example.com');
  expect(await talk.say('/provider test Mial')).toContain('Did you mean Mail?');
});

test('an operator is refused everything about providers', async () => {
  await using talk = await aConversation('Operators');
  expect(await talk.allowed(['/provider', '/provider add smtp X', '/provider edit X', '/provider test X', '/provider enable X', '/provider remove X'])).toEqual([]);
});

test('the format of a webhook is chosen by name, and PagerDuty needs its key only', async () => {
  await using talk = await aConversation('Admins');
  talk.ports.providerKinds = kindsOf(providers);
  const form = await talk.form('/provider add webhook Duty');
  expect(form.fields[0]).toMatchObject({ name: 'format', kind: 'choice', value: 'json', choices: expect.arrayContaining([{ value: 'pagerduty', label: 'PagerDuty (Events API v2)' }]) });
  expect(form.fields.filter((field) => field.kind === 'secret').map((field) => field.name)).toEqual(['url', 'secret', 'headers']);
  expect(talk.plain(await talk.submit(form, { format: 'pagerduty' }))).toMatch(/Secret or key[^]*✕ [^\n]*integration key is needed/);
  expect(talk.plain(await talk.submit(form, { format: 'PagerDuty', secret: 'canary-key' }))).toContain('Duty is there.');
  expect(JSON.stringify([await talk.answer('/provider'), await talk.form('/provider edit Duty')])).not.toContain('canary-key');
});

test('headers that are none are refused beside their field, and not repeated: they may be a secret', async () => {
  await using talk = await aConversation('Admins');
  talk.ports.providerKinds = kindsOf(providers);
  const again = await talk.submit(await talk.form('/provider add webhook Hook'), { format: 'json', url: 'https://example.com/hook', headers: 'X-Key=canary' });
  expect(talk.plain(again)).toMatch(/Headers[^\n]*✕ lines such as/);
  expect(JSON.stringify(again)).not.toContain('canary');
});

test.each(['en', 'fr'] as const)('every setting of every kind that a form asks for has words of its own (%s)', (language) => {
  const say = sayIn(language);
  for (const kind of kindsOf(providers)) {
    const answer = settingsForm({ say, language, timeZone: 'UTC', can: () => true } as never, kind, { command: 'provider/add', args: {}, values: {}, title: kind.kind });
    for (const field of answer.kind === 'form' ? answer.form.fields : []) expect(`${kind.kind} ${field.label}`).not.toBe(`${kind.kind} ${field.name.replaceAll('_', ' ')}`);
  }
});

test('the kind is chosen from a list; every kind there is stands in it, and another word is answered with the nearest', async () => {
  expect(Object.keys(providerKindWords).toSorted()).toEqual(Object.keys(providers).toSorted());
  expect(Object.keys(sourceKindWords).toSorted()).toEqual(Object.keys(sources).filter((kind) => kind !== 'generic').toSorted());
  await using talk = await aConversation('Admins');
  const form = await talk.form('/provider add');
  expect(form.fields[0]).toMatchObject({ name: 'kind', kind: 'choice', choices: expect.arrayContaining([{ value: 'NTFY', label: 'Push to phones (ntfy)' }]) });
  expect(await talk.say('/provider add smpt Mail')).toMatch(/“smpt” is not a kind of provider[^]*SMTP/);
});

test('how much may go by it stands in its form, is changed there, and goes back to what its kind has', async () => {
  await using talk = await aConversation('Admins');
  await talk.say('/provider add smtp Mail host:mail.example.com');
  const form = await talk.form('/provider edit Mail');
  expect(form.fields.slice(-2)).toMatchObject([{ name: 'per_minute', kind: 'number', help: expect.stringContaining('200 at once and 600 a minute') }, { name: 'per_hour' }]);
  expect(talk.plain(await talk.submit(form, { per_minute: '0' }))).toMatch(/At most a minute[^\n]*✕ A limit is a whole number/);
  await talk.submit(form, { per_minute: '30', per_hour: '100' });
  expect(await talk.say('/provider')).toContain('Mail · SMTP · not used yet · at most 30 a minute · at most 100 an hour');
  expect((await talk.form('/provider edit Mail')).fields.slice(-2)).toMatchObject([{ value: '30' }, { value: '100' }]);
  await talk.say('/provider edit Mail per_minute:none');
  expect(await talk.say('/provider')).not.toContain('a minute');
});

test.each(['PAGERDUTY', 'opsgenie', 'Pager Duty'])('who looks for %s is shown the format of a webhook', async (word) => {
  await using talk = await aConversation('Admins');
  talk.ports.providerKinds = kindsOf(providers);
  const format = word.toLowerCase().replace(' ', '');
  expect(await talk.say(`/provider add "${word}" Duty`)).toContain(`” is a format of WEBHOOK: /provider add WEBHOOK ${format} format:${format}`);
  const form = await talk.form(`/provider add WEBHOOK ${format} format:${format}`);
  expect(form.fields[0]).toMatchObject({ name: 'format', value: format });
});
