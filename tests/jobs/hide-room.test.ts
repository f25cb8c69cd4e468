import { expect, test } from 'vitest';
import { catchUp } from '../../src/chat/posted/catch-up.ts';
import { listAudit } from '../../src/domain/audit/list-audit.ts';
import { editIncident } from '../../src/domain/incidents/edit.ts';
import { sayIn } from '../../src/texts/say.ts';
import type { Job } from '../../src/queue.ts';
import { refuse } from '../fakes/a-platform.ts';
import { as, between, cardIn } from './moving-rooms.ts';
import type { TwoPlatforms } from './two-platforms.ts';

const told = async (at: TwoPlatforms): Promise<string[]> => (await at.db.sql<{ notice: { title: Parameters<typeof say>[0] }; name: string }[]>`select n.notice, u.username as name from notifications n join users u on u.id = n.user_id where n.notice is not null`).map(({ notice, name }) => `${name}: ${say(notice.title)}`);
const say = ({ key, params }: { key: Parameters<ReturnType<typeof sayIn>>[0]; params: Record<string, string> }): string => sayIn('en')(key, params);
const rooms = (at: TwoPlatforms) => at.db.sql<{ place_id: string; is_private: boolean }[]>`select place_id, is_private from rooms where platform <> 'console' and archived_at is null and lost_at is null`;

/** An incident with its public room, which alice makes confidential. */
async function hiding(home: 'slack' | 'discord') {
  const at = await between(home);
  const incident = await at.incident();
  await at.work();
  const [before] = await rooms(at);
  return { ...at, subject: incident, before: before!.place_id, hide: async () => editIncident(await as(at, at.night.alice), incident.id, { isPrivate: true }) };
}

test('where a room can be hidden it is, whoever is in it stays, and who did it is told', async () => {
  await using at = await hiding('discord');
  await at.hide();
  expect(await at.work()).toEqual([]);
  expect(await rooms(at)).toEqual([{ place_id: at.before, is_private: true }]);
  expect(at.discord.rooms.get(at.before)).toMatchObject({ isPrivate: true, isClosed: false, members: [at.night.alice] });
  expect(cardIn(at.discord)).toMatch(/Redis is down/);
  expect(await told(at)).toEqual(['alice: INC-1: only those who were invited see #inc-1-redis-prod on Discord now']);
});

test('where it cannot, a private room takes its place, and the public one closes with nothing of ours that says what it is about', async () => {
  await using at = await hiding('slack');
  await at.hide();
  expect(await at.work()).toEqual([]);
  const old = at.slack.rooms.get(at.before)!;
  expect(old).toMatchObject({ isClosed: true, name: 'inc-1-closed', topic: '' });
  expect(JSON.stringify([old.farewell, at.slack.said.filter(({ place }) => place === at.before).map(({ card }) => card)])).not.toMatch(/redis/i);
  const [now] = await rooms(at);
  expect([now!.place_id === at.before, now!.is_private]).toEqual([false, true]);
  expect(at.slack.rooms.get(now!.place_id)).toMatchObject({ isPrivate: true, isClosed: false, members: [at.night.alice] });
  expect(await told(at)).toEqual(['alice: INC-1: #inc-1-redis-prod on Slack is closed, and a private room takes its place']);
  expect(await at.db.sql`select 1 from timeline where kind in ('room_lost', 'room_closed')`).toHaveLength(0);
});

test('a card that somebody has in hand is waited for: it would be drawn after the room was left', async () => {
  await using at = await hiding('slack');
  await at.db.sql`update posted_cards set lease_by = 7 where place_id = ${at.before}`;
  await at.hide();
  const job: Job = { name: 'hide-room', payload: { incidentId: at.subject.id, platform: 'slack' } };
  at.db.jobs.length = 0;
  await at.run(job);
  expect(at.slack.rooms.get(at.before)!.isClosed).toBe(false);
  expect(at.db.jobs).toMatchObject([{ ...job, options: { delaySeconds: 2 } }]);
  await at.db.sql`update posted_cards set lease_by = null where place_id = ${at.before}`;
  await at.run(job);
  await at.work();
  expect(at.slack.rooms.get(at.before)!.isClosed).toBe(true);
  expect((await rooms(at)).map((room) => room.is_private)).toEqual([true]);
});

test('a process that falls after it closed the room leaves the rest to the next', async () => {
  await using at = await hiding('slack');
  await at.hide();
  const { close } = at.slack.places;
  at.slack.places.close = async (...left) => { await close(...left); throw new Error('the process fell'); };
  expect(await at.work()).toEqual(['hide-room: the process fell']);
  at.slack.places.close = close;
  at.slack.instead.edit = async (place) => { if (place === at.before) await refuse('is_archived', { gone: true })(); };
  await at.run({ name: 'hide-room', payload: { incidentId: at.subject.id, platform: 'slack' } });
  await at.work();
  expect((await rooms(at)).map((room) => room.is_private)).toEqual([true]);
});

test('a platform that refuses leaves the room as it was, and whoever believes otherwise is told', async () => {
  await using at = await hiding('discord');
  at.discord.instead.hide = refuse('50013');
  await at.hide();
  await at.work();
  expect(await rooms(at)).toEqual([{ place_id: at.before, is_private: false }]);
  expect(cardIn(at.discord)).not.toMatch(/Redis is down/);
  expect(await told(at)).toContain('alice: INC-1: #inc-1-redis-prod on Discord is as public as before: It said 50013');
});

test('a platform that is not connected then makes up for it when it is', async () => {
  await using at = await hiding('discord');
  at.platforms.delete('discord');
  await at.hide();
  await at.work();
  at.platforms.set('discord', at.discord);
  await catchUp(at.ctx, 'discord', true);
  await at.work();
  expect(await rooms(at)).toEqual([{ place_id: at.before, is_private: true }]);
});

test('a room that is being opened while its incident becomes confidential is hidden', async () => {
  await using at = await between('discord');
  const incident = await at.incident();
  at.discord.instead.open = async () => { await editIncident(at.ctx, incident.id, { isPrivate: true }); };
  expect(await at.work()).toEqual([]);
  expect((await rooms(at)).map((room) => room.is_private)).toEqual([true]);
});

test('the audit log says nothing of what a confidential incident is about, not even of before', async () => {
  await using at = await hiding('discord');
  await editIncident(at.ctx, at.subject.id, { title: 'Redis leaks keys' });
  await at.hide();
  const { rows } = await listAudit(await as(at, at.night.admin), { objectKind: 'incident' });
  expect(rows.length).toBeGreaterThan(2);
  expect(JSON.stringify(rows)).not.toMatch(/redis/i);
});
