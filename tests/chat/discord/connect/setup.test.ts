import { expect, test } from 'vitest';
import { kindsOf } from '../../../../src/delivery/kinds.ts';
import { discord } from '../../../../src/delivery/providers/discord.ts';
import { aConversation } from '../../commands/conversation.ts';

const server = '1180123456789012345';
const link = 'https://discord.com/oauth2/authorize?client_id=7&permissions=1';

/** An administrator, where a provider can be Discord; what its tests find is up to the test. */
async function anInstall() {
  const talk = await aConversation('Admins');
  talk.ports.providerKinds = kindsOf({ DISCORD: discord });
  talk.ports.testProvider = async () => found;
  talk.ports.discordInvite = async () => link;
  let found = { ok: true, detail: 'Discord knows this token: @imas in Acme.' };
  return Object.assign(talk, { finds: (next: typeof found) => { found = next; } });
}
const config = async ({ database }: Awaited<ReturnType<typeof anInstall>>) => (await database.sql<{ config: Record<string, string> }[]>`select config from providers where config ? 'bot_token'`)[0]?.config;

test('the guide leads to the page where the application is made, and asks for the token and the server, not for a webhook', async () => {
  await using talk = await anInstall();
  const guide = await talk.answer('/imas setup discord');
  expect(talk.plain(guide)).toMatch(/needs no public address[^]*1\. Make the application[^]*5\. Enter both here[^]*https:\/\/discord\.com\/developers\/applications/);
  expect(await talk.press(guide, 'Enter the token')).toMatch(/Bot token[^]*Server \(id\)/);
  const form = await talk.form('/imas setup discord token:yes');
  expect(form.fields.slice(0, 2).map(({ name, kind, required }) => [name, kind, required])).toEqual([['bot_token', 'secret', true], ['guild_id', 'text', true]]);
  expect(form.fields.map(({ name }) => name)).not.toContain('webhook_url');
});

test('what is entered is sealed and tried; the answer has the link that invites the bot, and what comes next', async () => {
  await using talk = await anInstall();
  const answer = await talk.submit(await talk.form('/imas setup discord token:yes'), { bot_token: 'canary', guild_id: server });
  expect(talk.plain(answer)).toMatch(/^Discord is connected\nDiscord knows this token: @imas in Acme\.\nThis link invites the bot with exactly the permissions it needs: https:\/\/discord\.com\/oauth2\/authorize\?client_id=7&permissions=1\n- Name each team’s channel/);
  expect(await config(talk)).toEqual({ bot_token: expect.stringMatching(/^enc:/) as string, guild_id: server });
  expect(JSON.stringify([answer, await talk.answer('/provider'), await talk.answer('/imas setup discord')])).not.toContain('canary');
});

test('a token that Discord refuses is said so, and a new one replaces it without a second row', async () => {
  await using talk = await anInstall();
  talk.ports.discordInvite = async () => undefined;
  talk.finds({ ok: false, detail: 'Discord does not accept the bot token.' });
  expect(await talk.say(`/imas setup discord bot_token:old guild_id:${server}`)).toMatch(/^Discord is not connected yet\nDiscord does not accept the bot token\.\n\[Change the settings\]/);
  talk.finds({ ok: true, detail: 'Discord knows this token.' });
  expect(await talk.say('/imas setup discord bot_token:new')).toMatch(/^Discord is connected/);
  expect(await talk.database.sql`select 1 from providers`).toHaveLength(1);
});

test('a server that is no id is said at its field', async () => {
  await using talk = await anInstall();
  const form = await talk.form('/imas setup discord bot_token:x guild_id:acme');
  expect(form.fields.find(({ name }) => name === 'guild_id')?.error).toMatch(/17 to 20 digits/);
});

test('a webhook of Discord stays what it is, beside the bot and without its name', async () => {
  await using talk = await anInstall();
  await talk.say(`/provider add DISCORD Discord webhook_url:https://discord.com/api/webhooks/1/abc`);
  expect(await talk.say('/imas setup discord')).toMatch(/^Connect Discord/);
  await talk.say(`/imas setup discord bot_token:x guild_id:${server}`);
  expect(await talk.database.sql`select name, config ? 'webhook_url' as hook from providers order by name`).toEqual([{ name: 'Discord', hook: true }, { name: 'Discord bot', hook: false }]);
});

test('what the environment sets is shown with its health, what is amiss and the link, and not asked for', async () => {
  await using talk = await anInstall();
  const { health } = talk.ports;
  talk.ports.lockedKinds = ['DISCORD'];
  talk.ports.health = async () => ({ ...await health(), platforms: [{ name: 'discord', ok: true, detail: 'gateway', amiss: ['IMAS lacks Pin Messages.'] }] });
  expect(await talk.say('/imas setup discord bot_token:x')).toMatch(/^Discord is connected\ngateway\nIMAS lacks Pin Messages\.\nThe environment sets Discord up \(DISCORD_TOKEN\)[^]*client_id=7/);
  expect(await talk.database.sql`select 1 from providers`).toHaveLength(0);
});

test('a token without a server is said, in the set-up and in the status', async () => {
  await using talk = await anInstall();
  talk.ports.lockedKinds = ['DISCORD'];
  // Beside the running service, nothing is connected: that alone says nothing of the server.
  expect(await talk.say('/imas status')).not.toContain('DISCORD_GUILD_ID');
  talk.ports.namesNoServer = true;
  for (const phrase of ['/imas setup discord', '/imas status']) expect(await talk.say(phrase)).toContain('DISCORD_TOKEN is set, but no server is: set DISCORD_GUILD_ID');
});

test('only who may add providers gets as far as the guide', async () => {
  await using talk = await aConversation('Operators');
  expect(await talk.say('/imas setup discord')).toMatch(/^You may not do that/);
});

test('/imas status names what is amiss in Discord, a role that cannot be given, and a webhook that fails', async () => {
  await using talk = await anInstall();
  expect(await talk.say('/imas status')).toContain('Discord is not connected: /imas setup discord');
  const { health } = talk.ports;
  talk.ports.health = async () => ({
    ...await health(), platforms: [{ name: 'discord', ok: true, detail: 'gateway', amiss: ['IMAS lacks Pin Messages.'] }],
    providers: [{ name: 'Hook', kind: 'DISCORD', isPlatform: false, ok: false, detail: 'Discord does not know this webhook any more' }, { name: 'Discord', kind: 'DISCORD', isPlatform: true, ok: true, detail: '' }],
  });
  await talk.say('/team create SRE');
  await talk.database.sql`insert into group_faults (team_id, platform, group_id, code, key, params) select id, 'discord', ${server}, 'role_higher', 'discord.role_higher', '{"role":"on-call"}' from teams where name = 'SRE'`;
  const said = await talk.say('/imas status');
  expect(said).toMatch(/^Mostly well|NOT WELL/);
  expect(said).toContain('- Discord: NOT WELL · IMAS lacks Pin Messages.');
  expect(said).toContain(`- Discord (Role ${server} of SRE): NOT WELL · IMAS may not give the Discord role “on-call”`);
  expect(said).toContain('- Hook (DISCORD): NOT WELL · Discord does not know this webhook any more');
  expect(said).toContain('[Look at Discord’s settings]');
  expect(said).not.toMatch(/Discord \(DISCORD\)|is not connected/);
});
