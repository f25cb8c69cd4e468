import { ApplicationCommandOptionType, ButtonStyle, Client, ComponentType, DiscordAPIError, Events, GatewayIntentBits, type Interaction, MessageFlags, PermissionFlagsBits, REST, Routes, TextInputStyle } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { type FakeDiscord, fakeDiscord } from './discord/fake-discord.ts';

const rest = (discord: FakeDiscord, token = discord.token) => new REST({ api: discord.apiUrl, retries: 0, timeout: 2000, rejectOnRateLimit: () => true }).setToken(token);
const code = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'accepted', (error: unknown) => (error instanceof DiscordAPIError ? error.code : (error as Error).name));

/** A client that is logged in and does this with every interaction. */
async function aClient(discord: FakeDiscord, answer: (interaction: Interaction) => unknown = () => undefined): Promise<Client & AsyncDisposable> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl, retries: 0 } });
  client.on(Events.Error, () => undefined);
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  const ready = new Promise((resolve) => void client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.destroy() });
}

const COMMANDS = [
  { name: 'oncall', description: 'Who is on call', options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'who', description: 'Who', options: [{ type: ApplicationCommandOptionType.String, name: 'team', description: 'Team', autocomplete: true, required: true }, { type: ApplicationCommandOptionType.User, name: 'person', description: 'Person' }] }] },
  { name: 'settings', description: 'Settings', default_member_permissions: '0' },
  { name: 'Add to timeline', type: 3 },
];
const register = (discord: FakeDiscord) => rest(discord).put(Routes.applicationGuildCommands(discord.applicationId, discord.guildId), { body: COMMANDS });
const row = (...components: object[]) => [{ type: ComponentType.ActionRow, components }];
const ACK = row({ type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Acknowledge', custom_id: 'ack?1' });

test('a client logs in, knows its guild and channels, and hears of new ones', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'SRE Team' });
  await using client = await aClient(discord);
  expect(client.guilds.cache.get(discord.guildId)?.channels.cache.get(id)?.name).toBe('sre-team');
  const made = new Promise<string>((resolve) => client.once(Events.ChannelCreate, (channel) => resolve(channel.name)));
  discord.addChannel({ name: 'later' });
  expect(await made).toBe('later');
});

test.for<[string, number, GatewayIntentBits]>([['members', 4014, GatewayIntentBits.GuildMembers], ['message content', 4014, GatewayIntentBits.MessageContent]])('the privileged intent for %s closes the gateway with %i', async ([, closed, intent]) => {
  await using discord = await fakeDiscord();
  const client = new Client({ intents: [GatewayIntentBits.Guilds, intent], rest: { api: discord.apiUrl } });
  const disconnected = new Promise<number>((resolve) => client.once(Events.ShardDisconnect, (event) => resolve(event.code)));
  client.on(Events.Error, () => undefined);
  void client.login(discord.token).catch(() => undefined);
  expect(await disconnected).toBe(closed);
  await client.destroy();
});

test.for<[string, (discord: FakeDiscord) => void]>([
  ['close code 4000', (discord) => discord.gateway.drop(4000)],
  ['a dead line', (discord) => discord.gateway.drop()],
  ['op 7', (discord) => discord.gateway.reconnect()],
  ['op 9 that may resume', (discord) => discord.gateway.invalidate(true)],
])('after %s the client resumes and hears what it missed', async ([, cut]) => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  await using _client = await aClient(discord, (interaction) => interaction.isRepliable() && interaction.reply({ content: 'Max', flags: MessageFlags.Ephemeral }));
  cut(discord);
  await discord.until('the line is cut', () => discord.gateway.connected() === 0);
  const outcome = await bea.slash('oncall who', { team: 'sre' });
  expect((await outcome.answer()).content).toBe('Max');
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(discord.gateway.resumes.length).toBeGreaterThan(0);
});

test('a gateway that falls silent is left and resumed by the client', async () => {
  await using discord = await fakeDiscord({ heartbeatMs: 400 });
  await using _client = await aClient(discord);
  discord.gateway.silence();
  await discord.until('the session is resumed', () => discord.gateway.resumes.length > 0 && discord.gateway.connected() === 1);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a session that timed out is begun anew', async () => {
  await using discord = await fakeDiscord();
  await using client = await aClient(discord);
  const ready = new Promise((resolve) => void client.once(Events.ShardReady, resolve));
  discord.gateway.drop(4009);
  await ready;
  expect([discord.gateway.identifies.length, discord.gateway.connected()]).toEqual([2, 1]);
});

test('a token that was reset closes the gateway for good and refuses every call', async () => {
  await using discord = await fakeDiscord();
  await using client = await aClient(discord);
  const disconnected = new Promise<number>((resolve) => client.once(Events.ShardDisconnect, (event) => resolve(event.code)));
  discord.revokeToken();
  expect(await disconnected).toBe(4004);
  expect(await code(rest(discord).get(Routes.user()))).toBe(0);
  expect(discord.invalidRequests()).toBe(1);
});

test('a slash command arrives with its options, its person and what they may do, and is answered privately', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const max = discord.addMember({ name: 'Max' });
  const bea = discord.person(discord.addMember({ name: 'Bea', locale: 'fr' }));
  const heard: unknown[] = [];
  await using _client = await aClient(discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    heard.push([interaction.commandName, interaction.options.getSubcommand(), interaction.options.getString('team'), interaction.options.getUser('person')?.id, interaction.locale, interaction.memberPermissions?.has(PermissionFlagsBits.Administrator)]);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply('Max');
    await interaction.followUp({ content: 'and Bea', flags: MessageFlags.Ephemeral });
  });
  const outcome = await bea.slash('oncall who', { team: 'sre', person: 'Max' });
  expect(outcome.shown).toBe('thinking');
  expect((await outcome.answer()).content).toBe('Max');
  await discord.until('a second answer', () => outcome.answers.length === 2);
  expect(heard).toEqual([['oncall', 'who', 'sre', max.user.id, 'fr', false]]);
  expect(bea.sees(channel).map((it) => it.content)).toEqual(['Max', 'and Bea']);
  expect(discord.person(max).sees(channel)).toEqual([]);
});

test('who gives no answer in 3 seconds sees that the application did not respond, and a late answer is refused', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  let late: Promise<unknown> | undefined;
  await using _client = await aClient(discord, (interaction) => {
    discord.passTime(3001);
    if (interaction.isRepliable()) late = code(interaction.reply('Max'));
  });
  const { failure } = await bea.slash('oncall who', { team: 'sre' });
  expect(failure).toBe('The application did not respond');
  expect(await late).toBe(10_062);
  expect(discord.troubles).toMatchObject([{ kind: 'did_not_respond', what: '/oncall who' }]);
});

test('a second first answer is refused, and the token ends after 15 minutes', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const codes: unknown[] = [];
  await using _client = await aClient(discord, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const again = (type: number) => code(rest(discord).post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type, data: { content: 'again' } }, auth: false }));
    codes.push(await again(8), await again(4), await again(4));
    discord.passTime(15 * 60_000 + 1);
    codes.push(await code(interaction.webhook.send('too late')));
  });
  await discord.person(discord.addMember({ name: 'Bea' })).slash('oncall who', { team: 'sre' });
  await vi.waitFor(() => expect(codes).toEqual([50_035, 'accepted', 40_060, 50_027]));
});

test('choices come for what is being typed, 25 at most', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  const codes: unknown[] = [];
  await using _client = await aClient(discord, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    codes.push(await code(interaction.respond(Array.from({ length: 26 }, (_, at) => ({ name: `x${at}`, value: `${at}` })))));
    const again = rest(discord).post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type: 8, data: { choices: [{ name: `${typed}e`, value: 'sre' }] } }, auth: false });
    codes.push(await code(again));
  });
  expect(await bea.complete('oncall who', { team: 'sr' })).toEqual([{ name: 'sre', value: 'sre' }]);
  await vi.waitFor(() => expect(codes).toEqual([50_035, 'accepted']));
});

test('a button opens a form, the form arrives filled in, and the card it stands on changes', async () => {
  await using discord = await fakeDiscord();
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  await rest(discord).post(Routes.channelMessages(channel), { body: { content: 'Down', components: ACK, allowed_mentions: { parse: [] } } });
  await using _client = await aClient(discord, async (interaction) => {
    if (interaction.isButton()) {
      await interaction.showModal({ custom_id: 'form', title: 'Why', components: [
        { type: ComponentType.Label, label: 'Reason', component: { type: ComponentType.TextInput, custom_id: 'reason', style: TextInputStyle.Short } },
        { type: ComponentType.Label, label: 'How long', component: { type: ComponentType.StringSelect, custom_id: 'long', options: [{ label: '1 hour', value: '60' }, { label: '2 hours', value: '120' }] } },
      ] });
    }
    if (interaction.isModalSubmit() && interaction.isFromMessage()) await interaction.update({ content: `${interaction.fields.getTextInputValue('reason')} ${interaction.fields.getStringSelectValues('long')[0]}`, components: [] });
  });
  const card = discord.lastMessage(channel)!;
  const { shown } = await bea.press(card, 'Acknowledge');
  expect(shown).toBe('form');
  await expect(bea.submit({ 'How long': '2 hours' })).rejects.toThrow('“Reason” is required');
  await bea.submit({ Reason: 'on it', 'How long': '2 hours' });
  expect(discord.lastMessage(channel)).toMatchObject({ content: 'on it 120', components: [], edits: [{ content: 'Down' }] });
  expect(bea.form()).toBeUndefined();
});

test('a form is not shown after deferring, nor as the answer to a form', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  const form = { custom_id: 'form', title: 'Why', components: row({ type: ComponentType.TextInput, custom_id: 'a', style: 1, label: 'A', required: false }) };
  const codes: unknown[] = [];
  await using _client = await aClient(discord, async (interaction) => {
    const answer = (type: number) => code(rest(discord).post(Routes.interactionCallback(interaction.id, interaction.token), { body: { type, data: type === 9 ? form : {} }, auth: false }));
    if (interaction.isChatInputCommand() && interaction.options.getString('team') === 'deferred') codes.push(await answer(5));
    codes.push(await answer(9));
    if (interaction.isModalSubmit()) codes.push(await answer(5));
  });
  await bea.slash('oncall who', { team: 'deferred' });
  await vi.waitFor(() => expect(codes).toHaveLength(2));
  await bea.slash('oncall who', { team: 'sre' });
  await bea.submit();
  await vi.waitFor(() => expect(codes).toEqual(['accepted', 40_060, 'accepted', 50_035, 'accepted']));
});

test('an entry of a select and of a message menu arrive with what they are about', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  const heard: unknown[] = [];
  await using _client = await aClient(discord, async (interaction) => {
    if (interaction.isStringSelectMenu()) heard.push(interaction.values, interaction.message.content);
    if (interaction.isMessageContextMenuCommand()) heard.push(interaction.commandName, interaction.targetMessage.content);
    if (interaction.isRepliable()) await interaction.reply({ content: 'ok', flags: MessageFlags.Ephemeral });
  });
  await rest(discord).post(Routes.channelMessages(channel), { body: { content: 'card', components: row({ type: ComponentType.StringSelect, custom_id: 'more', options: [{ label: 'Silence', value: 's' }] }) } });
  await bea.choose(discord.lastMessage(channel)!, 'Silence');
  await bea.messageCommand(bea.write(channel, 'deployed at noon'), 'Add to timeline');
  expect(heard).toEqual([['s'], 'card', 'Add to timeline', 'deployed at noon']);
});

test('a command for administrators is offered to them alone', async () => {
  await using discord = await fakeDiscord();
  await register(discord);
  discord.addChannel({ name: 'sre' });
  const admins = discord.addRole({ name: 'admins', permissions: ['Administrator'] });
  expect(discord.person(discord.addMember({ name: 'Ada', roles: [admins.id] })).offered()).toContain('settings');
  expect(discord.person(discord.addMember({ name: 'Bea' })).offered()).toEqual(['oncall', 'Add to timeline']);
});

test('a message with a nonce that is enforced is posted once', async () => {
  await using discord = await fakeDiscord();
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const post = () => rest(discord).post(Routes.channelMessages(channel), { body: { content: 'x', nonce: 'k1', enforce_nonce: true } }) as Promise<{ id: string }>;
  expect((await post()).id).toBe((await post()).id);
  expect(discord.messagesIn(channel)).toHaveLength(1);
});

test.for<[string, object | undefined, (ids: { bea: string; oncall: string }) => string[]]>([
  ['everything without allowed_mentions', undefined, ({ bea, oncall }) => [bea, oncall, 'everyone']],
  ['nothing', { parse: [] }, () => []],
  ['people', { parse: ['users'] }, ({ bea }) => [bea]],
])('mentions reach %s', async ([, allowed, expected]) => {
  await using discord = await fakeDiscord();
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const bea = discord.addMember({ name: 'Bea' }).user.id;
  const oncall = discord.addRole({ name: 'on call', isMentionable: true }).id;
  await rest(discord).post(Routes.channelMessages(channel), { body: { content: `<@${bea}> <@&${oncall}> @everyone`, ...(allowed && { allowed_mentions: allowed }) } });
  expect(discord.lastMessage(channel)).toMatchObject({ pings: expected({ bea, oncall }), hasAllowedMentions: allowed !== undefined });
});

test('a private room is seen by those its overwrites let in, and by administrators', async () => {
  await using discord = await fakeDiscord();
  const bea = discord.addMember({ name: 'Bea' });
  const max = discord.addMember({ name: 'Max' });
  const ada = discord.addMember({ name: 'Ada', roles: [discord.addRole({ name: 'admins', permissions: ['Administrator'] }).id] });
  const view = String(PermissionFlagsBits.ViewChannel);
  const overwrites = [{ id: discord.guildId, type: 0, deny: view }, { id: discord.botId, type: 1, allow: view }, { id: bea.user.id, type: 1, allow: view }];
  const { id } = (await rest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'inc-1', permission_overwrites: overwrites } })) as { id: string };
  expect([bea, max, ada].map((it) => discord.person(it).canSee(id))).toEqual([true, false, true]);
  await rest(discord).put(Routes.channelPermission(id, max.user.id), { body: { type: 1, allow: view } });
  expect(discord.person(max).channels()).toEqual(['inc-1']);
});

const at = (discord: FakeDiscord, body: object, name = 'sre') => rest(discord).post(Routes.channelMessages(discord.addChannel({ name }).id), { body });
const put = (discord: FakeDiscord, body: unknown) => rest(discord).put(Routes.applicationGuildCommands(discord.applicationId, discord.guildId), { body });
const hidden = (discord: FakeDiscord) => discord.addChannel({ name: 'board', overwrites: [{ id: discord.guildId, deny: ['ViewChannel'] }] }).id;

test.for<[string, number, (discord: FakeDiscord) => Promise<unknown>]>([
  ['a wrong token', 0, (discord) => rest(discord, 'wrong').get(Routes.user())],
  ['an unknown guild', 10_004, (discord) => rest(discord).get(Routes.guild('123456789012345678'))],
  ['a guild the bot was removed from', 50_001, (discord) => (discord.removeBot(), rest(discord).get(Routes.guild(discord.guildId)))],
  ['an unknown channel', 10_003, (discord) => rest(discord).post(Routes.channelMessages('123456789012345678'), { body: { content: 'x' } })],
  ['a channel it does not see', 50_001, (discord) => rest(discord).post(Routes.channelMessages(hidden(discord)), { body: { content: 'x' } })],
  ['a channel it must not write in', 50_013, (discord) => rest(discord).post(Routes.channelMessages(discord.addChannel({ name: 'read', overwrites: [{ id: discord.botId, deny: ['SendMessages'] }] }).id), { body: { content: 'x' } })],
  ['an empty message', 50_006, (discord) => at(discord, { content: '' })],
  ['2,001 characters', 50_035, (discord) => at(discord, { content: 'x'.repeat(2001) })],
  ['an embed title of 257', 50_035, (discord) => at(discord, { embeds: [{ title: 'x'.repeat(257) }] })],
  ['6,001 characters over all embeds', 50_035, (discord) => at(discord, { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] })],
  ['a field without words', 50_035, (discord) => at(discord, { embeds: [{ fields: [{ name: 'Team', value: '' }] }] })],
  ['six rows', 50_035, (discord) => at(discord, { content: 'x', components: Array.from({ length: 6 }, (_, index) => row({ type: 2, style: 1, label: 'a', custom_id: `${index}` })[0]) })],
  ['six buttons in a row', 50_035, (discord) => at(discord, { content: 'x', components: row(...Array.from({ length: 6 }, (_, index) => ({ type: 2, style: 1, label: 'a', custom_id: `${index}` }))) })],
  ['a custom id of 101', 50_035, (discord) => at(discord, { content: 'x', components: row({ type: 2, style: 1, label: 'a', custom_id: 'x'.repeat(101) }) })],
  ['a custom id twice', 50_035, (discord) => at(discord, { content: 'x', components: row({ type: 2, style: 1, label: 'a', custom_id: 'a' }, { type: 2, style: 1, label: 'b', custom_id: 'a' }) })],
  ['26 options', 50_035, (discord) => at(discord, { content: 'x', components: row({ type: 3, custom_id: 'a', options: Array.from({ length: 26 }, (_, index) => ({ label: 'a', value: `${index}` })) }) })],
  ['a link that is none', 50_035, (discord) => at(discord, { embeds: [{ title: 'x', url: 'javascript:alert(1)' }] })],
  ['parse and ids together', 50_035, (discord) => at(discord, { content: 'x', allowed_mentions: { parse: ['users'], users: [discord.botId] } })],
  ['content beside components v2', 50_035, (discord) => at(discord, { content: 'x', flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'x' }] })],
  ['a message of somebody else', 50_005, (discord) => { const { id } = discord.addChannel({ name: 'sre' }); const said = discord.person(discord.addMember({ name: 'Bea' })).write(id, 'mine'); return rest(discord).patch(Routes.channelMessage(id, said.id), { body: { content: 'x' } }); }],
  ['a message that is gone', 10_008, (discord) => rest(discord).patch(Routes.channelMessage(discord.addChannel({ name: 'sre' }).id, '123456789012345678'), { body: { content: 'x' } })],
  ['closed direct messages', 50_007, async (discord) => { const { user } = discord.addMember({ name: 'Bea', takesDirect: false }); const { id } = (await rest(discord).post(Routes.userChannels(), { body: { recipient_id: user.id } })) as { id: string }; return rest(discord).post(Routes.channelMessages(id), { body: { content: 'x' } }); }],
  ['a direct message to who has left', 50_278, async (discord) => { const bea = discord.person(discord.addMember({ name: 'Bea' })); bea.leaves(); return rest(discord).post(Routes.channelMessages(bea.direct()), { body: { content: 'x' } }); }],
  ['the 51st channel of a category', 50_035, (discord) => { const { id } = discord.addChannel({ name: 'Incidents', kind: 'category' }); for (let count = 0; count < 50; count += 1) discord.addChannel({ name: `c${count}`, parent: id }); return rest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one', parent_id: id } }); }],
  ['the 501st channel', 30_013, (discord) => { for (let count = 0; count < 500; count += 1) discord.addChannel({ name: `c${count}` }); return rest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one' } }); }],
  ['a channel without ManageChannels', 50_013, (discord) => (discord.grant('ViewChannel'), rest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one' } }))],
  ['an overwrite for what it may not do itself', 50_013, (discord) => rest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one', permission_overwrites: [{ id: discord.guildId, type: 0, allow: String(PermissionFlagsBits.BanMembers) }] } })],
  ['a pin without PinMessages', 50_013, async (discord) => { const { id } = discord.addChannel({ name: 'sre' }); const said = discord.person(discord.addMember({ name: 'Bea' })).write(id, 'x'); discord.grant('ViewChannel', 'ManageMessages'); return rest(discord).put(`/channels/${id}/messages/pins/${said.id}`); }],
  ['a role above its own', 50_013, (discord) => rest(discord).put(Routes.guildMemberRole(discord.guildId, discord.addMember({ name: 'Bea' }).user.id, discord.addRole({ name: 'boss', isAboveBot: true }).id))],
  ['an unknown member', 10_013, (discord) => rest(discord).get(Routes.guildMember(discord.guildId, '123456789012345678'))],
  ['a command with capitals', 50_035, (discord) => put(discord, [{ name: 'Ack', description: 'x' }])],
  ['a command of 8,001 characters', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x', options: Array.from({ length: 4 }, (_, option) => ({ type: 3, name: `o${option}`, description: 'x', choices: Array.from({ length: 25 }, (_unused, index) => ({ name: `${index}`.padEnd(50, 'x'), value: `${index}`.padEnd(50, 'y') })) })) }])],
  ['26 options of a command', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x', options: Array.from({ length: 26 }, (_, index) => ({ type: 3, name: `o${index}`, description: 'x' })) }])],
  ['a required option after another', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x', options: [{ type: 3, name: 'a', description: 'x' }, { type: 3, name: 'b', description: 'x', required: true }] }])],
  ['a command twice', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x' }, { name: 'ack', description: 'y' }])],
  ['an unknown webhook', 10_015, (discord) => rest(discord).post('/webhooks/123456789012345678/token', { body: { content: 'x' }, auth: false })],
  ['a webhook with a wrong token', 50_027, (discord) => { const { id } = discord.addWebhook(discord.addChannel({ name: 'sre' }).id, 'alerts'); return rest(discord).post(`/webhooks/${id}/wrong`, { body: { content: 'x' }, auth: false }); }],
])('%s is refused with %i', async ([, expected, attempt]) => {
  await using discord = await fakeDiscord();
  expect(await code(attempt(discord))).toBe(expected);
});

test('a channel is renamed twice in ten minutes, and its messages are not held up by it', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const web = rest(discord);
  const rename = (name: string) => code(web.patch(Routes.channel(id), { body: { name } }));
  expect([await rename('one'), await rename('two'), await rename('three')]).toEqual(['accepted', 'accepted', expect.stringContaining('RateLimitError')]);
  expect(await code(web.post(Routes.channelMessages(id), { body: { content: 'x' } }))).toBe('accepted');
  discord.passTime(600_001);
  expect(await code(rest(discord).patch(Routes.channel(id), { body: { name: 'four' } }))).toBe('accepted');
});

test('with rates on, a channel takes five messages, says so in its headers, and others are not affected', async () => {
  await using discord = await fakeDiscord({ rates: true });
  const [busy, calm] = ['busy', 'calm'].map((name) => discord.addChannel({ name }).id);
  const post = (channel: string) => fetch(`${discord.apiUrl}/v10/channels/${channel}/messages`, { method: 'POST', headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' }, body: '{"content":"x"}' });
  const first = await post(busy!);
  expect(Object.fromEntries(first.headers)).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4', 'x-ratelimit-bucket': expect.any(String) });
  for (let count = 0; count < 4; count += 1) await post(busy!);
  const sixth = await post(busy!);
  expect([sixth.status, sixth.headers.get('retry-after'), await sixth.json()]).toMatchObject([429, expect.any(String), { global: false, retry_after: expect.any(Number) }]);
  expect((await post(calm!)).status).toBe(200);
});

test('an answer that is lost leaves what was carried out', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  discord.fail('POST /channels/:channel/messages', { loseAnswer: true, times: 1 });
  expect(await code(rest(discord).post(Routes.channelMessages(id), { body: { content: 'x' } }))).not.toBe('accepted');
  expect(discord.messagesIn(id)).toHaveLength(1);
});

test.for<[string, Parameters<FakeDiscord['fail']>[1]]>([['HTTPError', { status: 503 }], ['AbortError', { hang: true }], ['RateLimitError', { retryAfter: 7 }], ['50001', { code: 50_001, status: 403 }]])('%s can be asked for, and nothing is carried out', async ([expected, fault]) => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const web = new REST({ api: discord.apiUrl, retries: 0, timeout: 300, rejectOnRateLimit: () => true }).setToken(discord.token);
  discord.fail('/channels/:channel/messages', fault);
  expect(String(await code(web.post(Routes.channelMessages(id), { body: { content: 'x' } })))).toContain(expected);
  discord.heal();
  expect(discord.messagesIn(id)).toEqual([]);
});

test('what others wrote comes without its words, as the app has no right to read it', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  bea.write(id, 'secret');
  bea.write(id, `<@${discord.botId}> look`);
  const found = (await rest(discord).get(Routes.channelMessages(id))) as { content: string }[];
  expect(found.map((it) => it.content)).toEqual([`<@${discord.botId}> look`, '']);
});

test('a message is pinned, a thread grows from it, and both are found again', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const web = rest(discord);
  const said = (await web.post(Routes.channelMessages(id), { body: { content: 'x' } })) as { id: string };
  await web.put(`/channels/${id}/messages/pins/${said.id}`);
  expect(await web.get(`/channels/${id}/messages/pins`)).toMatchObject({ items: [{ message: { id: said.id, pinned: true } }], has_more: false });
  const thread = (await web.post(Routes.threads(id, said.id), { body: { name: 'More' } })) as { id: string };
  await web.post(Routes.channelMessages(thread.id), { body: { content: 'inside' } });
  expect(discord.messagesIn(thread.id).map((it) => it.content)).toEqual(['inside']);
  expect(await code(web.post(Routes.threads(id, said.id), { body: { name: 'Again' } }))).toBe(160_004);
});

test('files go up beside a message', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const said = (await rest(discord).post(Routes.channelMessages(id), { body: { content: 'report' }, files: [{ name: 'report.md', data: '# Report' }] })) as { attachments: { url: string }[] };
  expect(await (await fetch(said.attachments[0]!.url)).text()).toBe('# Report');
});
