import { expect, test } from 'vitest';
import { aConversation } from '../../commands/conversation.ts';

test('tokens of the environment are tested by the name of their platform, and cannot be edited', async () => {
  await using talk = await aConversation('Admins');
  const tried: string[] = [];
  let found = { ok: true, detail: 'Slack knows this token: @imas in Acme.' };
  Object.assign(talk.ports, { lockedKinds: ['SLACK'], testProvider: async (id: string) => (tried.push(id), found) });
  expect(await talk.say('/provider test Slack')).toMatch(/^Slack .*\nSlack knows this token/);
  found = { ok: false, detail: 'Slack does not accept the bot token (invalid_auth).' };
  expect(await talk.say('/provider test slack')).toMatch(/invalid_auth[^]*\[Try again\]$/);
  expect(await talk.say('/provider test slack')).not.toContain('[Edit]');
  expect(tried).toEqual(['SLACK', 'SLACK', 'SLACK']);
});
