import { expect, test } from 'vitest';
import { kindsOf } from '../../../../src/delivery/kinds.ts';
import { slack } from '../../../../src/delivery/providers/slack.ts';
import { aConversation } from '../../commands/conversation.ts';

/** An administrator, where a provider can be Slack; what its tests find is up to the test. */
async function anInstall() {
  const talk = await aConversation('Admins');
  talk.ports.providerKinds = kindsOf({ SLACK: slack });
  talk.ports.testProvider = async (id, to) => (tried.push([id, to]), found);
  const tried: string[][] = [];
  let found = { ok: true, detail: 'Slack knows this token: @imas in Acme.' };
  return Object.assign(talk, { tried, finds: (next: typeof found) => { found = next; } });
}
const config = async ({ database }: Awaited<ReturnType<typeof anInstall>>) => (await database.sql<{ config: Record<string, string> }[]>`select config from providers`)[0]?.config;

test('the guide gives the manifest to copy, the page to paste it, and asks for the tokens', async () => {
  await using talk = await anInstall();
  const guide = await talk.answer('/imas setup slack');
  const said = talk.plain(guide);
  expect(said).toContain('App manifest\n{"display_information":{}}');
  expect(said).toContain('https://api.slack.com/apps?new_app=1');
  expect(said).toContain('Socket Mode');
  expect(await talk.press(guide, 'Enter the tokens')).toMatch(/Bot token[^]*Signing secret[^]*App-level token[^]*Channel/);
});

test('with an address that Slack can reach, the guide is about the signing secret', async () => {
  await using talk = await anInstall();
  talk.ports.slackManifest = () => ({ json: '{}', socket: false });
  expect(await talk.say('/imas setup slack')).toMatch(/https:\/\/imas\.example\.com\/slack\/events[^]*copy the signing secret/);
});

test('entered tokens are sealed and tried, and what comes next is said', async () => {
  await using talk = await anInstall();
  const form = await talk.form('/imas setup slack tokens:yes');
  expect(form.fields.map(({ name, kind, required }) => [name, kind, required])).toEqual([['bot_token', 'secret', true], ['signing_secret', 'secret', false], ['app_token', 'secret', false], ['default_channel', 'text', false]]);
  const answer = await talk.submit(form, { bot_token: 'xoxb-canary', app_token: 'xapp-canary', default_channel: 'C1' });
  expect(talk.plain(answer)).toMatch(/^Slack is connected\nSlack knows this token: @imas in Acme\.\n- Name each team’s channel[^]*- People are linked/);
  expect(await config(talk)).toEqual({ bot_token: expect.stringMatching(/^enc:/) as string, app_token: expect.stringMatching(/^enc:/) as string, default_channel: 'C1' });
  expect(JSON.stringify([answer, await talk.answer('/provider'), await talk.answer('/imas setup slack')])).not.toContain('canary');
});

test('a token that Slack refuses is said so, and a new one replaces it without a second row', async () => {
  await using talk = await anInstall();
  talk.finds({ ok: false, detail: 'Slack does not accept the bot token (invalid_auth).' });
  const refused = await talk.answer('/imas setup slack bot_token:old app_token:xapp-1');
  expect(talk.plain(refused)).toMatch(/^Slack is not connected yet\nSlack does not accept the bot token/);
  expect(await talk.press(refused, 'Change the settings')).toContain('Empty: as before.');
  talk.finds({ ok: true, detail: 'Slack knows this token.' });
  expect(await talk.say('/imas setup slack bot_token:new')).toMatch(/^Slack is connected/);
  expect(await talk.database.sql`select 1 from providers`).toHaveLength(1);
  expect(Object.keys((await config(talk))!).toSorted()).toEqual(['app_token', 'bot_token']);
});

test('a disabled row is used again when its tokens are entered', async () => {
  await using talk = await anInstall();
  await talk.say('/imas setup slack bot_token:one app_token:xapp-1');
  await talk.say('/provider disable slack');
  await talk.say('/imas setup slack bot_token:two');
  expect(await talk.database.sql`select is_active from providers`).toEqual([{ is_active: true }]);
});

test.each([
  ['without a way in it is not connected', 'bot_token:one', true, /^Slack is not connected yet/],
  ['over HTTP without an address that Slack reaches it says so', 'bot_token:one signing_secret:s', true, /With the signing secret alone Slack must reach this server by https/],
  ['over HTTP with one it is connected', 'bot_token:one signing_secret:s', false, /^Slack is connected\nSlack knows this token: @imas in Acme\.\n- /],
])('%s', async (_what, words, socket, expected) => {
  await using talk = await anInstall();
  talk.ports.slackManifest = () => ({ json: '{}', socket });
  expect(await talk.say(`/imas setup slack ${words}`)).toMatch(expected);
});

test('what the environment sets is shown with its health and not asked for', async () => {
  await using talk = await anInstall();
  const { health } = talk.ports;
  talk.ports.lockedKinds = ['SLACK'];
  talk.ports.health = async () => ({ ...await health(), platforms: [{ name: 'slack', ok: true, detail: 'Socket Mode, @imas in Acme' }] });
  expect(await talk.say('/imas setup slack bot_token:x')).toMatch(/^Slack is connected\nSocket Mode, @imas in Acme\nThe environment sets Slack up \(SLACK_BOT_TOKEN\)/);
  expect(await talk.database.sql`select 1 from providers`).toHaveLength(0);
});

test('/provider list has a locked row for what the environment sets, and says which row it overrules', async () => {
  await using talk = await anInstall();
  await talk.say('/imas setup slack bot_token:one app_token:xapp-1');
  talk.ports.lockedKinds = ['SLACK'];
  expect(await talk.say('/provider')).toMatch(/^2 providers[^]*- Slack · SLACK · set by the environment\n- Slack · SLACK · not used: the environment wins/);
});

test('only who may add providers gets as far as the guide', async () => {
  await using talk = await aConversation('Operators');
  expect(await talk.say('/imas setup slack')).toMatch(/^You may not do that/);
});

test('/imas status names Slack, offers its settings when it is not well, and how to connect it when it is absent', async () => {
  await using talk = await anInstall();
  expect(await talk.say('/imas status')).toContain('Slack is not connected: /imas setup slack');
  const { health } = talk.ports;
  talk.ports.health = async () => ({ ...await health(), platforms: [{ name: 'slack', ok: false, detail: 'The bot token was revoked.' }], providers: [{ name: 'Slack', kind: 'SLACK', isPlatform: true, ok: true, detail: '' }] });
  const said = await talk.say('/imas status');
  expect(said).toMatch(/- Slack: NOT WELL · The bot token was revoked\.[^]*\[Look at Slack’s settings\]/);
  expect(said).not.toMatch(/is not connected|Slack \(SLACK\)/);
});
