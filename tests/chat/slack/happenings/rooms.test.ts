import { expect, test } from 'vitest';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { aSlackRoom, type SlackRoom } from './a-room.ts';

const heardAt = async ({ db, incident }: SlackRoom) => (await db.sql<{ room: Date | null; incident: Date | null }[]>`
  select r.last_human_at as room, i.last_human_at as incident from rooms r join incidents i on i.id = r.incident_id where i.id = ${incident.id} and r.platform = 'slack'`)[0]!;
const lost = async ({ db, room }: SlackRoom) => (await db.sql<{ lost: boolean }[]>`select lost_at is not null as lost from rooms where place_id = ${room}`)[0]!.lost;

test('whoever writes in the room, account or not, shows that somebody is at work; elsewhere nobody does', async () => {
  await using it = await aSlackRoom();
  await it.zoe.write(it.channel, 'hello');
  await it.settled();
  expect((await heardAt(it)).room).toBeNull();
  await it.zoe.write(it.room, 'hello');
  await it.settled();
  const { room, incident } = await heardAt(it);
  expect(room).toBeInstanceOf(Date);
  expect(incident).toEqual(room);
});

test('what is said next in the room is not written down anew, and our own messages never are', async () => {
  await using it = await aSlackRoom();
  await it.web.call('chat.postMessage', { channel: it.room, text: 'INC-1' }, { lane: 'talk' });
  await it.settled();
  expect((await heardAt(it)).room).toBeNull();
  await it.zoe.write(it.room, 'hello');
  await it.settled();
  const before = await heardAt(it);
  await it.bea.write(it.room, 'hello');
  await it.settled();
  expect(await heardAt(it)).toEqual(before);
});

test('a later joiner is welcomed once, in private, with how it stands; whoever is there from the start is not', async () => {
  await using it = await aSlackRoom();
  await it.bea.joins(it.room);
  await it.settled();
  expect(it.slack.ephemeralsFor(it.bea.id)).toEqual([]);
  await it.db.advance('3 minutes');
  await it.zoe.joins(it.room);
  await it.zoe.joins(it.room);
  await it.settled();
  expect(it.slack.ephemeralsFor(it.zoe.id).map(wordsOf)).toEqual([expect.stringMatching(/room of INC-1[^]*Redis is down[^]*SEV1 · [^]*led by max[^]*Acknowledge/)]);
});

test('joining any other channel is nobody’s business', async () => {
  await using it = await aSlackRoom();
  await it.db.advance('3 minutes');
  await it.zoe.joins(it.channel);
  await it.settled();
  expect(it.slack.ephemeralsFor(it.zoe.id)).toEqual([]);
});

test('a channel that lets us in has the cards that it refused', async () => {
  await using it = await aSlackRoom();
  const [incidentId, place] = [it.incident.id, it.channel];
  await it.db.sql`insert into posted_cards (subject, incident_id, purpose, platform, place_id, place_kind, failed, failed_at) values (${`incident:${incidentId}`}, ${incidentId}, 'team', 'slack', ${place}, 'channel', 'not_in_channel', imas_now())`;
  it.db.jobs.length = 0;
  await it.slack.as(it.slack.world.botUser).joins(place);
  await it.settled();
  expect(it.db.jobs).toEqual([{ name: 'update-cards', payload: { incidentId, platform: 'slack' }, options: { key: `${incidentId}:slack` } }]);
  expect(await it.db.sql`select failed_at from posted_cards where place_id = ${place}`).toEqual([{ failed_at: null }]);
});

test.each([['archived', (it: SlackRoom) => it.slack.archiveByHand(it.room)], ['deleted', (it: SlackRoom) => it.slack.deleteByHand(it.room)]] as const)('a room that was %s by hand is lost', async (_, doing) => {
  await using it = await aSlackRoom();
  await doing(it);
  await it.settled();
  expect([await lost(it), it.told]).toEqual([true, []]);
});

test('a room out of the archive goes on', async () => {
  await using it = await aSlackRoom();
  await it.slack.archiveByHand(it.room);
  await it.settled();
  await it.slack.unarchiveByHand(it.room);
  await it.settled();
  expect(await lost(it)).toBe(false);
});

test('a room that we close is not lost', async () => {
  await using it = await aSlackRoom();
  await it.db.sql`update rooms set closing_at = imas_now()`;
  await it.slack.archiveByHand(it.room);
  await it.settled();
  expect(await lost(it)).toBe(false);
});

test('of a team’s channel that is gone the administrators are told; of others they are not', async () => {
  await using it = await aSlackRoom();
  await it.db.sql`update teams set slack_channel_id = ${it.channel} where name = 'SRE Core'`;
  await it.slack.archiveByHand(it.slack.addChannel({ name: 'lunch' }).id);
  await it.slack.archiveByHand(it.channel);
  await it.settled();
  expect(it.told).toEqual([`is_archived ${it.channel}`]);
});

test('after the app was removed health says so', async () => {
  await using it = await aSlackRoom();
  it.slack.revokeToken();
  const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'app_uninstalled' } });
  await it.inbound.handle({ raw: body, headers: new Headers({ 'content-type': 'application/json', ...it.slack.signed(body) }) });
  await it.settled();
  expect(it.web.health()).toMatchObject({ ok: false, detail: expect.stringContaining('token_revoked') });
});
