import { describe, expect, test } from 'vitest';
import { aCard, channel, outgoing } from './parts.ts';

const options = { key: 'incident:1:team' };
const keys = (n: number) => Array.from({ length: n }, (_, i) => ({ key: `incident:${i}` }));

describe('a 429 of Slack', () => {
  test('says when to come again, and keeps every replica away from that channel until then', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { retryAfter: 30, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited', retry: true, retryAfterSeconds: 30 });
    await expect(it.another().say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 25 && seconds <= 30) });
    expect(it.fake.callsOf('chat.postMessage')).toHaveLength(1);
  });
  test('is over when its time is', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { retryAfter: 3600, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ retryAfterSeconds: 3600 });
    await it.db.advance('1 hour');
    await it.another().say(channel(id), aCard(), options);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('in one channel delays neither another nor a page', async () => {
    await using it = await outgoing();
    const [sre, dba] = [it.fake.addChannel({ name: 'sre' }), it.fake.addChannel({ name: 'dba' })];
    const ada = it.fake.addUser({ name: 'Ada' });
    it.linked.set('u-1', ada.id);
    it.fake.fail('chat.postMessage', { retryAfter: 3600, when: (args) => args['channel'] === sre.id });
    await expect(it.platform.say(channel(sre.id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited' });
    await it.platform.say(channel(dba.id), aCard(), options);
    await it.platform.tell('u-1', aCard(), { key: 'n-1', pages: true });
    expect([it.fake.messagesIn(dba.id).length, it.fake.directFor(ada.id).length]).toEqual([1, 1]);
  });
  test('on an invitation does not delay a message to that room', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'inc-1' });
    it.linked.set('u-1', it.fake.addUser({ name: 'Ada' }).id);
    it.fake.fail('conversations.invite', { retryAfter: 3600 });
    await expect(it.platform.places.invite(channel(id), ['u-1'])).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3600 });
    await it.platform.say(channel(id), aCard(), options);
    expect(it.fake.messagesIn(id)).toHaveLength(1);
  });
  test('without Retry-After is waited for all the same', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    it.fake.fail('chat.postMessage', { retryAfter: null, times: 1 });
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited', retry: true, retryAfterSeconds: 1 });
  });
});

describe('the turns of a channel', () => {
  test('are shared by the replicas: who would wait long comes again instead', async () => {
    await using it = await outgoing({ rates: true });
    const { id } = it.fake.addChannel({ name: 'sre' });
    const other = it.another();
    const outcomes = await Promise.allSettled(keys(8).map((key, i) => (i % 2 === 0 ? it.platform : other).say(channel(id), aCard(), key)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(it.fake.messagesIn(id)).toHaveLength(3);
    expect(refused).toEqual(Array.from({ length: 5 }, () => expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: expect.toBeOneOf([3, 4]) })));
    expect(it.fake.callsOf('chat.postMessage')).toHaveLength(3);
  });
  test('for edits that merely count leave room for ten that somebody waits for, at once', async () => {
    await using it = await outgoing({ rates: true });
    const { id } = it.fake.addChannel({ name: 'sre' });
    const posted = await it.platform.say(channel(id), aCard(), options);
    const counts = await Promise.allSettled(keys(25).map(({ key }) => it.platform.edit(posted, aCard(key), { awaited: false })));
    expect(counts.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(6);
    expect(counts.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])).every((reason) => (reason as { code: string }).code === 'rate_limited')).toBe(true);
    const from = performance.now();
    await Promise.all(keys(10).map(({ key }) => it.another().edit(posted, aCard(`press ${key}`), { awaited: true })));
    expect(performance.now() - from).toBeLessThan(2000);
    expect(it.fake.callsOf('chat.update').filter(({ status }) => status === 429)).toEqual([]);
  });
  test('are not waited for by a page', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    await it.db.sql`insert into chat_budgets (platform, method, place, next_at) values ('slack', 'chat.postMessage', ${id}, imas_now() + interval '1 minute')`;
    await expect(it.platform.say(channel(id), aCard(), options)).rejects.toMatchObject({ code: 'rate_limited' });
    await it.platform.say(channel(id), aCard('page'), { key: 'page', pages: true });
    expect(it.fake.messagesIn(id).map(({ text }) => text)).toEqual([expect.stringContaining('page')]);
  });
});
