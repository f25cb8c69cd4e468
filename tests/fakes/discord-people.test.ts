import { ApplicationCommandOptionType, ButtonStyle, ComponentType, MessageFlags, PermissionFlagsBits, Routes, TextInputStyle } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { aClient, aRest, answerRaw, codeOf } from './discord/a-client.ts';
import { type FakeDiscord, fakeDiscord } from './discord/fake-discord.ts';

const COMMANDS = [
  { name: 'oncall', description: 'Who is on call', options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'who', description: 'Who', options: [{ type: ApplicationCommandOptionType.String, name: 'team', description: 'Team', autocomplete: true, required: true }, { type: ApplicationCommandOptionType.User, name: 'person', description: 'Person' }] }] },
  { name: 'settings', description: 'Settings', default_member_permissions: '0' },
  { name: 'Add to timeline', type: 3 },
];
const register = (discord: FakeDiscord) => aRest(discord).put(Routes.applicationGuildCommands(discord.applicationId, discord.guildId), { body: COMMANDS });
const row = (...components: object[]) => [{ type: ComponentType.ActionRow, components }];
const ACK = row({ type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Acknowledge', custom_id: 'ack?1' });

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
    if (interaction.isRepliable()) late = codeOf(interaction.reply('Max'));
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
    const again = (type: number) => answerRaw(discord, interaction, type, { content: 'again' });
    codes.push(await again(8), await again(4), await again(4));
    discord.passTime(15 * 60_000 + 1);
    codes.push(await codeOf(interaction.webhook.send('too late')));
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
    codes.push(await codeOf(interaction.respond(Array.from({ length: 26 }, (_, at) => ({ name: `x${at}`, value: `${at}` })))));
    codes.push(await answerRaw(discord, interaction, 8, { choices: [{ name: `${typed}e`, value: 'sre' }] }));
  });
  expect(await bea.complete('oncall who', { team: 'sr' })).toEqual([{ name: 'sre', value: 'sre' }]);
  await vi.waitFor(() => expect(codes).toEqual([50_035, 'accepted']));
});

test('a button opens a form, the form arrives filled in, and the card it stands on changes', async () => {
  await using discord = await fakeDiscord();
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  await aRest(discord).post(Routes.channelMessages(channel), { body: { content: 'Down', components: ACK, allowed_mentions: { parse: [] } } });
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
    const answer = (type: number) => answerRaw(discord, interaction, type, type === 9 ? form : {});
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
  await aRest(discord).post(Routes.channelMessages(channel), { body: { content: 'card', components: row({ type: ComponentType.StringSelect, custom_id: 'more', options: [{ label: 'Silence', value: 's' }] }) } });
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

test('a button in a direct message arrives with the person alone, without server or permissions', async () => {
  await using discord = await fakeDiscord();
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  const heard: unknown[] = [];
  await using _client = await aClient(discord, async (interaction) => {
    heard.push(interaction.guildId, interaction.user.id, interaction.memberPermissions);
    if (interaction.isButton()) await interaction.update({ content: 'Acknowledged', components: [] });
  });
  const { id } = (await aRest(discord).post(Routes.userChannels(), { body: { recipient_id: bea.id } })) as { id: string };
  await aRest(discord).post(Routes.channelMessages(id), { body: { content: 'Answer?', components: ACK } });
  expect((await bea.press(discord.directFor(bea.id)[0]!, 'Acknowledge')).shown).toBe('changed');
  expect(heard).toEqual([null, bea.id, null]);
  expect(bea.sees().map((it) => it.content)).toEqual(['Acknowledged']);
});

test('a click in another server says which one, and one that is delivered twice has one id', async () => {
  await using discord = await fakeDiscord();
  const other = discord.addGuild('Other');
  const { id } = discord.addChannel({ name: 'general', guild: other.id });
  const mallory = discord.person(discord.addMember({ name: 'Mallory', guild: other.id }));
  await aRest(discord).post(Routes.channelMessages(id), { body: { content: 'card', components: ACK } });
  const heard: [string | null, string][] = [];
  await using _client = await aClient(discord, async (interaction) => {
    heard.push([interaction.guildId, interaction.id]);
    if (interaction.isButton()) await interaction.deferUpdate().catch(() => undefined);
  });
  const { interaction } = await mallory.press(discord.lastMessage(id)!, 'Acknowledge');
  discord.redeliver(interaction);
  await vi.waitFor(() => expect(heard).toEqual([[other.id, interaction.id], [other.id, interaction.id]]));
});
