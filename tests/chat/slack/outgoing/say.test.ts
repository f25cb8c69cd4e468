import { describe, expect, test } from 'vitest';
import { aCard, channel, outgoing } from './parts.ts';

const options = { key: 'incident:1:team' };

describe('a card in a channel of Slack', () => {
  test('is one message that unfurls nothing and carries its key', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.callsOf('chat.postMessage').map(({ args }) => args)).toEqual([expect.objectContaining({ channel: id, unfurl_links: 'false', unfurl_media: 'false' })]);
    expect(it.fake.messagesIn(id).map(({ metadata }) => metadata)).toEqual([{ event_type: 'imas_message', event_payload: { key: options.key } }]);
  });
  test('is edited in place', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    await it.platform.edit(await it.platform.say(channel(id), aCard(), options), aCard('Redis is back'));
    expect(it.fake.messagesIn(id).map(({ text }) => text)).toEqual([expect.stringContaining('Redis is back')]);
  });
  test('goes into the thread it belongs to', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const first = await it.platform.say(channel(id), aCard(), options);
    await it.platform.say({ ...channel(id), thread: first.id }, aCard('More'), { key: 'details' });
    expect(it.fake.lastMessage(id)).toMatchObject({ threadTs: first.id });
  });
  test('calls whom it mentions by their name in Slack', async () => {
    await using it = await outgoing();
    const ada = it.fake.addUser({ name: 'Ada' });
    it.linked.set('u-1', ada.id);
    const { id } = it.fake.addChannel({ name: 'sre' });
    await it.platform.say(channel(id), aCard(), { ...options, mentions: ['u-1', 'nobody-there'] });
    expect(JSON.stringify(it.fake.lastMessage(id))).toContain(ada.id);
  });

  test('whose answer was lost is found again and brought up to date by the next attempt, in another process too', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { loseAnswer: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'network', retry: true });
    const posted = await it.another().say(channel(id), aCard('Redis is still down'), options);
    expect(it.fake.messagesIn(id).map(({ ts, text }) => ({ ts, text }))).toEqual([{ ts: posted.id, text: expect.stringContaining('Redis is still down') }]);
  });
  test('that two want to post at once is posted once, and says what the later one had to say', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { delayMs: 300, times: 1 });
    const [one, other] = await Promise.all([it.platform.say(channel(id), aCard(), options), it.platform.say(channel(id), aCard('Redis is still down'), options)]);
    expect(one).toEqual(other);
    expect(it.fake.messagesIn(id).map(({ text }) => text)).toEqual([expect.stringContaining('Redis is still down')]);
  });
  test('that two want to post while it has to wait for its turn is posted once', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    await it.platform.say(channel(id), aCard(), { key: 'before' });
    await Promise.all([1, 2, 3].map(() => it.platform.say(channel(id), aCard(), options)));
    expect(it.fake.messagesIn(id)).toHaveLength(2);
    expect(it.fake.callsOf('chat.update')).toEqual([]);
  });
  test.each([true, false])('that another replica has in hand is left to it until that one is done or has died over it (page: %s)', async (pages) => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { delayMs: 1000, times: 1 });
    const first = it.platform.say(channel(id), aCard(), { ...options, pages });
    await it.fake.until('it is on its way', () => it.fake.callsOf('chat.postMessage')[0]);
    await expect(it.another().say(channel(id), aCard(), { ...options, pages })).rejects.toMatchObject({ retry: true, retryAfterSeconds: 1 });
    const posted = await first;
    expect(await it.another().say(channel(id), aCard(), { ...options, pages })).toEqual(posted);
    await it.db.sql`update chat_events set what = 'a replica that died' where id like 'say:%'`;
    await it.db.advance('11 seconds');
    expect(await it.another().say(channel(id), aCard(), { ...options, pages })).toEqual(posted);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('that another replica took over while we looked for it is left to that one', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { reset: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ retry: true });
    it.fake.fail('conversations.history', { delayMs: 1000, times: 1 });
    const late = it.platform.say(channel(id), aCard(), options).catch((error: unknown) => error);
    await it.fake.until('it looks', () => it.fake.callsOf('conversations.history')[0]);
    await it.db.sql`update chat_events set what = 'another replica' where id like 'say:%'`;
    expect(await late).toMatchObject({ code: 'rate_limited', retry: true });
    expect(it.fake.callsOf('chat.postMessage')).toHaveLength(1);
  });
  test('is posted by the next attempt when the first was never carried out', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { reset: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ retry: true });
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('that Slack certainly did not take is not looked for', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { error: 'not_in_channel', times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'not_in_channel', retry: false });
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.callsOf('conversations.history')).toEqual([]);
  });
  test('is posted although the channel cannot be looked at', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { status: 502, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'http_5xx', retry: true });
    it.fake.fail('conversations.history', { error: 'missing_scope' });
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('is found again in a public channel that the app was never in', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre', withoutBot: true });
    it.fake.fail('chat.postMessage', { loseAnswer: true, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ retry: true });
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('says that the channel is gone when it was archived', async () => {
    await using it = await outgoing();
    const sre = it.fake.addChannel({ name: 'sre' });
    sre.isArchived = true;
    await expect(it.platform.say(channel(sre.id), aCard(), options)).rejects.toMatchObject({ code: 'is_archived', gone: true, retry: false });
  });
  test('whose message somebody deleted cannot be edited', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const posted = await it.platform.say(channel(id), aCard(), options);
    it.fake.lastMessage(id)!.deleted = true;
    await expect(it.platform.edit(posted, aCard())).rejects.toMatchObject({ code: 'not_found', key: 'http.message_gone' });
  });
});

describe('a direct message', () => {
  test('opens the conversation once in a lifetime', async () => {
    await using it = await outgoing();
    const ada = it.fake.addUser({ name: 'Ada' });
    it.linked.set('u-1', ada.id);
    await it.platform.tell('u-1', aCard(), { key: 'n-1', pages: true });
    await it.another().tell('u-1', aCard('Kafka is down'), { key: 'n-2', pages: true });
    expect(it.fake.directFor(ada.id)).toHaveLength(2);
    expect(it.fake.callsOf('conversations.open')).toHaveLength(1);
  });
  test('opens it again when it is not there any more', async () => {
    await using it = await outgoing();
    const ada = it.fake.addUser({ name: 'Ada' });
    it.linked.set('u-1', ada.id);
    await it.db.sql`insert into chat_profiles (platform, chat_user_id, profile, direct_place_id) values ('slack', ${ada.id}, '{}', 'D0GONE')`;
    await it.platform.tell('u-1', aCard(), { key: 'n-1', pages: true });
    expect(it.fake.directFor(ada.id)).toHaveLength(1);
  });
  test('to somebody who has no account there is refused for good', async () => {
    await using it = await outgoing();
    await expect(it.platform.tell('u-1', aCard(), { key: 'n-1' })).rejects.toMatchObject({ code: 'not_found' });
  });
  test('to somebody whose account was disabled is refused for good', async () => {
    await using it = await outgoing();
    it.linked.set('u-1', it.fake.addUser({ name: 'Gone', deleted: true }).id);
    await expect(it.platform.tell('u-1', aCard(), { key: 'n-1' })).rejects.toMatchObject({ code: 'user_disabled', retry: false });
  });
});
