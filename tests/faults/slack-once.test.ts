import { expect, test } from 'vitest';
import { withSlack } from './with-slack.ts';

test('an event that Slack tells again does nothing again', { timeout: 60_000 }, async () => {
  await using it = await withSlack();
  const { slack, bea, sre } = it;
  await slack.as(bea).mention(sre, 'help');
  const answers = () => slack.callsOf('chat.postMessage').length + slack.callsOf('chat.postEphemeral').length;
  await slack.until('an answer', () => answers() > 0);
  const before = answers();
  const mention = slack.events.find(({ event }) => event['type'] === 'app_mention')!;
  for (let n = 0; n < 3; n++) await slack.redeliver(mention);
  await slack.as(bea).mention(sre, 'help');
  await slack.until('an answer to the new one', () => answers() > before);
  expect(answers()).toBe(2 * before);
});
