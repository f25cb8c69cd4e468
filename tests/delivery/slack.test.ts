import { beforeEach, describe, expect, test } from 'vitest';
import { botScopes } from '../../src/chat/slack/scopes.ts';
import { slack } from '../../src/delivery/providers/slack.ts';
import { Refusal } from '../../src/delivery/refusal.ts';
import { sayIn } from '../../src/texts/say.ts';
import { fakeHttp, type FakeHttp } from '../fakes/http.ts';
import { aMessage } from './message.ts';

let server: FakeHttp;
beforeEach(async () => {
  const fake = await fakeHttp();
  server = fake;
  return () => fake[Symbol.asyncDispose]();
});

/** Slack as far as a test of a token asks it: what each method answers. */
function answers(methods: Record<string, object>, scopes?: string) {
  server.answer(({ path }) => ({
    status: 200, headers: { 'content-type': 'application/json', ...(scopes === undefined ? {} : { 'x-oauth-scopes': scopes }) },
    body: JSON.stringify(methods[path.replace('/api/', '')] ?? { ok: true, user: 'imas', team: 'Acme', ts: '1.2', url: 'ws://x' }),
  }));
}
const send = (given: Record<string, unknown>, message = aMessage({ to: '' })) =>
  slack.send(message, slack.settings.parse({ bot_token: 'xoxb-1', signing_secret: 's', ...given }), { allowAddresses: [], timeoutMs: 2000, slackApiUrl: `${server.url}/api/` });
const refusal = async (given: Record<string, unknown>) => send(given).then(() => { throw new Error('accepted'); }, (error: unknown) => error as Refusal);

describe('a test of Slack', () => {
  test('without a channel only asks who we are, with the token', async () => {
    answers({});
    expect(await send({})).toEqual({ state: 'accepted', note: 'Slack knows this token: @imas in Acme. Nothing was posted, as there is no default channel.' });
    expect(server.requests.map(({ path, headers }) => [path, headers['authorization']])).toEqual([['/api/auth.test', 'Bearer xoxb-1']]);
  });
  test('posts to the default channel, or where it is told, with nothing in it that pings', async () => {
    answers({});
    expect((await send({ default_channel: '#ops' }, aMessage({ to: '', headline: '<!channel> & co' }))).note).toContain('A message is in #ops.');
    expect(JSON.parse(server.requests.at(-1)!.body)).toMatchObject({ channel: '#ops', text: expect.stringContaining('&lt;!channel&gt; &amp; co') as string });
    await send({ default_channel: '#ops' }, aMessage({ to: 'C123' }));
    expect(JSON.parse(server.requests.at(-1)!.body)).toMatchObject({ channel: 'C123' });
  });
  test('tries the app-level token', async () => {
    answers({});
    expect((await send({ app_token: 'xapp-1' })).note).toContain('Socket Mode may be used.');
    expect(server.requests.find(({ path }) => path === '/api/apps.connections.open')?.headers['authorization']).toBe('Bearer xapp-1');
  });
  test.each([
    ['neither way in', { signing_secret: undefined }, undefined, 'Missing: the signing secret (HTTP) or the app-level token'],
    ['scopes', {}, botScopes.filter((scope) => scope !== 'pins:write').join(','), 'Missing scopes: pins:write.'],
  ])('says what is missing: %s', async (_what, given, scopes, sentence) => {
    answers({}, scopes);
    expect((await send(given)).note).toContain(sentence);
  });
});

describe('what Slack refuses is said in plain words', () => {
  test.each([
    ['auth.test', { ok: false, error: 'invalid_auth' }, {}, 'Slack does not accept the bot token (invalid_auth).', false],
    ['auth.test', { ok: false, error: 'ratelimited' }, {}, 'Slack asks to wait', true],
    ['apps.connections.open', { ok: false, error: 'not_allowed_token_type' }, { app_token: 'xapp-1' }, 'Slack does not accept the app-level token (not_allowed_token_type).', false],
    ['chat.postMessage', { ok: false, error: 'missing_scope', needed: 'chat:write' }, { default_channel: 'C1' }, 'lacks the scope chat:write for chat.postMessage', false],
    ['chat.postMessage', { ok: false, error: 'channel_not_found' }, { default_channel: 'C1' }, 'This Slack channel was deleted, or IMAS cannot see it.', false],
    ['chat.postMessage', { ok: false, error: 'something_new' }, { default_channel: 'C1' }, 'Slack refused chat.postMessage: something_new.', false],
  ])('%s: %j', async (method, answer, given, sentence, retry) => {
    answers({ [method]: answer });
    const error = await refusal(given);
    expect(error.message).toContain(sentence);
    expect(error.retry).toBe(retry);
    expect(sayIn('fr')(error.key, error.params)).not.toBe(error.message);
  });
  test('and what is no Slack at all', async () => {
    server.answer({ status: 200, body: '<html>' });
    expect((await refusal({})).message).toMatch(/^What answered at 127\.0\.0\.1:\d+ is not Slack\.$/);
  });
});
