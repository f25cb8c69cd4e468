import { expect, test } from 'vitest';
import { botEvents, botScopes } from '../../../../src/chat/slack/scopes.ts';
import { plainAnswer } from '../../../../src/chat/plain.ts';
import { fakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { aWorld } from '../../../world.ts';

const plain = (answer: Parameters<typeof plainAnswer>[0]) => plainAnswer(answer, { language: 'en', timeZone: 'UTC' });

test('the scopes of the manifest are enough for a token to be taken, and a wrong one is named', async () => {
  await using slack = await fakeSlack({ scopes: botScopes, subscribed: botEvents });
  await using world = await aWorld({ SLACK_API_URL: slack.apiUrl });
  const { botToken, appToken } = slack;
  expect(plain(await world.say('ada', `/imas setup slack bot_token:wrong app_token:${appToken}`))).toMatch(/^Slack is not connected yet\nSlack does not accept the bot token \(invalid_auth\)/);
  expect(plain(await world.say('ada', `/imas setup slack bot_token:${botToken} app_token:wrong`))).toMatch(/^Slack is not connected yet\nSlack does not accept the app-level token/);
  expect(plain(await world.say('ada', `/imas setup slack app_token:${appToken}`))).toMatch(/^Slack is connected\nSlack knows this token: @imas/);
});

test('what the environment sets shows as a locked row, whatever is stored', async () => {
  await using slack = await fakeSlack();
  await using world = await aWorld({ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken });
  expect(plain(await world.say('ada', '/provider'))).toContain('- Slack · SLACK · set by the environment');
  expect(plain(await world.say('ada', '/imas setup slack'))).toContain('The environment sets Slack up (SLACK_BOT_TOKEN); it is changed there.');
});
