import { expect, test } from 'vitest';
import { fakeSlack } from '../fakes/slack/fake-slack.ts';
import { aWorld } from '../world.ts';

test('where the line from Slack is lost it is asked whether it is there, though nothing else would be asked', { timeout: 60_000 }, async () => {
  await using slack = await fakeSlack();
  await using world = await aWorld({ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken });
  await slack.until('the line', () => slack.sockets.connected() > 0 && slack.callsOf('auth.test').length > 0);
  slack.fail('*', { reset: true });
  slack.sockets.refuse(true);
  slack.dropSockets();
  await world.until('Slack is known to be away', async () => (await world.app.sql`select 1 from chat_outages where platform = 'slack'`).length > 0);
  expect(slack.callsOf('auth.test').length).toBeGreaterThan(1);
});
