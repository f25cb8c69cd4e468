import { expect, test } from 'vitest';
import { catchUp } from '../../src/chat/posted/catch-up.ts';
import type { PlatformName } from '../../src/chat/platform.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { resolve } from '../../src/domain/incidents/resolve.ts';
import { attachedTo } from '../../src/domain/incidents/attached.ts';
import { endOutage, noteOutage } from '../../src/domain/rooms/outage.ts';
import { requestRoom } from '../../src/domain/rooms/request-room.ts';
import { roomLost } from '../../src/domain/rooms/room-lost.ts';
import { refuse } from '../fakes/a-platform.ts';
import { twoPlatforms } from './two-platforms.ts';
import { as, back, between, cardIn, fail, gone, leadsAt, lines, movedFromSlack, open, told } from './moving-rooms.ts';

test.each(['slack', 'discord'] as const)('a room that cannot be opened on %s for 30 seconds opens on the other platform: its people are invited, told where, and every card leads there', async (home) => {
  await using at = await between(home);
  fail(at.home);
  const incident = await at.incident();
  await at.work();
  await at.pass('20 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console']);
  await at.pass('11 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', at.next.name].toSorted());
  const [place, room] = [...at.next.rooms][0]!;
  expect(room.members).toEqual([at.night.alice]);
  const link = `https://${at.next.name === 'slack' ? 'chat' : 'discord'}.example.com/${place}`;
  expect(await told(at)).toEqual([`alice CHAT rooms.told_away ${link}`, `alice SMS rooms.told_away ${link}`]);
  expect(await cardFacts(at.ctx, incident.id)).toMatchObject({ room: { link }, standsBy: { home, platform: at.next.name } });
  expect((await attachedTo(at.ctx, [incident.id])).get(incident.id)!.room).toBe(link);
  expect(cardIn(at.next)).toMatch(/Nothing could be posted on .*so the room is here now.*incident\/back/);
  const [from, to] = home === 'slack' ? ['Slack', 'Discord'] : ['Discord', 'Slack'];
  expect(await lines(at)).toEqual([`room_moved ${from} ${to}`, `room_opened ${to}`]);
  expect((await at.db.sql`select 1 from audit_log where action = 'incident.room_moved'`)).toHaveLength(1);
});

test('an incident that begins while a platform is away for longer does not wait for it', async () => {
  await using at = await between('slack');
  fail(at.slack);
  await noteOutage(at.ctx, 'slack', { atOnce: false, forAll: true });
  await at.pass('31 seconds');
  await at.incident();
  await at.work();
  await at.pass('0 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord']);
});

test('a room that stands by and was deleted by hand is made again there', async () => {
  await using at = await between('slack');
  fail(at.slack, refuse('token_revoked', { forAll: true }));
  const incident = await at.incident();
  await at.work();
  await at.pass('0 seconds');
  await at.work();
  const [place] = [...at.discord.rooms.keys()];
  await roomLost(at.ctx, 'discord', place!);
  at.discord.rooms.get(place!)!.isClosed = true;
  expect((await requestRoom(at.ctx, incident.id)).room?.platform).not.toBe('discord');
  await at.work();
  expect(await leadsAt(at, incident.id)).toEqual(['https://discord.example.com', 'slack']);
  expect(await requestRoom(at.ctx, incident.id)).toMatchObject({ room: { platform: 'discord' }, standsFor: 'slack' });
});

test('a platform that answers again within 30 seconds keeps its room', async () => {
  await using at = await between('slack');
  fail(at.slack);
  const incident = await at.incident();
  await at.work();
  at.slack.recover();
  await at.pass('20 seconds');
  await at.run({ name: 'open-room', payload: { incidentId: incident.id, automatic: true, platform: 'slack' } });
  await at.work();
  await at.pass('1 minute');
  await at.work();
  expect(await open(at)).toEqual(['console', 'slack']);
  expect(await told(at)).toEqual([]);
});

test.each<[what: string, how: ReturnType<typeof refuse>]>([
  ['revoked our token', refuse('token_revoked', { forAll: true })],
  ['asks us to wait for an hour', refuse('rate_limited', { retry: true, retryAfterSeconds: 3600 })],
  ['lets us make no rooms', refuse('missing_scope')],
])('a platform that %s does not get its 30 seconds', async (_, how) => {
  await using at = await between('slack');
  fail(at.slack, how);
  await at.incident();
  await at.work();
  await at.pass('0 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord']);
});

test('with no other platform left the console’s room leads, and once the primary is back its room opens and says where people are', async () => {
  await using at = await between('slack');
  fail(at.slack);
  fail(at.discord);
  const incident = await at.incident();
  await at.work();
  await at.pass('31 seconds');
  await at.work();
  await at.pass('31 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console']);
  expect(await lines(at)).toEqual(['room_moved Slack Discord', 'room_moved Discord the console']);
  expect(await told(at)).toEqual([`alice CHAT rooms.told_away_console https://imas.example.com/#/incident/INC-1`, `alice SMS rooms.told_away_console https://imas.example.com/#/incident/INC-1`]);
  at.slack.recover();
  await catchUp(at.ctx, 'slack', true);
  await at.work();
  expect(await open(at)).toEqual(['console', 'slack']);
  expect(cardIn(at.slack)).toMatch(/does not lead any more.*incident\/back/);
  expect((await back(at, incident.id)).outcome).toBe('back');
  await at.work();
  expect((await cardFacts(at.ctx, incident.id)).standsBy).toBeUndefined();
  expect(cardIn(at.slack)).not.toContain('incident/back');
});

test('where only rooms are refused and there is nowhere else, the twin in the console is the room and nobody is woken for it', async () => {
  await using at = await twoPlatforms();
  fail(at.slack, refuse('missing_scope'), ['open']);
  await at.incident();
  await at.work();
  await at.pass('1 minute');
  await at.work();
  expect(await lines(at)).toEqual(['room_refused Slack']);
  expect(await told(at)).toEqual([]);
});

test('a room whose platform goes away opens elsewhere, and the one that was left says so when it can be written in again', async () => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  fail(at.slack);
  await noteOutage(at.ctx, 'slack', { atOnce: false, forAll: true });
  await at.pass('20 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'slack']);
  await at.pass('11 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord', 'slack']);
  expect((await cardFacts(at.ctx, incident.id)).room?.link).toContain('discord.example.com');
  // Who comes now comes to where people are.
  await at.db.sql`insert into incident_people (incident_id, user_id, role) values (${incident.id}, ${at.night.bea}, 'responder')`;
  at.slack.recover();
  await endOutage(at.ctx, 'slack');
  await at.run({ name: 'invite-to-room', payload: { incidentId: incident.id } });
  await at.run({ name: 'tell-moved', payload: { incidentId: incident.id } });
  await catchUp(at.ctx, 'slack', true);
  await at.work();
  expect([...at.discord.rooms.values()][0]!.members.toSorted()).toEqual([at.night.alice, at.night.bea].toSorted());
  expect([...at.slack.rooms.values()][0]!.members).toEqual([at.night.alice]);
  expect(cardIn(at.slack)).toMatch(/does not lead any more/);
  expect(at.slack.said.filter(({ key }) => key.startsWith('room-moved')).map(({ card }) => card.title)).toEqual([expect.stringMatching(/INC-1 is worked on in #inc-1-redis-prod on Discord now: https:\/\/discord/)]);

  expect(await back(at, incident.id)).toMatchObject({ outcome: 'back', home: 'slack' });
  await at.work();
  expect([...at.slack.rooms.values()][0]!.members.toSorted()).toEqual([at.night.alice, at.night.bea].toSorted());
  expect((await cardFacts(at.ctx, incident.id)).room?.link).toContain('chat.example.com');
  expect((await lines(at)).at(-1)).toBe('room_returned Slack');
  expect(at.discord.said.filter(({ key }) => key.startsWith('room-moved')).map(({ card }) => card.title)).toEqual([expect.stringMatching(/INC-1 is worked on in #inc-1-redis-prod on Slack now/)]);
  expect((await told(at)).filter((line) => line.includes('told_back'))).toEqual([expect.stringMatching(/^alice CHAT/), expect.stringMatching(/^bea CHAT/)]);
});

test.each<[what: string, how: ReturnType<typeof refuse>, moves: boolean]>([
  ['answers nothing but faults for 30 seconds', gone, true],
  ['asks us to wait for an hour', refuse('rate_limited', { retry: true, retryAfterSeconds: 3600 }), true],
  ['asks us to wait for a minute', refuse('rate_limited', { retry: true, retryAfterSeconds: 60 }), false],
  ['does not take this one change', refuse('invalid_blocks'), false],
])('a room whose card cannot be changed because the platform %s: does it move? %#', async (_, how, moves) => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  fail(at.slack, how, ['edit']);
  await acknowledge(await as(at, at.night.alice), incident.id);
  await at.work();
  await at.pass('31 seconds');
  await at.work();
  expect((await open(at)).includes('discord')).toBe(moves);
});

test('what stands by goes away as well: the room goes home where that works again', async () => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await at.pass('0 seconds');
  await at.work();
  await endOutage(at.ctx, 'slack');
  fail(at.discord);
  await noteOutage(at.ctx, 'discord', { atOnce: false, forAll: true });
  await at.pass('31 seconds');
  await at.work();
  expect(await leadsAt(at, incident.id)).toEqual(['https://chat.example.com', undefined]);
  expect(await lines(at)).toEqual(['room_opened Slack', 'room_moved Slack Discord', 'room_opened Discord', 'room_moved Discord Slack']);
});

test('a refusal that moves the room is told as that, once', async () => {
  await using at = await between('slack');
  fail(at.slack, refuse('missing_scope'), ['open']);
  await at.incident();
  await at.work();
  await at.pass('0 seconds');
  await at.work();
  expect(await lines(at)).toEqual(['room_moved Slack Discord', 'room_opened Discord']);
});

test('a room that was being opened when the platform went away is found when that is told again', async () => {
  await using at = await between('slack');
  const outage = { atOnce: true, forAll: true };
  await noteOutage(at.ctx, 'slack', outage);
  await at.incident();
  await at.work();
  expect(await open(at)).toEqual(['console', 'slack']);
  await noteOutage(at.ctx, 'slack', outage);
  await at.pass('0 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord', 'slack']);
});

test('a room that waited for its platform until the incident was over is not opened any more', async () => {
  await using at = await between('slack');
  const incident = await movedFromSlack(at);
  await back(at, incident.id);
  await resolve(await as(at, at.night.admin), incident.id);
  await at.work();
  at.slack.recover();
  await catchUp(at.ctx, 'slack', true);
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord']);
});

test('two replicas that look at once move the room once', async () => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await Promise.all([1, 2, 3].map(() => at.run({ name: 'stand-by', payload: { incidentId: incident.id } })));
  await at.work();
  expect((await lines(at)).filter((line) => line.startsWith('room_moved'))).toHaveLength(1);
  expect(at.discord.rooms.size).toBe(1);
  expect(await told(at)).toHaveLength(2);
});

test('incidents that are over, and teams whose rooms are in the console, stay as they are', async () => {
  await using at = await between('slack');
  const [over, here] = [await at.incident(), await at.incident()];
  await at.work();
  await resolve(await as(at, at.night.admin), over.id);
  await at.db.sql`delete from rooms where incident_id = ${here.id} and platform <> 'console'`;
  await at.db.sql`update teams set primary_platform = ${'console' satisfies PlatformName}`;
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  for (const { id } of [over, here]) await at.run({ name: 'stand-by', payload: { incidentId: id } });
  expect(await at.db.sql`select 1 from room_leads`).toHaveLength(0);
});
