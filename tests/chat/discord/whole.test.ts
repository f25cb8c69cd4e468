import { expect, test } from 'vitest';
import { fakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { wordsOf } from '../../fakes/discord/person/see.ts';
import { aWorld } from '../../world.ts';
import { aTown } from './a-town.ts';

test('an incident is declared, shown in the team’s channel, acknowledged by its button and resolved in words', async () => {
  await using town = await aTown();
  const bea = await town.person('bea');
  const service = (await bea.complete('incident declare', { service: 'red' }))[0]!.value;
  const declared = await (await bea.slash('incident declare', { severity: 'SEV2_HIGH', title: 'Redis is down', service }, { channel: town.channel })).answer();
  expect(wordsOf(declared)).toContain('INC-1');
  const card = await town.card(/Redis is down/);
  await bea.press(card, 'Acknowledge');
  await town.card(/Redis is down[^]*[Aa]cknowledged/);
  expect(wordsOf(await (await bea.slash('incident resolve', { incident: 'INC-1', note: 'restarted it' }, { channel: town.channel })).answer())).toMatch(/INC-1/);
  await town.card(/[Rr]esolved/);
  expect(town.discord.troubles).toEqual([]);
});

test('the commands are registered by one call, also when Discord is ailing for a moment', async () => {
  await using discord = await fakeDiscord();
  discord.fail('PUT /applications/:application/guilds/:guild/commands', { status: 503, times: 1 });
  await using _ = await aWorld({ DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl });
  await discord.until('the commands', () => discord.world.commands.get(discord.guildId));
  discord.gateway.drop(4009);
  await discord.until('another session', () => discord.gateway.identifies.length > 1);
  expect(discord.callsOf('PUT /applications/:application/guilds/:guild/commands').map(({ status }) => status)).toEqual([503, 200]);
});

test('a button that was pressed while the connection was away is carried out once, shown on the card and answered by direct message', async () => {
  await using town = await aTown();
  const alice = await town.person('alice');
  await town.world.say('bea', '/incident declare severity:sev2 service:redis-prod title:"Redis is down"');
  const card = await town.card(/Redis is down/);
  town.discord.gateway.refuse(true);
  town.discord.gateway.drop(4000);
  const pressing = alice.press(card, 'Acknowledge');
  town.discord.passTime(4000);
  expect((await pressing).shown).toBe('failure');
  town.discord.gateway.refuse(false);
  await town.card(/Redis is down[^]*[Aa]cknowledged/);
  await town.discord.until('the direct message', () => town.discord.directFor(alice.id).find((one) => /INC-1/.test(wordsOf(one)) && /acknowledged|You have it/i.test(wordsOf(one))));
  const [{ n }] = await town.world.app.sql<[{ n: number }]>`select count(*)::int as n from timeline where kind = 'acknowledged'`;
  expect([n, town.discord.gateway.identifies.length]).toEqual([1, 1]);
});

test('an interaction that Discord tells again, to whichever replica, does nothing again', async () => {
  await using town = await aTown();
  const [alice, bea] = [await town.person('alice'), await town.person('bea')];
  await town.world.say('bea', '/incident declare severity:sev2 service:redis-prod title:"Redis is down"');
  const { interaction } = await alice.press(await town.card(/Redis is down/), 'Acknowledge');
  await town.card(/Redis is down[^]*Acknowledged by alice/);
  const answers = () => town.discord.ephemeralsFor(alice.id).length + town.discord.directFor(alice.id).length;
  const before = answers();
  for (let n = 0; n < 3; n++) town.discord.redeliver(interaction);
  const other = await town.world.another();
  await town.world.app.close();
  await town.discord.until('the other replica to listen', () => town.discord.gateway.connected() === 1 && town.discord.gateway.identifies.length === 2);
  town.discord.redeliver(interaction);
  await (await bea.slash('incident list')).answer();
  expect(answers()).toBe(before);
  expect(await other.sql`select 1 from timeline where kind = 'acknowledged'`).toHaveLength(1);
});

test('somebody whom nobody linked may look, is refused with a button that asks for access, and is somebody after a code', async () => {
  await using town = await aTown();
  const nia = await town.person('nia');
  expect(wordsOf(await (await nia.slash('incident list')).answer())).not.toMatch(/Request access/);
  const refused = await (await nia.slash('page', { whom: 'SRE Core', what: 'help' })).answer();
  expect([refused.ephemeralFor, JSON.stringify(refused.components)]).toEqual([nia.id, expect.stringContaining('Request access')]);
  const code = /\/imas link ([\w-]+)/.exec(JSON.stringify(await town.world.say('bea', '/imas link')))![1]!;
  expect(wordsOf(await (await nia.slash('imas link', { code })).answer())).toContain('bea');
  const [linked] = await town.world.app.sql<{ discord_user_id: string }[]>`select discord_user_id from users where username = 'bea'`;
  expect(linked!.discord_user_id).toBe(nia.id);
});

test('what the environment sets is tested by the name of the platform', async () => {
  await using town = await aTown();
  expect(JSON.stringify(await town.world.say('ada', '/provider test Discord'))).toMatch(/Discord knows this token: @\S+ in Example/);
});

test('a bot that is entered in the console is connected without a restart', async () => {
  await using discord = await fakeDiscord();
  await using world = await aWorld({ IMAS_ALLOW_ADDRESSES: '127.0.0.1/32' });
  await world.say('ada', `/provider add DISCORD Discord bot_token:${discord.token} guild_id:${discord.guildId} api_url:${discord.apiUrl}`);
  await discord.until('the commands', () => discord.world.commands.get(discord.guildId));
  expect(JSON.stringify(await world.say('ada', '/provider test Discord'))).toContain('Discord knows this token');
});

test('a token that was reset ends the attempts, not the product: the status and the health say so, and administrators are told once', async () => {
  await using town = await aTown();
  await town.world.another();
  town.discord.revokeToken();
  await town.world.until('the status to say so', async () => /bot token/.test(JSON.stringify(await town.world.say('ada', '/imas status'))));
  // Calls are refused as well, on either replica.
  await town.world.say('bea', '/incident declare severity:sev1 service:redis-prod title:"Redis is down"');
  const told = async (): Promise<number> => (await town.world.app.sql<{ words: string }[]>`select card::text as words from console_messages`).filter(({ words }) => words.includes('does not accept the bot token')).length;
  await town.world.until('administrators to be told', async () => await told() > 0);
  await town.discord.until('calls to be refused', () => town.discord.calls.some(({ status }) => status === 401));
  await town.world.advance('2 minutes');
  await town.world.until('a page by another means', async () => (await town.world.app.sql`select from notifications where is_page and status in ('accepted', 'delivered', 'sent')`).length > 0);
  expect([await told(), town.discord.gateway.identifies.length, (await fetch(`${town.world.url}/api/health/`)).status]).toEqual([1, 1, 200]);
});

test('another replica listens within ten seconds when the one that did stops', async () => {
  await using town = await aTown();
  const bea = await town.person('bea');
  await town.world.another();
  await town.world.app.close();
  const began = performance.now();
  await town.discord.until('another session', () => town.discord.gateway.identifies.length > 1 && town.discord.gateway.connected() === 1);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect((await bea.slash('incident list')).shown).toBe('answer');
});
