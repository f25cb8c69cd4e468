import { describe, expect, test } from 'vitest';
import { checkChannel } from '../../../../src/chat/discord/check-channel.ts';
import { checkRole } from '../../../../src/chat/discord/check-role.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { aConversation } from '../../commands/conversation.ts';
import { outgoing } from './parts.ts';

type Out = Awaited<ReturnType<typeof outgoing>>;
const amiss = async ({ discord }: Out, id: string) => {
  const found = await checkChannel(discord, id);
  return found && sayIn('en')(found.key, found.params);
};

describe('what keeps IMAS from posting in a channel is known before the first card', () => {
  test('nothing does in a text channel, one of announcements, and a thread', async () => {
    await using it = await outgoing();
    const text = it.fake.addChannel({ name: 'sre' });
    const thread = await it.discord.call<{ id: string }>('POST', `/channels/${text.id}/threads`, { body: { name: 'aside', type: 11 }, lane: 'talk' });
    expect(await Promise.all([text.id, it.fake.addChannel({ name: 'news', kind: 'news' }).id, thread.id].map((id) => amiss(it, id)))).toEqual([undefined, undefined, undefined]);
  });
  test.each(['voice', 'category', 'forum'] as const)('a %s is no text channel', async (kind) => {
    await using it = await outgoing();
    expect(await amiss(it, it.fake.addChannel({ name: 'place', kind }).id)).toBe('Careful: #place is no text channel, and cards cannot be posted there. Name a text channel.');
  });
  test('one that is not there, or in another server', async () => {
    await using it = await outgoing();
    expect(await amiss(it, '123456789012345678')).toMatch(/shows IMAS no channel 123456789012345678\. Is the id right/);
    const elsewhere = it.fake.addChannel({ name: 'there', guild: it.fake.addGuild('Other').id });
    expect(await amiss(it, elsewhere.id)).toMatch(/is in another Discord server/);
  });
  test('a permission that everybody, our role or we ourselves are denied is named', async () => {
    await using it = await outgoing({ botPermissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory'] });
    const [deniedAll, deniedUs, givenBack] = [
      it.fake.addChannel({ name: 'all', overwrites: [{ id: it.fake.guildId, deny: ['SendMessages', 'EmbedLinks'] }] }), it.fake.addChannel({ name: 'us', overwrites: [{ id: it.fake.botId, deny: ['AttachFiles'] }] }),
      it.fake.addChannel({ name: 'back', overwrites: [{ id: it.fake.guildId, deny: ['SendMessages'] }, { id: it.fake.botId, allow: ['SendMessages'] }] }),
    ];
    expect(await amiss(it, deniedAll.id)).toBe('Careful: IMAS may not post cards in #all; it lacks Embed Links, Send Messages. Edit Channel › Permissions: give them to the role of IMAS.');
    expect(await amiss(it, deniedUs.id)).toMatch(/lacks Attach Files\. [^]*give it to/);
    expect(await amiss(it, givenBack.id)).toBeUndefined();
  });
  test('one that we are shut out of', async () => {
    await using it = await outgoing();
    expect(await amiss(it, it.fake.addChannel({ name: 'secret', overwrites: [{ id: it.fake.guildId, deny: ['ViewChannel'] }] }).id)).toMatch(/lacks a permission in the Discord channel #secret: View Channel\. Edit Channel › Permissions/);
  });
  test('nothing is said while Discord does not answer', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('GET /channels/:channel', { status: 503 });
    expect(await amiss(it, id)).toBeUndefined();
  });
});

test('a role that can be given is fine, one that cannot is said so, and nothing is said while Discord does not answer', async () => {
  await using it = await outgoing();
  const [fine, above] = [it.fake.addRole({ name: 'on-call' }), it.fake.addRole({ name: 'boss', isAboveBot: true })];
  expect(await checkRole(it.discord, fine.id)).toBeUndefined();
  expect(await checkRole(it.discord, above.id)).toMatchObject({ key: 'discord.role_higher', params: { role: 'boss' } });
  expect(await checkRole(it.discord, '123456789012345678')).toMatchObject({ key: 'discord.role_gone' });
  it.fake.fail('GET /guilds/:guild/roles', { status: 503 });
  expect(await checkRole(it.discord, above.id)).toBeUndefined();
});

test('/team channel and /team edit keep what was given and say at once what is wrong with it', async () => {
  await using talk = await aConversation('Admins');
  const asked: string[] = [];
  talk.ports.checkChannel = async (platform, id) => { asked.push(platform); return { key: 'discordSetup.channel_unseen', params: { channel: id } }; };
  talk.ports.checkRole = async () => ({ key: 'discord.role_gone', params: {} });
  await talk.say('/team create SRE');
  expect(await talk.say('/team channel SRE discord_channel_id:<#123456789012345678>')).toMatch(/Discord 123456789012345678[^]*shows IMAS no channel 123456789012345678/);
  expect(asked).toEqual(['discord']);
  expect(await talk.say('/team edit SRE discord_role_id:<@&123456789012345678>')).toMatch(/Discord has no such role any more/);
  expect(await talk.database.sql`select discord_role_id from teams where name = 'SRE'`).toEqual([{ discord_role_id: '123456789012345678' }]);
  expect(await talk.say('/team edit SRE discord_role_id:none')).not.toMatch(/no such role/);
  expect(await talk.database.sql`select discord_role_id from teams where name = 'SRE'`).toEqual([{ discord_role_id: null }]);
});
