import { describe, expect, test } from 'vitest';
import { linkIdentity } from '../../../../src/domain/people/link-identity.ts';
import { setSetting } from '../../../../src/domain/settings/set-setting.ts';
import { editTeam } from '../../../../src/domain/people/edit-team.ts';
import { fakeDiscord, type FakeDiscordOptions } from '../../../fakes/discord/fake-discord.ts';
import { wordsOf } from '../../../fakes/discord/person/see.ts';
import { plainAnswer } from '../../../../src/chat/plain.ts';
import { aWorld } from '../../../world.ts';

/** The whole product beside a local Discord, connected. */
async function aTown(options: FakeDiscordOptions = {}, env: Record<string, string> = {}) {
  const discord = await fakeDiscord(options);
  const world = await aWorld({ DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl, ...env });
  const say = async (phrase: string) => plainAnswer(await world.say('ada', phrase), { language: 'en', timeZone: 'UTC' });
  /** What `/imas status` says, once it says this. */
  const status = (words: RegExp) => world.until(`the status to say ${String(words)}`, async () => {
    const said = await say('/imas status');
    return words.test(said) ? said : undefined;
  });
  /** What administrators were told in the console. */
  const told = async (words: RegExp) => (await world.app.sql<{ words: string }[]>`select card::text as words from console_messages`).filter((row) => words.test(row.words)).length;
  return {
    discord, world, say, status, told,
    connected: () => discord.until('the gateway', () => discord.gateway.connected() === 1),
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await discord[Symbol.asyncDispose]();
    },
  };
}

describe('/imas status says what is wrong with Discord, and what mends it', () => {
  test('a token that is not accepted', async () => {
    await using town = await aTown({}, { DISCORD_TOKEN: 'wrong' });
    expect(await town.status(/Discord: NOT WELL · Discord does not accept the bot token/)).toMatch(/Bot › Reset Token[^]*DISCORD_TOKEN/);
  });
  test.each([['that the bot is not in', '123456789012345678'], ['that is no id', 'acme']])('a server %s', async (_what, guild) => {
    await using town = await aTown({}, { DISCORD_GUILD_ID: guild });
    expect(await town.status(/Discord: NOT WELL · IMAS is not in this Discord server/)).toContain(`DISCORD_GUILD_ID ${guild}). Open the invite link: /imas setup discord`);
  });
  test('permissions that are missing, by name, until they are given', async () => {
    await using town = await aTown({ botPermissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory', 'ManageRoles'] });
    await town.connected();
    expect(await town.status(/Discord: NOT WELL · In “Example” IMAS lacks/)).toContain('Manage Channels, Pin Messages, Manage Threads');
    expect((await fetch(`${town.world.url}/api/health/`)).status).toBe(200);
    // A call that lacked one says so too, until it was given.
    await town.world.app.sql`update teams set primary_platform = 'discord' where name = 'SRE Core'`;
    await town.say('/incident declare severity:SEV1_CRITICAL title:"Redis is down" service:redis-prod');
    await town.status(/Discord: NOT WELL · IMAS lacks a Discord permission: Manage Channels\. Give it/);
    town.discord.grant('Administrator');
    await town.status(/Discord: OK/i);
  });
  test('that the bot was added without the scope for commands', async () => {
    await using discord = await fakeDiscord();
    for (const method of ['GET', 'PUT']) discord.fail(`${method} /applications/:application/guilds/:guild/commands`, { status: 403, code: 50_001 });
    await using town = await aTown({}, { DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId, DISCORD_API_URL: discord.apiUrl });
    expect(await town.status(/Discord: NOT WELL · IMAS may not have commands in “Example”/)).toContain('applications.commands');
  });
  test('another server that the bot is in too, as long as it is', async () => {
    await using town = await aTown();
    await town.connected();
    await town.status(/Discord: OK/i);
    const other = town.discord.addGuild('Elsewhere');
    expect(await town.status(/The bot is also in “Elsewhere”/)).toContain('IMAS serves one server, “Example”');
    town.discord.removeBot(other.id);
    await town.status(/Discord: OK/i);
  });
  test('the bot put out of the server, told to the administrators too; and back again', async () => {
    await using town = await aTown();
    await town.connected();
    town.discord.removeBot();
    await town.status(/Discord: NOT WELL · IMAS is not in this Discord server/);
    await town.world.until('administrators to be told', async () => await town.told(/IMAS is not in this Discord server/) === 1);
    town.discord.invite();
    await town.status(/Discord: OK/i);
    await town.discord.until('the commands', () => town.discord.world.commands.get(town.discord.guildId));
  });
  test('the bot put out while IMAS was away: its commands come back with it', async () => {
    await using town = await aTown();
    const { commands } = town.discord.world;
    await town.discord.until('the commands', () => commands.get(town.discord.guildId));
    await town.world.app.close();
    town.discord.removeBot();
    commands.delete(town.discord.guildId);
    await town.world.another();
    await town.connected();
    town.discord.invite();
    await town.discord.until('the commands', () => commands.get(town.discord.guildId));
  });
});

test('/imas setup discord shows what the environment sets, how it is, and the link with exactly the permissions that are needed', async () => {
  await using town = await aTown();
  await town.connected();
  const said = await town.say('/imas setup discord');
  expect(said).toMatch(/^Discord is connected[^]*DISCORD_TOKEN/);
  const link = new URL(/https:\/\/discord\.com\/oauth2\/authorize\S+/.exec(said)![0]);
  expect([link.searchParams.get('client_id'), link.searchParams.get('guild_id'), link.searchParams.get('scope')]).toEqual([town.discord.applicationId, town.discord.guildId, 'bot applications.commands']);
  // View, send, embed, attach, history; channels, roles, pins; threads: managed, public, private, written in.
  const bits = [10n, 11n, 14n, 15n, 16n, 4n, 28n, 51n, 34n, 35n, 36n, 38n];
  expect(BigInt(link.searchParams.get('permissions')!)).toBe(bits.reduce((sum, bit) => sum | (1n << bit), 0n));
});

test('a webhook of Discord that fails stands in the status under its name, the bot’s own row does not', async () => {
  await using town = await aTown();
  await town.say('/provider add DISCORD Hook webhook_url:https://discord.com/api/webhooks/1/abc');
  await town.say(`/provider add DISCORD Spare bot_token:x guild_id:${town.discord.guildId}`);
  await town.world.app.sql`update providers set last_error = 'Discord does not know this webhook any more'`;
  expect(await town.status(/Hook \(DISCORD\): NOT WELL · Discord does not know this webhook any more/)).not.toContain('Spare');
});

describe('the role of whoever is on call', () => {
  /** Alice, on call for the night's team, and Bea in the server, each linked; the team's role, named in chat. */
  async function aRole(isAboveBot = false) {
    const town = await aTown();
    await town.connected();
    const role = town.discord.addRole({ name: 'on-call', isAboveBot });
    const [alice, bea] = await Promise.all(['alice', 'bea'].map(async (name) => {
      const member = town.discord.addMember({ name });
      const [user] = await town.world.app.sql<{ id: string }[]>`select id from users where username = ${name}`;
      await linkIdentity(town.world.app.ctx, user!.id, 'discord', member.user.id);
      return member;
    }));
    const worn = (by: typeof alice) => town.discord.until(`${by!.user.name} to wear the role, alone`, () => [alice, bea].every((one) => one!.roles.has(role.id) === (one === by)));
    return Object.assign(town, { role, alice, bea, worn, edited: await town.say(`/team edit "SRE Core" discord_role_id:<@&${role.id}>`) });
  }
  test('moves with their turns, and back when an override ends', async () => {
    await using town = await aRole();
    await town.worn(town.alice);
    await town.say('/oncall set "SRE Core" none');
    await town.world.app.sql`insert into shifts (team_id, user_id, starts_at, ends_at) select t.id, u.id, now() - interval '1 day', now() + interval '10 days' from teams t, users u where t.name = 'SRE Core' and u.username = 'alice'`;
    await town.say('/oncall override "SRE Core" bea now 2h');
    await town.worn(town.bea);
    await town.world.advance('3 hours');
    await town.worn(town.alice);
  });
  test('that stands above the bot’s is said at once, told once, and given as soon as it was dragged below', async () => {
    await using town = await aRole(true);
    expect(town.edited).toContain('IMAS may not give the Discord role “on-call”, which stands above its own');
    await town.status(new RegExp(`Discord \\(Role ${town.role.id} of SRE Core\\): NOT WELL · IMAS may not give the Discord role “on-call”`));
    await town.world.until('administrators to be told', async () => await town.told(/may not give the Discord role/) === 1);
    town.discord.lowerRole(town.role.id);
    await town.worn(town.alice);
    await town.world.until('the status to be well', async () => !(await town.say('/imas status')).includes('may not give'));
  });
});

describe('what is entered with /imas setup discord', () => {
  const entered = async (isIn: boolean) => {
    const discord = await fakeDiscord();
    if (!isIn) discord.removeBot();
    const world = await aWorld({ IMAS_ALLOW_ADDRESSES: '127.0.0.1/32' });
    const answer = plainAnswer(await world.say('ada', `/imas setup discord bot_token:${discord.token} guild_id:${discord.guildId} api_url:${discord.apiUrl}`), { language: 'en', timeZone: 'UTC' });
    return { discord, world, answer, async [Symbol.asyncDispose]() { await world[Symbol.asyncDispose](); await discord[Symbol.asyncDispose](); } };
  };
  test('is connected without a restart', async () => {
    await using it = await entered(true);
    expect(it.answer).toMatch(/^Discord is connected\nDiscord knows this token: @imas in Example/);
    await it.discord.until('the commands', () => it.discord.world.commands.get(it.discord.guildId));
  });
  test('says with the link that the bot is still to be invited, and is connected when it was', async () => {
    await using it = await entered(false);
    expect(it.answer).toMatch(new RegExp(`^Discord is not connected yet\\nIMAS is not in this Discord server[^]*client_id=${it.discord.applicationId}&`));
    await it.discord.until('the gateway', () => it.discord.gateway.connected() === 1);
    it.discord.invite();
    await it.discord.until('the commands', () => it.discord.world.commands.get(it.discord.guildId));
  });
});

describe('what is deleted in Discord', () => {
  /** An incident with its room there. */
  async function aRoomThere() {
    const town = await aTown();
    await town.connected();
    await town.world.app.sql`update teams set primary_platform = 'discord', discord_channel_id = ${town.discord.addChannel({ name: 'sre' }).id} where name = 'SRE Core'`;
    await town.world.say('ada', '/incident declare severity:SEV1_CRITICAL title:"Redis is down" service:redis-prod');
    const room = await town.world.until('the room', async () => (await town.world.app.sql<{ place_id: string }[]>`select place_id from rooms where platform = 'discord'`)[0]?.place_id);
    const isLost = (sql = town.world.app.sql) => town.world.until('the room to be lost', async () => (await sql`select 1 from rooms where platform = 'discord' and lost_at is not null`).length === 1);
    return Object.assign(town, { room, isLost });
  }
  test('a room: it is lost, and its twin in the console says so', async () => {
    await using town = await aRoomThere();
    town.discord.deleteChannel(town.room);
    await town.isLost();
    expect(await town.world.app.sql`select 1 from timeline where kind = 'room_lost'`).toHaveLength(1);
  });
  test('a room that is over: nothing leads there any more', async () => {
    await using town = await aRoomThere();
    await town.world.app.sql`update rooms set archived_at = now() where platform = 'discord'`;
    town.discord.deleteChannel(town.room);
    await town.world.until('the link to go', async () => (await town.world.app.sql`select 1 from rooms where platform = 'discord' and link is null and lost_at is null`).length === 1);
  });
  test('a room while nobody listened: it is found out when IMAS is back', async () => {
    await using town = await aRoomThere();
    await town.world.app.close();
    town.discord.deleteChannel(town.room);
    await town.isLost((await town.world.another()).sql);
  });
  test('a team’s channel: administrators are told', async () => {
    await using town = await aRoomThere();
    const [team] = await town.world.app.sql<{ id: string }[]>`select discord_channel_id as id from teams where name = 'SRE Core'`;
    town.discord.deleteChannel(team!.id);
    await town.world.until('administrators to be told', async () => await town.told(new RegExp(`${team!.id}[^]*was deleted`)) === 1);
  });
  test('a role: where IMAS uses it, administrators are told and the status says so', async () => {
    await using town = await aTown();
    await town.connected();
    const role = town.discord.addRole({ name: 'on-call' }).id;
    await editTeam(town.world.app.ctx, town.world.night.team, { discordRoleId: role });
    await setSetting(town.world.app.ctx, 'discord_role_groups', `${role}=Operators`);
    town.discord.deleteRole(role);
    await town.status(new RegExp(`Discord \\(Role ${role} of SRE Core\\): NOT WELL · Discord has no such role any more`));
    await town.world.until('administrators to be told of both', async () => await town.told(/no such role any more/) === 1 && await town.told(/stands for a group in IMAS, was deleted/) === 1);
  });
});

test('a channel that refused a card has it as soon as IMAS is let in', async () => {
  await using town = await aTown({ botPermissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory', 'ManageChannels', 'ManageRoles', 'PinMessages'] });
  await town.connected();
  const channel = town.discord.addChannel({ name: 'sre', overwrites: [{ id: town.discord.guildId, deny: ['SendMessages'] }] });
  await town.world.app.sql`update teams set discord_channel_id = ${channel.id} where name = 'SRE Core'`;
  expect(await town.say(`/team channel "SRE Core" discord_channel_id:${channel.id}`)).toContain('it lacks Send Messages');
  await town.world.say('ada', '/incident declare severity:SEV4_LOW title:"Disk is full" service:redis-prod');
  await town.status(new RegExp(`Discord \\(SRE Core, ${channel.id}\\): NOT WELL · refuses cards`));
  town.discord.changeChannel(channel.id, { overwrites: [] });
  await town.discord.until('the card', () => town.discord.messagesIn(channel.id).find((one) => wordsOf(one).includes('Disk is full')));
});

test('a role stands for a group as the setting says: its members without an account may look, with one they may act', async () => {
  await using town = await aTown();
  await town.connected();
  const role = town.discord.addRole({ name: 'SRE' }).id;
  const channel = town.discord.addChannel({ name: 'sre' }).id;
  expect(await town.say('/imas settings discord_role_groups <@&1>=Nobody')).toContain('There is no group called “Nobody”');
  await town.say(`/imas settings discord_role_groups <@&${role}>=operators`);
  expect(await town.say('/imas settings discord_role_groups')).toContain(`${role}=Operators`);
  await town.world.app.sql`insert into users (username) values ('zoe')`;
  await town.world.say('ada', '/incident declare severity:SEV4_LOW title:"Disk is full" service:redis-prod');
  const member = town.discord.addMember({ name: 'zoe' });
  const zoe = town.discord.person(member);
  const resolve = async () => wordsOf(await (await zoe.slash('incident resolve', { incident: 'INC-1', note: 'cleaned' }, { channel })).answer());
  member.roles.add(role);
  expect(await resolve()).toMatch(/You have no IMAS account/);
  const [user] = await town.world.app.sql<{ id: string }[]>`select id from users where username = 'zoe'`;
  await linkIdentity(town.world.app.ctx, user!.id, 'discord', member.user.id);
  member.roles.delete(role);
  expect(await resolve()).toMatch(/You may not do that/);
  member.roles.add(role);
  expect(await resolve()).toMatch(/INC-1/);
  expect(await town.world.app.sql`select status from incidents`).toEqual([{ status: 'RESOLVED' }]);
});
