import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { type FakeSlack, fakeSlack } from './slack/fake-slack.ts';

const client = (slack: FakeSlack, token = slack.botToken) => new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 2000 });
const refusal = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'accepted', (error: { data?: { error?: string }; code?: string }) => error.data?.error ?? error.code);
const button = { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Acknowledge' }, action_id: 'ack', value: 'INC-1' }] };

test('a message is posted, found by its metadata, edited with its past kept, and deleted', async () => {
  await using slack = await fakeSlack();
  const web = client(slack);
  const { id: channel } = slack.addChannel({ name: 'payments' });
  const posted = await web.chat.postMessage({ channel, text: 'Down', blocks: [button], metadata: { event_type: 'imas_message', event_payload: { key: 'k1' } } });
  const [found] = (await web.conversations.history({ channel, include_all_metadata: true })).messages!;
  expect(found).toMatchObject({ ts: posted.ts, metadata: { event_payload: { key: 'k1' } } });
  expect((await web.conversations.history({ channel })).messages![0]).not.toHaveProperty('metadata');
  await web.chat.update({ channel, ts: posted.ts!, text: 'Up' });
  expect(slack.lastMessage(channel)).toMatchObject({ text: 'Up', blocks: [], edits: [{ text: 'Down' }] });
  await web.chat.delete({ channel, ts: posted.ts! });
  expect(slack.messagesIn(channel)).toEqual([]);
});

test.for<[string, (slack: FakeSlack, web: WebClient) => Promise<unknown>]>([
  ['invalid_auth', (slack) => client(slack, 'xoxb-wrong').auth.test()],
  ['token_revoked', async (slack, web) => (slack.revokeToken(), web.auth.test())],
  ['not_allowed_token_type', (slack) => client(slack, slack.appToken).auth.test()],
  ['missing_scope', async (slack, web) => (slack.grant(['chat:write']), web.users.list({}))],
  ['channel_not_found', (_slack, web) => web.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' })],
  ['channel_not_found', (slack, web) => web.chat.postMessage({ channel: slack.addChannel({ name: 'board', isPrivate: true, withoutBot: true }).id, text: 'x' })],
  ['not_in_channel', (slack, web) => (slack.grant(['chat:write']), web.chat.postMessage({ channel: slack.addChannel({ name: 'far', withoutBot: true }).id, text: 'x' }))],
  ['no_text', (slack, web) => web.chat.postMessage({ channel: slack.addChannel({ name: 'quiet' }).id, text: '' })],
  ['msg_too_long', (slack, web) => web.chat.postMessage({ channel: slack.addChannel({ name: 'long' }).id, text: 'x'.repeat(40_001) })],
  ['invalid_blocks', (slack, web) => web.chat.postMessage({ channel: slack.addChannel({ name: 'odd' }).id, text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] })],
  ['msg_blocks_too_long', (slack, web) => web.chat.postMessage({ channel: slack.addChannel({ name: 'wide' }).id, text: 'x', blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(2900) } })) })],
  ['cannot_reply_to_message', (slack, web) => web.chat.postMessage({ channel: slack.addChannel({ name: 'thread' }).id, text: 'x', thread_ts: '1.000001' })],
  ['message_not_found', (slack, web) => web.chat.update({ channel: slack.addChannel({ name: 'gone' }).id, ts: '1.000001', text: 'x' })],
  ['invalid_name_specials', (_slack, web) => web.conversations.create({ name: 'Payments' })],
  ['invalid_name_maxlength', (_slack, web) => web.conversations.create({ name: 'x'.repeat(81) })],
  ['name_taken', async (_slack, web) => { const { channel } = await web.conversations.create({ name: 'room' }); await web.conversations.archive({ channel: channel!.id! }); return web.conversations.create({ name: 'room' }); }],
  ['is_archived', async (_slack, web) => { const { channel } = await web.conversations.create({ name: 'room' }); await web.conversations.archive({ channel: channel!.id! }); return web.chat.postMessage({ channel: channel!.id!, text: 'x' }); }],
  ['cant_invite_self', (slack, web) => web.conversations.invite({ channel: slack.addChannel({ name: 'me' }).id, users: slack.world.botUser })],
  ['already_in_channel', (slack, web) => { const { id } = slack.addUser({ name: 'Bea' }); return web.conversations.invite({ channel: slack.addChannel({ name: 'us', members: [id] }).id, users: id }); }],
  ['user_not_found', (slack, web) => web.conversations.invite({ channel: slack.addChannel({ name: 'nobody' }).id, users: 'U0NOBODY' })],
  ['users_not_found', (slack, web) => (slack.addUser({ name: 'Bea', email: 'bea@example.com' }), web.users.lookupByEmail({ email: 'BEA@example.com' }))],
  ['invalid_trigger_id', (_slack, web) => web.views.open({ trigger_id: 'none', view: { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] } })],
  ['unknown_method', (_slack, web) => web.apiCall('chat.shout')],
])('%s is refused as Slack refuses it', async ([error, attempt]) => {
  await using slack = await fakeSlack();
  expect(await refusal(attempt(slack, client(slack)))).toBe(error);
});

test('missing_scope says which scope is needed and which there are', async () => {
  await using slack = await fakeSlack({ scopes: ['chat:write'] });
  await expect(client(slack).users.info({ user: slack.world.botUser })).rejects.toMatchObject({ data: { needed: 'users:read', provided: 'chat:write' } });
});

test('lists come in pages, and every page has its cursor', async () => {
  await using slack = await fakeSlack();
  for (const name of ['one', 'two', 'three']) slack.addChannel({ name });
  const names: string[] = [];
  for await (const page of client(slack).paginate('conversations.list', { limit: 2 })) names.push(...(page as { channels?: { name: string }[] }).channels!.map((it) => it.name));
  expect(names.toSorted()).toEqual(['one', 'three', 'two']);
});

test('with rates on, a channel takes a burst, then 429 says how long to wait', async () => {
  await using slack = await fakeSlack({ rates: true });
  const { id: channel } = slack.addChannel({ name: 'busy' });
  const other = slack.addChannel({ name: 'calm' });
  const web = client(slack);
  const answers = await Promise.all(Array.from({ length: 6 }, () => refusal(web.chat.postMessage({ channel, text: 'x' }))));
  expect(answers.filter((it) => it === 'slack_webapi_rate_limited_error')).toHaveLength(3);
  expect(await refusal(web.chat.postMessage({ channel: other.id, text: 'x' }))).toBe('accepted');
  slack.passTime(3000);
  expect(await refusal(web.chat.postMessage({ channel, text: 'x' }))).toBe('accepted');
});

test('an answer that is lost leaves what was carried out, so that a blind second try posts twice', async () => {
  await using slack = await fakeSlack();
  const { id: channel } = slack.addChannel({ name: 'payments' });
  slack.fail('chat.postMessage', { loseAnswer: true, times: 1, when: (args) => args['channel'] === channel });
  expect(await refusal(client(slack).chat.postMessage({ channel, text: 'x' }))).toBe('slack_webapi_request_error');
  expect(await refusal(client(slack).chat.postMessage({ channel, text: 'x' }))).toBe('accepted');
  expect(slack.messagesIn(channel)).toHaveLength(2);
});

test.for<[string, Parameters<FakeSlack['fail']>[1]]>([
  ['slack_webapi_http_error', { status: 503 }],
  ['slack_webapi_rate_limited_error', { retryAfter: 7 }],
  ['slack_webapi_request_error', { reset: true }],
  ['slack_webapi_request_error', { hang: true }],
  ['fatal_error', { error: 'fatal_error' }],
])('%s can be asked for, and nothing is carried out', async ([code, fault]) => {
  await using slack = await fakeSlack();
  const { id: channel } = slack.addChannel({ name: 'payments' });
  slack.fail('chat.postMessage', fault);
  expect(await refusal(client(slack).chat.postMessage({ channel, text: 'x' }))).toBe(code);
  slack.heal();
  expect(slack.messagesIn(channel)).toEqual([]);
  expect(await refusal(client(slack).chat.postMessage({ channel, text: 'x' }))).toBe('accepted');
});
