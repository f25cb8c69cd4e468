import { describe, expect, test } from 'vitest';
import { aCard, channel, outgoing, aRoom } from './parts.ts';

const options = { key: 'incident:1:team' };
const refusal = async (work: Promise<unknown>) => work.then(() => { throw new Error('it went well'); }, (error: Error) => error.message);

describe('what Discord refuses names', () => {
  test('the permission that is lacking in a channel, and no other, and the channel', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre', overwrites: [{ id: it.fake.guildId, deny: ['EmbedLinks'] }] });
    it.fake.fail('POST /channels/:channel/messages', { status: 403, code: 50013, times: 1 });
    expect(await refusal(it.platform.say(channel(id), aCard(), options))).toBe('IMAS lacks a permission in the Discord channel #sre: Embed Links. Edit Channel › Permissions: give it to the role of IMAS.');
  });
  test('a channel that IMAS does not see', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'secret', overwrites: [{ id: it.fake.guildId, deny: ['ViewChannel'] }] });
    expect(await refusal(it.platform.say(channel(id), aCard(), options))).toMatch(/Discord channel #secret: View Channel\./);
  });
  test('what is lacking in the whole server', async () => {
    await using it = await outgoing({ botPermissions: ['ViewChannel', 'SendMessages', 'ManageRoles'] });
    expect(await refusal(it.platform.places.open(aRoom()))).toMatch(/^IMAS lacks a Discord permission: Manage Channels\. Give it to the role of IMAS/);
  });
  test('what it said itself, where nothing is seen to be lacking', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('POST /channels/:channel/messages', { status: 403, code: 50013, times: 1 });
    expect(await refusal(it.platform.say(channel(id), aCard(), options))).toMatch(/^IMAS lacks Discord permissions: View Channel, Send Messages/);
  });
});

test('that the bot is out of the server is over when the server answers, not when anything does', async () => {
  await using it = await outgoing();
  const ask = (route: string) => it.discord.call('GET', route, { lane: 'talk' }).catch(() => undefined);
  it.fake.removeBot();
  await ask(`/guilds/${it.fake.guildId}`);
  await ask('/users/@me');
  expect(it.discord.health().ok).toBe(false);
  it.fake.invite();
  await ask(`/guilds/${it.fake.guildId}`);
  expect(it.discord.health().ok).toBe(true);
});

test('that direct messages reach nobody once the bot is out of the server is not put down to the person', async () => {
  await using it = await outgoing();
  const ada = it.fake.addMember({ name: 'Ada' }).user.id;
  it.linked.set('u-1', ada);
  await it.platform.tell('u-1', aCard(), { key: 'n-1' });
  it.fake.removeBot();
  await expect(it.platform.tell('u-1', aCard(), { key: 'n-2' })).rejects.toMatchObject({ key: 'discord.not_in_guild', forAll: true });
});
