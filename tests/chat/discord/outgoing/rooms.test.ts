import { describe, expect, test } from 'vitest';
import type { DiscordChannel } from '../../../fakes/discord/state.ts';
import { addMessage, PIN_NOTE } from '../../../fakes/discord/messages.ts';
import { bits } from '../../../fakes/discord/permissions.ts';
import { markOf } from '../../../../src/chat/discord/marks.ts';
import { confidentialMark } from '../../../../src/chat/discord/confidential.ts';
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
    expect(await it.platform.places.invite(place, ['u-1', 'u-2'])).toEqual({ failed: [{ userId: 'u-2', why: 'This person is not linked to a Discord account: an administrator links it with /user link.' }] });
    expect(sees(roomOf(it, place.id), ada)).toBe(true);
  });
  test('that becomes confidential is seen by whoever was let in, and by staff no more', async () => {
    const staffRoles: string[] = [];
    await using it = await outgoing({}, { staffRoles });
    staffRoles.push(it.fake.addRole({ name: 'SRE' }).id);
    const place = await it.platform.places.open(aRoom());
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    it.linked.set('u-1', ada);
    await it.platform.places.invite(place, ['u-1']);
    expect(await it.platform.places.hide(place, { name: 'inc-42-closed' })).toBe(true);
    const room = roomOf(it, place.id);
    expect([sees(room, staffRoles[0]!), sees(room, ada), sees(room, it.fake.botId), room.name]).toEqual([false, true, true, 'inc-42-redis-prod']);
    expect(room.overwrites.find(({ id }) => id === it.fake.guildId)!.deny & view).toBe(view);
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
  test('is hidden when it is adopted for an incident that became confidential meanwhile', async () => {
    const staffRoles: string[] = [];
    await using it = await outgoing({}, { staffRoles });
    staffRoles.push(it.fake.addRole({ name: 'SRE' }).id);
    const place = await it.platform.places.open(aRoom());
    expect(await it.another().places.open(aRoom({ isPrivate: true }))).toEqual(place);
    expect(sees(roomOf(it, place.id), staffRoles[0]!)).toBe(false);
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
  test('opens without what the bot itself lacks, shut to everybody else all the same, and lets people in with the rest', async () => {
    await using it = await outgoing({ botPermissions: ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory', 'ManageChannels', 'ManageRoles'] });
    const everybody = it.fake.world.guilds.get(it.fake.guildId)!.roles.get(it.fake.guildId)!;
    everybody.permissions &= ~bits('AttachFiles');
    const mods = it.fake.addRole({ name: 'Moderators' }).id;
    // Somebody gave the category permissions that we lack: Manage Messages, and Manage Roles, which only administrators may give.
    const category = it.fake.addChannel({ name: 'Incidents', kind: 'category' });
    category.overwrites = [{ id: mods, type: 0, allow: bits('ViewChannel', 'ManageMessages', 'ManageRoles'), deny: bits('MentionEveryone') }];
    const place = await it.platform.places.open(aRoom());
    const of = (id: string) => roomOf(it, place.id).overwrites.find((one) => one.id === id)!;
    expect(of(mods)).toMatchObject({ allow: view, deny: bits('MentionEveryone') });
    expect(of(it.fake.guildId).deny & view).toBe(view);
    expect(of(it.fake.botId).allow).toBe(bits('ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'));
    const ada = it.fake.addMember({ name: 'Ada' }).user.id;
    it.linked.set('u-1', ada);
    expect(await it.platform.places.invite(place, ['u-1'])).toEqual({ failed: [] });
    expect(of(ada).allow).toBe(bits('ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory', 'SendMessagesInThreads'));
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
  test('is kept when its incident became confidential since', async () => {
    await using it = await outgoing({}, { roomsOver: 'delete' });
    const place = await it.platform.places.open(aRoom());
    const [incident] = await it.db.sql<{ id: string }[]>`
      with team as (insert into teams (name, slug) values ('Ops', 'ops') returning id), service as (insert into services (name, owner_team_id) select 'redis', id from team returning id, owner_team_id)
      insert into incidents (title, severity, status, origin, detected_at, is_confidential, team_id, service_id) select 'Redis is down', 'SEV1_CRITICAL', 'RESOLVED', 'person', now(), true, owner_team_id, id from service returning id`;
    await it.db.sql`insert into rooms (incident_id, platform, place_id, name, is_automatic) values (${incident!.id}, 'discord', ${place.id}, 'inc-1', true)`;
    await it.platform.places.close(place, aCard('It is over'));
    expect(it.fake.world.channels.get(roomOf(it, place.id).parentId!)!.name).toBe('Incidents archive');
    expect(it.fake.channelNamed('incidents-archive')).toBeUndefined();
  });
  test('is kept where Discord does not let us read what people wrote in it: nobody’s words are lost', async () => {
    await using it = await outgoing({}, { roomsOver: 'delete', isPublic: true });
    const place = await it.platform.places.open(aRoom());
    it.fake.person(it.fake.addMember({ name: 'Ada' })).write(place.id, 'It was the disk');
    await it.platform.places.close(place, aCard('It is over'));
    expect(it.fake.world.channels.get(roomOf(it, place.id).parentId!)!.name).toBe('Incidents archive');
    expect(it.fake.channelNamed('incidents-archive')).toBeUndefined();
  });
  test('is no less readable for Discord’s own lines, such as that somebody pinned something; for another bot’s words it is', async () => {
    await using it = await outgoing({}, { roomsOver: 'delete' });
    const [pinned, botty] = [await it.platform.places.open(aRoom()), await it.platform.places.open(aRoom({ key: 'second' }))];
    addMessage(it.fake.world, { type: PIN_NOTE, channelId: pinned.id, authorId: it.fake.addMember({ name: 'Ada' }).user.id });
    addMessage(it.fake.world, { channelId: botty.id, authorId: it.fake.addMember({ name: 'Deployer', isBot: true }).user.id, content: 'Rolled back to 1.4' });
    for (const place of [pinned, botty]) await it.platform.places.close(place, aCard('It is over'));
    expect([pinned, botty].map(({ id }) => it.fake.world.channels.has(id))).toEqual([false, true]);
  });
  test('that somebody deleted needs nothing more', async () => {
    await using it = await outgoing();
    const place = await it.platform.places.open(aRoom());
    it.fake.deleteChannel(place.id);
    await expect(it.platform.places.close(place, aCard('It is over'))).resolves.toBeUndefined();
  });
});

describe('a server that fills up', () => {
  /** So many rooms that are over stand in the archive, the oldest first, and the server has so many channels beside them. */
  async function aCrowd(rooms: number, others: number, settings: Parameters<typeof outgoing>[1] = {}) {
    const it = await outgoing({}, settings);
    const archive = it.fake.addChannel({ name: 'Incidents archive', kind: 'category' }).id;
    const ids = Array.from({ length: rooms }, (_, n) => it.fake.addChannel({ name: `inc-${n}`, parent: archive }).id);
    for (let n = 0; n < others; n++) it.fake.addChannel({ name: `c-${n}` });
    // Their incidents say nothing here.
    await it.db.sql`alter table rooms drop constraint rooms_incident_id_fkey`;
    await it.db.sql`insert into rooms (incident_id, platform, place_id, name, is_automatic, archived_at) select gen_random_uuid(), 'discord', id, id, true, imas_now() - interval '1 year' + n * interval '1 day' from unnest(${ids}::text[]) with ordinality t (id, n)`;
    const place = await it.platform.places.open(aRoom());
    return Object.assign(it, { archive, ids, place, left: () => ids.filter((id) => it.fake.world.channels.has(id)).length });
  }
  test('lets the oldest rooms of its archive go, what was said in them kept, so many that new ones have room', async () => {
    await using it = await aCrowd(8, 445);
    await it.platform.places.close(it.place, aCard('It is over'));
    expect(it.ids.map((id) => it.fake.world.channels.has(id))).toEqual([false, false, false, false, false, true, true, true]);
    expect(it.fake.messagesIn(it.fake.channelNamed('incidents-archive')!.id)).toHaveLength(5);
    expect(it.fake.world.channels.get(roomOf(it, it.place.id).parentId!)!.name).toBe('Incidents archive');
  });
  test('keeps what is confidential, what people wrote and cannot be read, what was moved elsewhere, and people’s own channels there', async () => {
    await using it = await aCrowd(4, 445);
    const [secret, read, moved, old] = it.ids as [string, string, string, string];
    it.fake.world.channels.get(secret)!.topic = `${markOf('x')}${confidentialMark}`;
    it.fake.person(it.fake.addMember({ name: 'Ada', isOwner: true })).write(read, 'It was the disk');
    it.fake.world.channels.get(moved)!.parentId = undefined;
    const own = it.fake.addChannel({ name: 'how-we-archive', parent: it.archive }).id;
    await it.platform.places.close(it.place, aCard('It is over'));
    expect([secret, read, moved, own, old].map((id) => it.fake.world.channels.has(id))).toEqual([true, true, true, true, false]);
  });
  test('keeps every room where the setting says so', async () => {
    await using it = await aCrowd(2, 450, { roomsOver: 'keep' });
    await it.platform.places.close(it.place, aCard('It is over'));
    expect(it.left()).toBe(2);
  });
  test('has another archive when the first holds fifty, also when it was filled meanwhile', async () => {
    await using it = await aCrowd(49, 10);
    const second = await it.platform.places.open(aRoom({ key: 'second' }));
    it.fake.fail('PATCH /channels/:channel', { status: 400, code: 50_035, times: 1 });
    await Promise.all([it.place, second].map((place) => it.platform.places.close(place, aCard('It is over'))));
    expect([it.place, second].map((place) => it.fake.world.channels.get(roomOf(it, place.id).parentId!)!.name).toSorted()).toEqual(['Incidents archive', 'Incidents archive 2']);
  });
  test('has the rooms of roles that are left, when one of them was deleted', async () => {
    const staffRoles: string[] = [];
    await using it = await outgoing({}, { staffRoles });
    staffRoles.push('123456789012345678', it.fake.addRole({ name: 'SRE' }).id);
    expect(sees(roomOf(it, (await it.platform.places.open(aRoom())).id), staffRoles[1]!)).toBe(true);
  });
});
