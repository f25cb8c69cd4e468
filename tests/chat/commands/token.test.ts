import { expect, test } from 'vitest';
import { someone } from '../../domain/people/someone.ts';
import { aConversation } from './conversation.ts';

test('a token is shown this once, privately, and never in the list', async () => {
  await using talk = await aConversation('Responders');
  const answer = await talk.answer('/token create ci scopes:view_incident expires_at:30d');
  expect(answer).toMatchObject({ private: true });
  const [token = ''] = /\b[a-z0-9]{32}\b/.exec(talk.plain(answer)) ?? [];
  const listed = await talk.say('/token');
  expect(listed).toMatch(/ci · ann · view_incident · never used · expires/);
  expect(token).not.toBe('');
  expect(listed).not.toContain(token);
});

test('a scope that is none stands beside its field with the form', async () => {
  await using talk = await aConversation('Responders');
  expect((await talk.form('/token create ci scopes:view_incidents')).fields.find((field) => field.name === 'scopes')?.error).toContain('“view_incidents” is not a permission');
});

test('a token without a name is asked for by a form', async () => {
  await using talk = await aConversation('Responders');
  expect((await talk.form('/token create')).fields[0]).toMatchObject({ name: 'name', required: true });
});

test('a token is revoked by name; a wrong name is answered with the nearest', async () => {
  await using talk = await aConversation('Responders');
  await talk.say('/token create ci');
  expect(await talk.say('/token revoke cii')).toContain('Did you mean ci?');
  expect(await talk.say('/token revoke CI')).toContain('ci of ann is revoked.');
  expect(await talk.say('/token')).toContain('0 API tokens');
});

test('other people’s tokens are neither listed nor revoked without the permission', async () => {
  await using talk = await aConversation('Responders');
  await talk.say('/token create ci');
  talk.as({ userId: await someone(talk.database, 'bea', 'Responders') });
  expect(await talk.allowed(['/token list ann', '/token list all', '/token create x user:ann'])).toEqual([]);
  expect(await talk.say('/token revoke ci')).toContain('There is no such token');
});
