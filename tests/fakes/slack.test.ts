import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { type FakeSlack, fakeSlack } from './slack/fake-slack.ts';
import { newTrigger } from './slack/views.ts';

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
  ['cant_update_message', async (slack, web) => { const bea = slack.addUser({ name: 'Bea' }); const { id } = slack.addChannel({ name: 'hers', members: [bea.id] }); const { ts } = await slack.as(bea.id).write(id, 'mine'); return web.chat.update({ channel: id, ts, text: 'x' }); }],
  ['message_not_found', async (slack, web) => { const bea = slack.addUser({ name: 'Bea' }); const { id } = slack.addChannel({ name: 'private-word', members: [bea.id] }); const { message_ts } = await web.chat.postEphemeral({ channel: id, user: bea.id, text: 'psst' }); return web.chat.update({ channel: id, ts: message_ts!, text: 'x' }); }],
  ['user_not_in_channel', (slack, web) => web.chat.postEphemeral({ channel: slack.addChannel({ name: 'without-her' }).id, user: slack.addUser({ name: 'Bea' }).id, text: 'psst' })],
  ['invalid_metadata_format', (slack, web) => web.apiCall('chat.postMessage', { channel: slack.addChannel({ name: 'meta' }).id, text: 'x', metadata: { event_type: 'x' } })],
  ['user_disabled', (slack, web) => web.conversations.open({ users: slack.addUser({ name: 'Bea', deleted: true }).id })],
  ['too_long', (slack, web) => web.conversations.setTopic({ channel: slack.addChannel({ name: 'topical' }).id, topic: 'x'.repeat(251) })],
  ['no_pin', async (slack, web) => { const { id: channel } = slack.addChannel({ name: 'pins' }); const { ts } = await web.chat.postMessage({ channel, text: 'x' }); return web.pins.remove({ channel, timestamp: ts! }); }],
  ['invalid_link', (slack, web) => web.bookmarks.add({ channel_id: slack.addChannel({ name: 'books' }).id, title: 'Runbook', type: 'link', link: 'javascript:alert(1)' })],
  ['no_users_provided', (slack, web) => web.usergroups.users.update({ usergroup: slack.addGroup('sre', []).id, users: '' })],
  ['invalid_arguments', (slack, web) => web.views.publish({ user_id: slack.addUser({ name: 'Bea' }).id, view: { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] } })],
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

test('one bad guest spoils an invitation, unless it is forced, and every refusal is named', async () => {
  await using slack = await fakeSlack();
  const web = client(slack);
  const { id: channel } = slack.addChannel({ name: 'war-room' });
  const good = slack.addUser({ name: 'Bea' }).id;
  const users = [good, slack.addUser({ name: 'Gone', deleted: true }).id, slack.addUser({ name: 'Far', stranger: true }).id].join(',');
  await expect(web.conversations.invite({ channel, users })).rejects.toMatchObject({ data: { error: 'cant_invite', errors: [{ error: 'cant_invite' }, { error: 'org_user_not_in_team' }] } });
  expect(slack.world.channels.get(channel)!.members.has(good)).toBe(false);
  await web.conversations.invite({ channel, users, force: true });
  expect(slack.world.channels.get(channel)!.members.has(good)).toBe(true);
});

test('a thread is read with its parent first, and a reply to a reply joins its thread', async () => {
  await using slack = await fakeSlack();
  const web = client(slack);
  const { id: channel } = slack.addChannel({ name: 'payments' });
  const top = await web.chat.postMessage({ channel, text: 'top' });
  const reply = await web.chat.postMessage({ channel, text: 'reply', thread_ts: top.ts! });
  await web.chat.postMessage({ channel, text: 'deeper', thread_ts: reply.ts! });
  expect((await web.conversations.replies({ channel, ts: top.ts! })).messages!.map((it) => it.text)).toEqual(['top', 'reply', 'deeper']);
  expect((await web.conversations.history({ channel })).messages!.map((it) => it.text)).toEqual(['top']);
});

test('a message to a person opens their direct conversation, and an address is shown only with its scope', async () => {
  await using slack = await fakeSlack();
  const web = client(slack);
  const { id } = slack.addUser({ name: 'Bea', email: 'bea@example.com' });
  await web.chat.postMessage({ channel: id, text: 'Hello' });
  expect(slack.directFor(id).map((it) => it.text)).toEqual(['Hello']);
  expect((await web.users.info({ user: id })).user!.profile!.email).toBe('bea@example.com');
  slack.grant(['users:read']);
  expect((await web.users.info({ user: id })).user!.profile).not.toHaveProperty('email');
});

test('a file goes up in three steps and is shared in a channel', async () => {
  await using slack = await fakeSlack();
  const { id } = slack.addChannel({ name: 'payments' });
  await client(slack).files.uploadV2({ channel_id: id, filename: 'report.md', content: '# Report', initial_comment: 'The report' });
  expect([...slack.world.files.values()]).toMatchObject([{ name: 'report.md', channel: id }]);
  expect([...slack.world.files.values()][0]!.content.toString()).toContain('# Report');
  expect(slack.lastMessage(id)!.text).toBe('The report');
});

test('a modal takes two more above it and no fourth', async () => {
  await using slack = await fakeSlack();
  const { id } = slack.addUser({ name: 'Bea' });
  const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [] };
  await client(slack).views.open({ trigger_id: newTrigger(slack.world, id), view });
  const push = () => refusal(client(slack).views.push({ trigger_id: newTrigger(slack.world, id, slack.modal(id)!.id), view }));
  expect([await push(), await push(), await push()]).toEqual(['accepted', 'accepted', 'push_limit_reached']);
  await slack.as(id).close(slack.modal(id)!);
  expect(slack.modal(id)!.previous).toBe(slack.modal(id)!.root);
});
