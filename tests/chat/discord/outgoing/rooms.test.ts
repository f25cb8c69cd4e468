import { describe, expect, test } from 'vitest';
import type { DiscordChannel } from '../../../fakes/discord/state.ts';
import { bits } from '../../../fakes/discord/permissions.ts';
import { aCard, aRoom, outgoing } from './parts.ts';

const view = bits('ViewChannel');
const sees = (room: DiscordChannel, id: string) => ((room.overwrites.find((one) => one.id === id)?.allow ?? 0n) & view) === view;
const roomOf = (it: Awaited<ReturnType<typeof outgoing>>, id: string) => it.fake.world.channels.get(id)!;

describe('a war room in Discord', () => {
  test('is a channel below the incidents, shut to everybody but us and staff in the call that makes it, with its topic and links', async () => {
    const staffRoles: string[] = [];
    await using it = await outgoing({}, { staffRoles });
    staffRoles.push(it.fake.addRole({ name: 'SRE' }).id);
    const place = await it.platform.places.open(aRoom({ links: [{ label: 'Runbook', url: 'https://wiki.example.com/redis' }] }));
    const room = roomOf(it, place.id);
    expect(room).toMatchObject({ name: 'inc-42-redis-prod', topic: expect.stringContaining('Redis is down · redis-prod · Runbook: https://wiki.example.com/redis') });
    expect(it.fake.world.channels.get(room.parentId!)!.name).toBe('Incidents');
    expect(room.overwrites.find(({ id }) => id === it.fake.guildId)!.deny & view).toBe(view);
    expect([sees(room, it.fake.botId), sees(room, staffRoles[0]!)]).toEqual([true, true]);
    expect(it.fake.calls.filter(({ method, path }) => method !== 'GET' && path.includes(place.id))).toEqual([]);
    expect(it.platform.places.link(place)).toBe(`https://discord.com/channels/${it.fake.guildId}/${place.id}`);
  });
  test('that is confidential is seen by nobody but us until somebody is invited', async () => {
    const staffRoles: string[] = [];
    await using it = await outgoing({}, { staffRoles });
    staffRoles.push(it.fake.addRole({ name: 'SRE' }).id);
    const place = await it.platform.places.open(aRoom({ isPrivate: true }));
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    expect([sees(roomOf(it, place.id), staffRoles[0]!), sees(roomOf(it, place.id), ada)]).toEqual([false, false]);
    it.linked.set('u-1', ada);
    expect(await it.platform.places.invite(place, ['u-1', 'u-2'])).toEqual({ failed: [{ userId: 'u-2', why: 'This person is not linked to a Discord account.' }] });
    expect(sees(roomOf(it, place.id), ada)).toBe(true);
  });
  test('is adopted when its answer was lost, and is not the room of another incident', async () => {
    await using it = await outgoing();
    await it.platform.places.open(aRoom({ key: 'other', name: 'inc-1' }));
    it.fake.fail('POST /guilds/:guild/channels', { loseAnswer: true, times: 1 });
    await expect(it.platform.places.open(aRoom())).rejects.toMatchObject({ retry: true });
    const place = await it.another().places.open(aRoom());
    expect(await it.another().places.open(aRoom())).toEqual(place);
    expect((await it.platform.places.open(aRoom({ key: 'third' }))).id).not.toBe(place.id);
    expect([...it.fake.world.channels.values()].map(({ name }) => name).filter((name) => name.startsWith('inc-')).toSorted()).toEqual(['inc-1', 'inc-42-redis-prod', 'inc-42-redis-prod-2']);
  });
  test('stands in a second category when the first holds fifty', async () => {
    await using it = await outgoing();
    const first = await it.platform.places.open(aRoom({ key: 'first', name: 'inc-1' }));
    const parent = roomOf(it, first.id).parentId!;
    for (let n = 0; n < 49; n++) it.fake.addChannel({ name: `old-${n}`, parent });
    const place = await it.platform.places.open(aRoom());
    expect(it.fake.world.channels.get(roomOf(it, place.id).parentId!)!.name).toBe('Incidents 2');
  });
  test('is a private thread when the server has hardly room for a channel', async () => {
    await using it = await outgoing();
    await it.platform.places.open(aRoom({ key: 'first', name: 'inc-1' }));
    for (let n = 0; n < 490; n++) it.fake.addChannel({ name: `c-${n}` });
    const place = await it.platform.places.open(aRoom());
    expect(await it.another().places.open(aRoom())).toEqual(place);
    expect(roomOf(it, place.id)).toMatchObject({ name: 'inc-42-redis-prod', type: 12 });
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    it.linked.set('u-1', ada);
    expect(await it.platform.places.invite(place, ['u-1'])).toEqual({ failed: [] });
    expect(roomOf(it, place.id).thread!.members.has(ada)).toBe(true);
    expect(it.fake.channelNamed('incidents-overflow')!.id).toBe(roomOf(it, place.id).parentId);
    await it.platform.say(place, aCard(), { key: 'k' });
    await it.platform.places.close(place, aCard('It is over'));
    expect(roomOf(it, place.id).thread).toMatchObject({ isArchived: true, isLocked: true });
  });
  test('has its card pinned', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    const posted = await it.platform.say(place, aCard(), { key: 'k' });
    await it.platform.places.pin(posted);
    expect([...roomOf(it, place.id).pins.keys()]).toEqual([posted.id]);
  });
});

describe('a room that is over', () => {
  test('moves to the archive with its last words, seen by whoever saw it and by nobody else', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom({ isPrivate: true }));
    it.linked.set('u-1', it.fake.addMember({ name: 'Ada' }).user.id);
    await it.platform.places.invite(place, ['u-1']);
    const before = structuredClone(roomOf(it, place.id).overwrites);
    await it.platform.places.close(place, aCard('It is over'));
    await it.another().places.close(place, aCard('It is over'));
    const room = roomOf(it, place.id);
    expect(it.fake.world.channels.get(room.parentId!)!.name).toBe('Incidents archive');
    expect(room.overwrites).toEqual(before);
    expect(it.fake.messagesIn(place.id).map(({ content }) => content)).toEqual(['It is over']);
  });
  test('is deleted where the setting says so, when what was said stands in the archive; a confidential one never', async () => {
    await using it = await outgoing({}, { roomsOver: 'delete' });
    const [room, secret] = [await it.platform.places.open(aRoom()), await it.platform.places.open(aRoom({ key: 'secret', isPrivate: true }))];
    for (const place of [room, secret]) await it.platform.places.close(place, aCard('It is over'));
    expect([it.fake.world.channels.has(room.id), it.fake.world.channels.has(secret.id)]).toEqual([false, true]);
    const kept = it.fake.messagesIn(it.fake.channelNamed('incidents-archive')!.id);
    expect(kept).toHaveLength(1);
    expect(kept[0]!.attachments[0]!.content.toString()).toContain('It is over');
  });
  test('is kept where Discord does not let us read what people wrote in it: nobody’s words are lost', async () => {
    await using it = await outgoing({}, { roomsOver: 'delete', isPublic: true });
    const place = await it.platform.places.open(aRoom());
    it.fake.person(it.fake.addMember({ name: 'Ada' })).write(place.id, 'It was the disk');
    await it.platform.places.close(place, aCard('It is over'));
    expect(it.fake.world.channels.get(roomOf(it, place.id).parentId!)!.name).toBe('Incidents archive');
    expect(it.fake.channelNamed('incidents-archive')).toBeUndefined();
  });
  test('that somebody deleted needs nothing more', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    it.fake.deleteChannel(place.id);
    await expect(it.platform.places.close(place, aCard('It is over'))).resolves.toBeUndefined();
  });
});
