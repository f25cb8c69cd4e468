import { expect, test } from 'vitest';
import { checkChannel } from '../../../../src/chat/slack/check-channel.ts';
import { slackWeb } from '../../../../src/chat/slack/web.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { aDatabase } from '../../../database.ts';
import { fakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { silent } from '../../../log.ts';
import { aConversation } from '../../commands/conversation.ts';

test('what keeps IMAS from posting in a channel is known before the first card: it is archived, or is not seen', async () => {
  await using db = await aDatabase();
  await using there = await fakeSlack();
  const slack = slackWeb({ settings: { botToken: there.botToken, signingSecrets: [], apiUrl: there.apiUrl }, sql: db.sql, log: silent, say: sayIn('en') });
  const [fine, old] = [there.addChannel({ name: 'sre' }), there.addChannel({ name: 'old' })];
  old.isArchived = true;
  expect(await checkChannel(slack, fine.id)).toBeUndefined();
  expect((await checkChannel(slack, old.id))?.key).toBe('slackFaults.archived');
  expect((await checkChannel(slack, 'C0NOWHERE1'))?.key).toBe('slackSetup.channel_unseen');
  there.fail('conversations.info', { error: 'fatal_error', times: 1 });
  expect(await checkChannel(slack, fine.id)).toBeUndefined();
});

test('/team channel keeps the channel and says at once that it cannot be seen', async () => {
  await using talk = await aConversation('Admins');
  talk.ports.checkChannel = async (_, id) => ({ key: 'slackSetup.channel_unseen', params: { channel: id } });
  await talk.say('/team create SRE');
  expect(await talk.say('/team channel SRE C0123456789')).toMatch(/Slack C0123456789[^]*shows IMAS no channel C0123456789\. Is the id right/);
});
