import { expect, test } from 'vitest';
import { commands } from '../../../../commands/commands.ts';
import { makeDispatch } from '../../../../src/chat/dispatch.ts';
import { kindsOf } from '../../../../src/delivery/kinds.ts';
import { slack } from '../../../../src/delivery/providers/slack.ts';
import { webhook } from '../../../../src/delivery/providers/webhook.ts';
import { aConversation } from '../../commands/conversation.ts';

/** The same administrator in the console and in Slack. */
async function inSlack() {
  const talk = await aConversation('Admins');
  talk.ports.providerKinds = kindsOf({ SLACK: slack, WEBHOOK: webhook });
  const listener = { ctx: talk.ctx, language: 'en' as const, timeZone: 'UTC' };
  const dispatch = makeDispatch({ commands, ports: talk.ports, contextFor: async () => listener, fallback: listener });
  return Object.assign(talk, { there: (phrase: string) => dispatch.phrase({ userId: talk.userId, via: 'slack', place: { platform: 'slack', id: 'C1', kind: 'channel' } }, phrase) });
}

test.each(['/imas setup slack tokens:yes', '/provider add webhook Hooks', '/provider edit Hook'])('%s asks for secrets in the console, not in Slack', async (phrase) => {
  await using talk = await inSlack();
  await talk.say('/provider add webhook Hook url:https://hooks.example.com/');
  expect((await talk.answer(phrase)).kind).toBe('form');
  const answer = await talk.there(phrase);
  expect(talk.plain(answer)).toMatch(/^Secrets are not typed in a chat that keeps them[^]*\/(imas setup slack|provider add WEBHOOK Hooks|provider edit Hook)\n/);
  expect(answer).toMatchObject({ kind: 'card', private: true });
});

test('the setting secrets_in_chat lets the form open in Slack', async () => {
  await using talk = await inSlack();
  await talk.say('/imas settings secrets_in_chat yes');
  expect((await talk.there('/imas setup slack tokens:yes')).kind).toBe('form');
});

test('the guide in Slack has no manifest to copy by hand', async () => {
  await using talk = await inSlack();
  expect(talk.plain(await talk.there('/imas setup slack'))).toContain('npm run -s imas -- slack-manifest');
});
