import { expect, test } from 'vitest';
import type { Context } from '../../src/context.ts';
import { actorOf } from '../../src/domain/people/actor-of.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { resolve } from '../../src/domain/incidents/resolve.ts';
import { reserveRoom } from '../../src/domain/rooms/reserve-room.ts';
import { requestRoom } from '../../src/domain/rooms/request-room.ts';
import { roomLost } from '../../src/domain/rooms/room-lost.ts';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { Fault, refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

const rooms = (at: TwoPlatforms) => at.db.sql<{ platform: string; place_id: string }[]>`select platform, place_id from rooms where archived_at is null and lost_at is null order by platform`;
const header = (at: TwoPlatforms) => at.slack.said.find(({ place }) => at.slack.rooms.has(place))!;

test('a room opens where the team’s chat is, with its twin in the console, its people, its links and a pinned welcome', async () => {
  await using at = await twoPlatforms();
  await at.db.sql`update services set runbook_url = 'https://wiki.example.com/redis', dashboard_url = 'javascript:alert(1)'`;
  const incident = await at.incident();
  expect(await at.work()).toEqual([]);
  expect((await rooms(at)).map(({ platform }) => platform)).toEqual(['console', 'slack']);
  const [[id, room]] = [...at.slack.rooms] as [[string, NonNullable<ReturnType<typeof at.slack.rooms.get>>]];
  expect(room).toMatchObject({ name: `inc-${incident.number}-redis-prod`, isPrivate: false, topic: `Redis is down · redis-prod · https://imas.example.com/#/incident/INC-${incident.number}`, links: [{ label: 'Runbook', url: 'https://wiki.example.com/redis' }], members: [at.night.alice] });
  expect(at.slack.pinned).toEqual([header(at).id]);
  expect(JSON.stringify(header(at).card)).toMatch(/Welcome.*📌.*@imas ack/);
  const [twin] = await at.db.sql<{ text: string }[]>`select m.card::text as text from console_messages m join console_places p on p.id = m.place_id where p.kind = 'room'`;
  expect(twin!.text).toContain('Welcome');
  expect(twin!.text).not.toMatch(/📌|@imas/);
  const [opened] = await at.db.sql<{ platform: string }[]>`select params ->> 'platform' as platform from timeline where params ? 'platform'`;
  expect(opened!.platform).toBe('Slack');
  expect((await cardFacts(at.ctx, incident.id)).room).toEqual({ name: room.name, link: `https://chat.example.com/${id}` });
});

test('a welcome whose pin was put off, or whose process fell before, is pinned by its job, and the room is complete without it', async () => {
  await using at = await twoPlatforms();
  at.slack.instead.pin = refuse('ratelimited', { retry: true });
  await at.incident();
  expect(await at.work()).toEqual([expect.stringContaining('pin-card')]);
  expect([at.slack.pinned, [...at.slack.rooms.values()].map(({ members }) => members)]).toEqual([[], [[at.night.alice]]]);
  delete at.slack.instead.pin;
  const [card] = await at.db.sql<{ id: string }[]>`select id from posted_cards where purpose = 'room' and platform = 'slack'`;
  await at.run({ name: 'pin-card', payload: { copyId: card!.id, platform: 'slack' } });
  expect(at.slack.pinned).toEqual([header(at).id]);
});

test('the welcome of a room in Discord says how a message comes onto the timeline there', async () => {
  await using at = await twoPlatforms();
  await at.connectDiscord();
  await at.db.sql`update teams set primary_platform = 'discord'`;
  await at.incident();
  await at.work();
  const welcome = JSON.stringify(at.discord.said.find(({ place }) => at.discord.rooms.has(place))!.card);
  expect(welcome).toContain('Apps › Add to timeline');
  expect(welcome).not.toMatch(/📌|@imas/);
});

test.each(['console', 'discord'])('a team whose platform is %s has its room there, or where there is one', async (primary) => {
  await using at = await twoPlatforms();
  await at.db.sql`update teams set primary_platform = ${primary}`;
  await at.incident();
  await at.work();
  expect((await rooms(at)).map(({ platform }) => platform)).toEqual(primary === 'console' ? ['console'] : ['console', 'slack']);
});

test('a room is private when the setting says so', async () => {
  await using at = await twoPlatforms();
  await setSetting(at.ctx, 'room_private', true);
  await at.incident();
  await at.work();
  expect([...at.slack.rooms.values()].map(({ isPrivate }) => isPrivate)).toEqual([true]);
});

test('a platform that is away does not keep the console from its room, and gets its own later', async () => {
  await using at = await twoPlatforms();
  at.slack.instead.open = refuse('unreachable', { retry: true });
  const incident = await at.incident();
  expect(await at.work()).toEqual(['open-room: It said unreachable']);
  expect((await rooms(at)).map(({ platform }) => platform)).toEqual(['console']);
  at.slack.recover();
  await at.run({ name: 'open-room', payload: { incidentId: incident.id, automatic: true, platform: 'slack' } });
  expect((await rooms(at)).map(({ platform }) => platform)).toEqual(['console', 'slack']);
});

test('a room that was made before we fell is adopted', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.slack.places.open({ name: 'inc-1', title: '', topic: '', key: `room:${incident.id}`, isPrivate: false, links: [] });
  await at.work();
  expect(at.slack.rooms.size).toBe(1);
});

test('while one makes the room another comes later, and after a minute in its place', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.db.sql`insert into room_openings (incident_id, platform, until) values (${incident.id}, 'slack', imas_now() + interval '60 seconds')`;
  await at.work();
  expect(at.slack.rooms.size).toBe(0);
  const [later] = at.putOff().filter(({ name }) => name === 'open-room');
  await at.db.advance('61 seconds');
  await at.run(later!);
  expect(at.slack.rooms.size).toBe(1);
});

test('who took longer than a minute leaves the turn of whoever took over from them', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  at.slack.instead.open = async () => {
    await at.db.advance('61 seconds');
    await reserveRoom(at.ctx, incident.id, 'slack');
  };
  await at.work();
  expect(await at.db.sql`select 1 from room_openings where until > imas_now()`).toHaveLength(1);
});

test('where the platform tells nobody that they were let in, each is called by name in the room, once', async () => {
  await using at = await twoPlatforms();
  at.slack.places.invitesSilently = true;
  const incident = await at.incident();
  await at.work();
  await at.db.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${at.night.max}, 'responder')`;
  for (let n = 0; n < 2; n++) {
    await at.run({ name: 'invite-to-room', payload: { incidentId: incident.id } });
    await at.work();
  }
  const called = at.slack.said.filter(({ card }) => card.title.endsWith('you are in its room'));
  expect(called.map(({ mentions }) => mentions)).toEqual([[at.night.alice], [at.night.max]]);
});

test('who acts is invited; who cannot be is named on the room’s card', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  at.slack.strangers.add(at.night.bea);
  await at.work();
  await at.db.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${at.night.bea}, 'responder'), (${incident.id}, ${at.night.max}, 'responder')`;
  await at.run({ name: 'invite-to-room', payload: { incidentId: incident.id } });
  await at.work();
  expect([...at.slack.rooms.values()][0]!.members.toSorted()).toEqual([at.night.alice, at.night.max].toSorted());
  expect(JSON.stringify(header(at).card.small)).toMatch(/could not be invited: bea\. \S/);
});

test('a room that is found archived is lost: nothing more is posted there, the timeline tells it once, and Open room makes a new one', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.work();
  const place = header(at).place;
  at.slack.instead.edit = async (where) => { if (where === place) await refuse('is_archived', { gone: true })(); };
  await acknowledge(at.ctx, incident.id);
  await at.work();
  expect(await roomLost(at.ctx, 'slack', place)).toBe(false);
  expect(await at.db.sql`select 1 from timeline where kind = 'room_lost'`).toHaveLength(1);
  expect((await rooms(at)).map(({ platform }) => platform)).toEqual(['console']);
  expect((await requestRoom(at.ctx, incident.id)).room).toBeUndefined();
  at.slack.rooms.get(place)!.isClosed = true;
  expect(await at.work()).toEqual([]);
  expect((await rooms(at)).find(({ platform }) => platform === 'slack')!.place_id).not.toBe(place);
});

test('a stale room says how it went and closes on both platforms', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.work();
  await acknowledge(at.ctx, incident.id);
  await at.db.advance('12 minutes');
  await resolve(at.ctx, incident.id);
  await at.work();
  expect(header(at).card.actions).toContainEqual(expect.objectContaining({ command: 'incident/keep-room' }));
  await at.db.advance('11 minutes');
  await at.run({ name: 'close-room', payload: { incidentId: incident.id } });
  expect(await at.work()).toEqual([]);
  expect(await rooms(at)).toEqual([]);
  const [room] = [...at.slack.rooms.values()];
  expect(await at.db.sql`select 1 from timeline where kind = 'room_closed'`).toHaveLength(1);
  expect(room).toMatchObject({ isClosed: true, farewell: { body: [{}, { facts: expect.arrayContaining([{ label: 'Resolved after', value: ['12 min'] }]) }] } });
});

test('a new room after a lost one has its own card, and the lost one is left alone', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.work();
  const place = header(at).place;
  await roomLost(at.ctx, 'slack', place);
  at.slack.rooms.get(place)!.isClosed = true;
  await requestRoom(at.ctx, incident.id);
  await at.work();
  at.slack.calls.length = 0;
  const edited: string[] = [];
  at.slack.instead.edit = async (where) => void edited.push(where);
  await acknowledge(at.ctx, incident.id);
  await at.work();
  expect(edited.filter((where) => where === place)).toEqual([]);
  expect(edited.filter((where) => at.slack.rooms.has(where))).toHaveLength(1);
});

test('who left a room is not brought back when others act', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.work();
  const [room] = [...at.slack.rooms.values()];
  room!.members.length = 0;
  await at.db.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${at.night.max}, 'responder')`;
  await at.run({ name: 'invite-to-room', payload: { incidentId: incident.id } });
  await at.work();
  expect(room!.members).toEqual([at.night.max]);
});

test('who was invited before the platform went away is not invited again when it is back', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.db.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${at.night.bea}, 'responder'), (${incident.id}, ${at.night.max}, 'responder')`;
  let invitations = 0;
  at.slack.instead.invite = async () => { if (++invitations === 2) throw new Fault('unreachable', { retry: true }); };
  expect(await at.work()).toEqual(['invite-to-room: It said unreachable']);
  await at.run({ name: 'invite-to-room', payload: { incidentId: incident.id, platform: 'slack' } });
  const [room] = [...at.slack.rooms.values()];
  expect(room!.members).toHaveLength(3);
  expect(new Set(room!.members).size).toBe(3);
});

const roomLines = async (at: TwoPlatforms) => (await at.db.sql<{ kind: string; platform: string }[]>`select kind, params ->> 'platform' as platform from timeline where kind like 'room%' order by id`).map(({ kind, platform }) => `${kind} ${platform}`);

test('the timeline tells once of a room and its twin: where people are', async () => {
  await using at = await twoPlatforms();
  await at.incident();
  await at.work();
  expect(await roomLines(at)).toEqual(['room_opened Slack']);
});

test('a room that the platform refuses is told to whoever asked, and asking again tries again', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident('SEV4_LOW');
  await at.work();
  const alice: Context = { ...at.ctx, actor: (await actorOf(at.ctx, at.night.alice, 'console'))! };
  at.slack.instead.open = refuse('missing_scope');
  expect((await requestRoom(alice, incident.id)).room).toBeUndefined();
  await at.work();
  expect(await roomLines(at)).toEqual(['room_refused Slack']);
  expect(at.slack.said.filter(({ to }) => to === at.night.alice).map(({ card }) => card.title)).toEqual([expect.stringMatching(/INC-1 has its room in the console: #inc-1-redis-prod\. Slack refused to open one: It said missing_scope/)]);
  at.slack.recover();
  expect(await requestRoom(alice, incident.id)).toMatchObject({ room: { platform: 'console' }, refused: { platform: 'Slack', why: 'It said missing_scope' } });
  await at.work();
  expect((await rooms(at)).map(({ platform }) => platform)).toEqual(['console', 'slack']);
  expect(await requestRoom(alice, incident.id)).toMatchObject({ room: { platform: 'slack' } });
});
