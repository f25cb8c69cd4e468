import { describe, expect, test } from 'vitest';
import type { Card } from '../../../../src/chat/card.ts';
import { aCard, channel, outgoing } from './parts.ts';

const options = { key: 'incident:1:team' };

describe('a card', () => {
  test('is posted once a key, and edited in place', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const posted = await it.platform.say(channel(id), aCard(), options);
    expect(await it.another().say(channel(id), aCard('Redis is up'), options)).toEqual(posted);
    await it.platform.edit(posted, aCard('Redis is fine'));
    expect(it.fake.messagesIn(id).map(({ content }) => content)).toEqual(['Redis is fine']);
    expect(it.fake.messagesIn(id)[0]!.hasAllowedMentions).toBe(true);
  });
  test.each([['a minute', 60_000], ['an hour', 3_600_000]])('whose answer was lost is found again after %s and says the newest', async (_, ms) => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('POST /channels/:channel/messages', { loseAnswer: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ retry: true, inDoubt: true });
    it.fake.passTime(ms);
    const posted = await it.another().say(channel(id), aCard('Redis is up'), options);
    expect(it.fake.messagesIn(id)).toMatchObject([{ id: posted.id, content: 'Redis is up' }]);
    expect(await it.platform.findByKey(channel(id), 'another key')).toBeUndefined();
  });
  test('pings whom it mentions, by id, and nobody else', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    it.linked.set('u-1', ada);
    await it.platform.say(channel(id), aCard(`@everyone <@${it.fake.addMember({ name: 'Bea' }).user.id}>`), { ...options, mentions: ['u-1', 'u-2'] });
    expect(it.fake.messagesIn(id)[0]!.pings).toEqual([ada]);
  });
  test('shows its picture as a file', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
    const posted = await it.platform.say(channel(id), { ...aCard(), body: [{ kind: 'picture', svg, alt: 'Ada until 09:00' }] } satisfies Card, options);
    const [message] = it.fake.messagesIn(id);
    expect(message).toMatchObject({ attachments: [{ name: 'picture-1.png', type: 'image/png' }], embeds: [{ image: { url: expect.stringContaining('picture-1.png') } }] });
    await it.platform.edit(posted, aCard());
    expect(it.fake.messagesIn(id)[0]!.attachments).toEqual([]);
  });
  test('of details stands in a thread below its message, begun once and named after what was said first', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const posted = await it.platform.say(channel(id), aCard(), options);
    it.linked.set('u-1', it.fake.addMember({ name: 'Ada' }).user.id);
    for (const key of ['a', 'b']) await it.platform.say({ ...channel(id), thread: posted.id }, aCard(key), { key, ...(key === 'a' ? { mentions: ['u-1'] } : {}) });
    expect(it.fake.messagesIn(posted.id).filter(({ content }) => content !== '').map(({ content }) => content)).toEqual([expect.stringMatching(/^a <@\d+>$/), 'b']);
    expect(await it.discord.call('GET', `/channels/${posted.id}`, { lane: 'talk' })).toMatchObject({ name: 'a' });
    expect(it.fake.messagesIn(id).map(({ content }) => content)).toEqual(['Redis is down']);
  });
  test('that was deleted cannot be changed any more; a channel that was deleted is gone', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const posted = await it.platform.say(channel(id), aCard(), options);
    await expect(it.platform.edit({ ...posted, id: '123456789012345678' }, aCard())).rejects.toMatchObject({ code: 'not_found' });
    it.fake.deleteChannel(id);
    await expect(it.platform.edit(posted, aCard())).rejects.toMatchObject({ gone: true, retry: false });
  });
  test('that may not be posted says which permissions are missing and where they are given', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre', overwrites: [{ id: it.fake.botId, deny: ['SendMessages'] }] });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: '50013', retry: false, message: expect.stringMatching(/#sre: Send Messages\. Edit Channel › Permissions/) });
  });
});

test('a channel is read once for all who look for a card there at the same time', async () => {
  await using it = await outgoing();
  const { id } = it.fake.addChannel({ name: 'sre' });
  const posted = await Promise.all(['a', 'b', 'c'].map((key) => it.platform.say(channel(id), aCard(key), { key })));
  expect(await Promise.all(['a', 'b', 'c'].map((key) => it.platform.findByKey(channel(id), key)))).toEqual(posted);
  expect(it.fake.callsOf('GET /channels/:channel/messages')).toHaveLength(1);
});

test('a change of which Discord shows nothing for want of a permission was not made', async () => {
  await using it = await outgoing();
  const { id } = it.fake.addChannel({ name: 'sre' });
  const posted = await it.platform.say(channel(id), aCard(), options);
  it.fake.changeChannel(id, { overwrites: [{ id: it.fake.botId, deny: ['EmbedLinks'] }] });
  await expect(it.platform.edit(posted, aCard('Redis is fine'))).rejects.toMatchObject({ code: '50013', retry: false, message: expect.stringMatching(/channel #sre: Embed Links/) });
  it.fake.changeChannel(id, { overwrites: [] });
  await it.platform.edit(posted, aCard('Redis is fine'));
  expect(it.fake.messagesIn(id)).toMatchObject([{ content: 'Redis is fine', embeds: [{}] }]);
});

describe('a direct message', () => {
  test('reaches whoever is linked', async () => {
    await using it = await outgoing();
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    it.linked.set('u-1', ada);
    const posted = await it.platform.tell('u-1', aCard(), { key: 'n-1', pages: true });
    expect(posted.place.kind).toBe('direct');
    expect(it.fake.directFor(ada).map(({ content }) => content)).toEqual(['Redis is down']);
    await expect(it.platform.tell('u-2', aCard(), { key: 'n-2' })).rejects.toMatchObject({ code: 'not_found' });
  });
  test('to somebody who takes none fails at once, in words that say what they can do', async () => {
    await using it = await outgoing();
    it.linked.set('u-1', it.fake.addMember({ name: 'Ada', takesDirect: false }).user.id);
    await expect(it.platform.tell('u-1', aCard(), { key: 'n-1', pages: true })).rejects.toMatchObject({ code: '50007', retry: false, gone: false, message: expect.stringContaining('Privacy Settings') });
  });
});
