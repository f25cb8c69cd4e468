import { ComponentType, MessageFlags, PermissionFlagsBits, REST, Routes } from 'discord.js';
import { expect, test } from 'vitest';
import { aRest, codeOf } from './discord/a-client.ts';
import { type FakeDiscord, fakeDiscord } from './discord/fake-discord.ts';

const row = (...components: object[]) => [{ type: ComponentType.ActionRow, components }];

test('a message with a nonce that is enforced is posted once', async () => {
  await using discord = await fakeDiscord();
  const { id: channel } = discord.addChannel({ name: 'sre' });
  const post = () => aRest(discord).post(Routes.channelMessages(channel), { body: { content: 'x', nonce: 'k1', enforce_nonce: true } }) as Promise<{ id: string }>;
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
  await aRest(discord).post(Routes.channelMessages(channel), { body: { content: `<@${bea}> <@&${oncall}> @everyone`, ...(allowed && { allowed_mentions: allowed }) } });
  expect(discord.lastMessage(channel)).toMatchObject({ pings: expected({ bea, oncall }), hasAllowedMentions: allowed !== undefined });
});

test('a private room is seen by those its overwrites let in, and by administrators', async () => {
  await using discord = await fakeDiscord();
  const bea = discord.addMember({ name: 'Bea' });
  const max = discord.addMember({ name: 'Max' });
  const ada = discord.addMember({ name: 'Ada', roles: [discord.addRole({ name: 'admins', permissions: ['Administrator'] }).id] });
  const view = String(PermissionFlagsBits.ViewChannel);
  const overwrites = [{ id: discord.guildId, type: 0, deny: view }, { id: discord.botId, type: 1, allow: view }, { id: bea.user.id, type: 1, allow: view }];
  const { id } = (await aRest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'inc-1', permission_overwrites: overwrites } })) as { id: string };
  expect([bea, max, ada].map((it) => discord.person(it).canSee(id))).toEqual([true, false, true]);
  await aRest(discord).put(Routes.channelPermission(id, max.user.id), { body: { type: 1, allow: view } });
  expect(discord.person(max).channels()).toEqual(['inc-1']);
});

const at = (discord: FakeDiscord, body: object, name = 'sre') => aRest(discord).post(Routes.channelMessages(discord.addChannel({ name }).id), { body });

const put = (discord: FakeDiscord, body: unknown) => aRest(discord).put(Routes.applicationGuildCommands(discord.applicationId, discord.guildId), { body });

const hidden = (discord: FakeDiscord) => discord.addChannel({ name: 'board', overwrites: [{ id: discord.guildId, deny: ['ViewChannel'] }] }).id;

test.for<[string, number, (discord: FakeDiscord) => Promise<unknown>]>([
  ['a wrong token', 0, (discord) => aRest(discord, 'wrong').get(Routes.user())],
  ['an unknown guild', 10_004, (discord) => aRest(discord).get(Routes.guild('123456789012345678'))],
  ['a guild the bot was removed from', 50_001, (discord) => (discord.removeBot(), aRest(discord).get(Routes.guild(discord.guildId)))],
  ['an unknown channel', 10_003, (discord) => aRest(discord).post(Routes.channelMessages('123456789012345678'), { body: { content: 'x' } })],
  ['a channel it does not see', 50_001, (discord) => aRest(discord).post(Routes.channelMessages(hidden(discord)), { body: { content: 'x' } })],
  ['a channel it must not write in', 50_013, (discord) => aRest(discord).post(Routes.channelMessages(discord.addChannel({ name: 'read', overwrites: [{ id: discord.botId, deny: ['SendMessages'] }] }).id), { body: { content: 'x' } })],
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
  ['a message of somebody else', 50_005, (discord) => { const { id } = discord.addChannel({ name: 'sre' }); const said = discord.person(discord.addMember({ name: 'Bea' })).write(id, 'mine'); return aRest(discord).patch(Routes.channelMessage(id, said.id), { body: { content: 'x' } }); }],
  ['a message that is gone', 10_008, (discord) => aRest(discord).patch(Routes.channelMessage(discord.addChannel({ name: 'sre' }).id, '123456789012345678'), { body: { content: 'x' } })],
  ['closed direct messages', 50_007, async (discord) => { const { user } = discord.addMember({ name: 'Bea', takesDirect: false }); const { id } = (await aRest(discord).post(Routes.userChannels(), { body: { recipient_id: user.id } })) as { id: string }; return aRest(discord).post(Routes.channelMessages(id), { body: { content: 'x' } }); }],
  ['a direct message to who has left', 50_278, async (discord) => { const bea = discord.person(discord.addMember({ name: 'Bea' })); bea.leaves(); return aRest(discord).post(Routes.channelMessages(bea.direct()), { body: { content: 'x' } }); }],
  ['the 51st channel of a category', 50_035, (discord) => { const { id } = discord.addChannel({ name: 'Incidents', kind: 'category' }); for (let count = 0; count < 50; count += 1) discord.addChannel({ name: `c${count}`, parent: id }); return aRest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one', parent_id: id } }); }],
  ['the 501st channel', 30_013, (discord) => { for (let count = 0; count < 500; count += 1) discord.addChannel({ name: `c${count}` }); return aRest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one' } }); }],
  ['a channel without ManageChannels', 50_013, (discord) => (discord.grant('ViewChannel'), aRest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one' } }))],
  ['an overwrite for what it may not do itself', 50_013, (discord) => aRest(discord).post(Routes.guildChannels(discord.guildId), { body: { name: 'one', permission_overwrites: [{ id: discord.guildId, type: 0, allow: String(PermissionFlagsBits.BanMembers) }] } })],
  ['a pin without PinMessages', 50_013, async (discord) => { const { id } = discord.addChannel({ name: 'sre' }); const said = discord.person(discord.addMember({ name: 'Bea' })).write(id, 'x'); discord.grant('ViewChannel', 'ManageMessages'); return aRest(discord).put(`/channels/${id}/messages/pins/${said.id}`); }],
  ['a role above its own', 50_013, (discord) => aRest(discord).put(Routes.guildMemberRole(discord.guildId, discord.addMember({ name: 'Bea' }).user.id, discord.addRole({ name: 'boss', isAboveBot: true }).id))],
  ['an unknown member', 10_013, (discord) => aRest(discord).get(Routes.guildMember(discord.guildId, '123456789012345678'))],
  ['a command with capitals', 50_035, (discord) => put(discord, [{ name: 'Ack', description: 'x' }])],
  ['a command of 8,001 characters', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x', options: Array.from({ length: 4 }, (_, option) => ({ type: 3, name: `o${option}`, description: 'x', choices: Array.from({ length: 25 }, (_unused, index) => ({ name: `${index}`.padEnd(50, 'x'), value: `${index}`.padEnd(50, 'y') })) })) }])],
  ['26 options of a command', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x', options: Array.from({ length: 26 }, (_, index) => ({ type: 3, name: `o${index}`, description: 'x' })) }])],
  ['a required option after another', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x', options: [{ type: 3, name: 'a', description: 'x' }, { type: 3, name: 'b', description: 'x', required: true }] }])],
  ['a command twice', 50_035, (discord) => put(discord, [{ name: 'ack', description: 'x' }, { name: 'ack', description: 'y' }])],
  ['an unknown webhook', 10_015, (discord) => aRest(discord).post('/webhooks/123456789012345678/token', { body: { content: 'x' }, auth: false })],
  ['a webhook with a wrong token', 50_027, (discord) => { const { id } = discord.addWebhook(discord.addChannel({ name: 'sre' }).id, 'alerts'); return aRest(discord).post(`/webhooks/${id}/wrong`, { body: { content: 'x' }, auth: false }); }],
])('%s is refused with %i', async ([, expected, attempt]) => {
  await using discord = await fakeDiscord();
  expect(await codeOf(attempt(discord))).toBe(expected);
});

test('a channel is renamed twice in ten minutes, and its messages are not held up by it', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const web = aRest(discord);
  const rename = (name: string) => codeOf(web.patch(Routes.channel(id), { body: { name } }));
  expect([await rename('one'), await rename('two'), await rename('three')]).toEqual(['accepted', 'accepted', expect.stringContaining('RateLimitError')]);
  expect(await codeOf(web.post(Routes.channelMessages(id), { body: { content: 'x' } }))).toBe('accepted');
  discord.passTime(600_001);
  expect(await codeOf(aRest(discord).patch(Routes.channel(id), { body: { name: 'four' } }))).toBe('accepted');
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
  expect(await codeOf(aRest(discord).post(Routes.channelMessages(id), { body: { content: 'x' } }))).not.toBe('accepted');
  expect(discord.messagesIn(id)).toHaveLength(1);
});

test.for<[string, Parameters<FakeDiscord['fail']>[1]]>([['HTTPError', { status: 503 }], ['AbortError', { hang: true }], ['RateLimitError', { retryAfter: 7 }], ['50001', { code: 50_001, status: 403 }]])('%s can be asked for, and nothing is carried out', async ([expected, fault]) => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const web = new REST({ api: discord.apiUrl, retries: 0, timeout: 300, rejectOnRateLimit: () => true }).setToken(discord.token);
  discord.fail('/channels/:channel/messages', fault);
  expect(String(await codeOf(web.post(Routes.channelMessages(id), { body: { content: 'x' } })))).toContain(expected);
  discord.heal();
  expect(discord.messagesIn(id)).toEqual([]);
});

test('what others wrote comes without its words, as the app has no right to read it', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const bea = discord.person(discord.addMember({ name: 'Bea' }));
  bea.write(id, 'secret');
  bea.write(id, `<@${discord.botId}> look`);
  const found = (await aRest(discord).get(Routes.channelMessages(id))) as { content: string }[];
  expect(found.map((it) => it.content)).toEqual([`<@${discord.botId}> look`, '']);
});

test('a message is pinned, a thread grows from it, and both are found again', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const web = aRest(discord);
  const said = (await web.post(Routes.channelMessages(id), { body: { content: 'x' } })) as { id: string };
  await web.put(`/channels/${id}/messages/pins/${said.id}`);
  expect(await web.get(`/channels/${id}/messages/pins`)).toMatchObject({ items: [{ message: { id: said.id, pinned: true } }], has_more: false });
  const thread = (await web.post(Routes.threads(id, said.id), { body: { name: 'More' } })) as { id: string };
  await web.post(Routes.channelMessages(thread.id), { body: { content: 'inside' } });
  expect(discord.messagesIn(thread.id).map((it) => it.content)).toEqual(['inside']);
  expect(await codeOf(web.post(Routes.threads(id, said.id), { body: { name: 'Again' } }))).toBe(160_004);
});

test('files go up beside a message', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre' });
  const said = (await aRest(discord).post(Routes.channelMessages(id), { body: { content: 'report' }, files: [{ name: 'report.md', data: '# Report' }] })) as { attachments: { url: string }[] };
  expect(await (await fetch(said.attachments[0]!.url)).text()).toBe('# Report');
});

test('without EmbedLinks an embed is not shown, and nothing but embeds is refused', async () => {
  await using discord = await fakeDiscord();
  const { id } = discord.addChannel({ name: 'sre', overwrites: [{ id: discord.botId, deny: ['EmbedLinks'] }] });
  const post = (body: object) => codeOf(aRest(discord).post(Routes.channelMessages(id), { body: { ...body, embeds: [{ title: 'Down' }] } }));
  expect([await post({ content: 'Down' }), await post({})]).toEqual(['accepted', 50_013]);
  expect(discord.messagesIn(id)).toMatchObject([{ content: 'Down', embeds: [] }]);
});
