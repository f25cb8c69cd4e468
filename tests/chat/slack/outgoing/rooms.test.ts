import { describe, expect, test } from 'vitest';
import type { NewRoom, Place } from '../../../../src/chat/platform.ts';
import { aCard, aRoom, channel, outgoing } from './parts.ts';

type It = Awaited<ReturnType<typeof outgoing>>;
/** All steps of it. @returns how many there were */
async function furnish(it: It, place: Place, wish: NewRoom): Promise<number> {
  let step = 0;
  while (await it.platform.places.furnish!(place, wish, step)) step++;
  return step;
}
const rooms = (it: It) => [...it.fake.world.channels.values()].filter(({ name }) => name.startsWith('inc-'));

describe('a war room in Slack', () => {
  test('is a public channel with its topic and its links', async () => {
    await using it = await outgoing();
    const wish = aRoom({ links: [{ label: 'Runbook', url: 'https://wiki.example.com/redis' }] });
    const place = await it.platform.places.open(wish);
    expect(await furnish(it, place, wish)).toBe(2);
    expect(rooms(it)).toEqual([expect.objectContaining({ id: place.id, name: 'inc-42-redis-prod', kind: 'public', topic: 'Redis is down · redis-prod', bookmarks: [expect.objectContaining({ title: 'Runbook', link: 'https://wiki.example.com/redis' })] })]);
  });
  test('is private when it is to be', async () => {
    await using it = await outgoing();
    await it.platform.places.open(aRoom({ isPrivate: true }));
    expect(rooms(it)).toEqual([expect.objectContaining({ kind: 'private' })]);
  });
  test('has a link once it was opened', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    expect(it.platform.places.link(place)).toMatch(new RegExp(`^https://.*/archives/${place.id}$`));
  });
  test('that is public cannot be hidden: neither its name nor its topic says anything any more', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    expect(await it.platform.places.hide(place, { name: 'inc-42-closed' })).toBe(false);
    expect(it.fake.world.channels.get(place.id)).toMatchObject({ name: 'inc-42-closed', topic: '', kind: 'public' });
  });
  test('that is private is hidden already', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom({ isPrivate: true }));
    expect(await it.platform.places.hide(place, { name: 'inc-42-closed' })).toBe(true);
    expect(rooms(it)).toMatchObject([{ name: 'inc-42-redis-prod' }]);
  });
  test('takes another name when somebody else has that one', async () => {
    await using it = await outgoing();
    const theirs = it.fake.addChannel({ name: 'inc-42-redis-prod', members: [it.fake.addUser({ name: 'Ada' }).id] });
    const place = await it.platform.places.open(aRoom());
    expect(place.id).not.toBe(theirs.id);
    expect(it.fake.channelNamed('inc-42-redis-prod-2')?.id).toBe(place.id);
  });
  test.each([false, true])('is adopted when it is our own: the answer was lost, or asked for twice (private: %s)', async (isPrivate) => {
    await using it = await outgoing();
    it.fake.fail('conversations.create', { loseAnswer: true, times: 1 });
    await expect(it.platform.places.open(aRoom({ isPrivate }))).rejects.toMatchObject({ retry: true });
    const place = await it.another().places.open(aRoom({ isPrivate }));
    expect(await it.another().places.open(aRoom({ isPrivate }))).toEqual(place);
    expect(rooms(it)).toEqual([expect.objectContaining({ id: place.id, purpose: 'IMAS · room:7f3' })]);
  });
  test('is not the room of another incident with the same name', async () => {
    await using it = await outgoing();
    const first = await it.platform.places.open(aRoom());
    const second = await it.platform.places.open(aRoom({ key: 'room:other' }));
    expect(second.id).not.toBe(first.id);
  });
  test('needs no list of channels while its name is free', async () => {
    await using it = await outgoing();
    await it.platform.places.open(aRoom());
    expect(it.fake.callsOf('conversations.list')).toEqual([]);
  });
  test('is open although Slack’s rates put off what says whose it is, and is adopted all the same', async () => {
    await using it = await outgoing();
    it.fake.fail('conversations.setPurpose', { retryAfter: 60, times: 1 });
    const place = await it.platform.places.open(aRoom());
    expect(await it.another().places.open(aRoom())).toEqual(place);
    expect(rooms(it)).toHaveLength(1);
  });
});

describe('an invitation', () => {
  test('of one who cannot come does not spoil that of the others', async () => {
    await using it = await outgoing();
    const [ada, bob] = [it.fake.addUser({ name: 'Ada' }), it.fake.addUser({ name: 'Bob' })];
    it.linked.set('u-ada', ada.id).set('u-bad', 'U0NOBODY').set('u-bob', bob.id);
    const place = await it.platform.places.open(aRoom());
    const { failed } = await it.platform.places.invite(place, ['u-ada', 'u-bad', 'u-unlinked', 'u-bob']);
    expect(failed.map(({ userId }) => userId)).toEqual(['u-bad', 'u-unlinked']);
    expect([...it.fake.world.channels.get(place.id)!.members]).toEqual(expect.arrayContaining([ada.id, bob.id]));
  });
  test('of one who is there already is fine', async () => {
    await using it = await outgoing();
    it.linked.set('u-ada', it.fake.addUser({ name: 'Ada' }).id);
    const place = await it.platform.places.open(aRoom());
    await it.platform.places.invite(place, ['u-ada']);
    expect(await it.platform.places.invite(place, ['u-ada'])).toEqual({ failed: [] });
  });
  test('is not tried for the others while Slack is away: a Slack that hangs would take its time for each of them', async () => {
    await using it = await outgoing();
    for (const name of ['ada', 'bob']) it.linked.set(name, it.fake.addUser({ name }).id);
    const place = await it.platform.places.open(aRoom());
    it.fake.fail('conversations.invite', { error: 'fatal_error' });
    await expect(it.platform.places.invite(place, ['ada', 'bob'])).rejects.toMatchObject({ retry: true });
    expect(it.fake.callsOf('conversations.invite')).toHaveLength(1);
  });
  test('into a room that was archived by hand says that it is gone', async () => {
    await using it = await outgoing();
    it.linked.set('u-ada', it.fake.addUser({ name: 'Ada' }).id);
    const place = await it.platform.places.open(aRoom());
    it.fake.world.channels.get(place.id)!.isArchived = true;
    await expect(it.platform.places.invite(place, ['u-ada'])).rejects.toMatchObject({ gone: true });
  });
});

describe('a pin', () => {
  test('is set once, however often it is asked for', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    const posted = await it.platform.say(place, aCard(), { key: 'room' });
    await it.platform.places.pin(posted);
    await it.platform.places.pin(posted);
    expect(it.fake.world.channels.get(place.id)!.pins).toEqual([posted.id]);
  });
  test('that Slack’s rates put off is asked for again by whoever wants it', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    const posted = await it.platform.say(place, aCard(), { key: 'room' });
    it.fake.fail('pins.add', { retryAfter: 1, times: 1 });
    await expect(it.platform.places.pin(posted)).rejects.toMatchObject({ retry: true });
  });
  test('that Slack does not allow leaves the message as it is', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    it.fake.fail('pins.add', { error: 'restricted_action' });
    await expect(it.platform.places.pin(await it.platform.say(place, aCard(), { key: 'room' }))).resolves.toBeUndefined();
  });
});

describe('the end of a room', () => {
  test('is a farewell and the archive', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    await it.platform.places.close(place, aCard('Goodbye'));
    expect(it.fake.lastMessage(place.id)?.text).toContain('Goodbye');
    expect(it.fake.world.channels.get(place.id)!.isArchived).toBe(true);
  });
  test('comes again without a second farewell', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    it.fake.fail('conversations.archive', { status: 503, times: 1 });
    await expect(it.platform.places.close(place, aCard('Goodbye'))).rejects.toMatchObject({ retry: true });
    await it.another().places.close(place, aCard('Goodbye'));
    expect(it.fake.messagesIn(place.id)).toHaveLength(1);
  });
  test.each(['archived', 'deleted'])('is there already when somebody %s the channel', async (how) => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    if (how === 'archived') it.fake.world.channels.get(place.id)!.isArchived = true;
    else it.fake.world.channels.delete(place.id);
    await expect(it.platform.places.close(place, aCard('Goodbye'))).resolves.toBeUndefined();
  });
});

describe('who rests', () => {
  test('is who set “do not disturb” in Slack; nobody where Slack does not say', async () => {
    await using it = await outgoing();
    const [ada, bob] = [it.fake.addUser({ name: 'Ada' }), it.fake.addUser({ name: 'Bob' })];
    it.linked.set('u-ada', ada.id).set('u-bob', bob.id);
    ada.quietUntil = Date.now() + 3_600_000;
    expect(await it.platform.resting(['u-ada', 'u-bob', 'u-unlinked'])).toEqual(new Set(['u-ada']));
    it.fake.fail('dnd.info', { error: 'missing_scope' });
    expect(await it.another().resting(['u-ada'])).toEqual(new Set());
  });
});

describe('a message', () => {
  test('is found by its key', async () => {
    await using it = await outgoing();
    const { id } = it.fake.addChannel({ name: 'sre' });
    const posted = await it.platform.say(channel(id), aCard(), { key: 'incident:1' });
    expect(await it.platform.findByKey(channel(id), 'incident:1')).toEqual(posted);
    expect(await it.platform.findByKey(channel(id), 'incident:2')).toBeUndefined();
  });
});
