import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarRoutes } from '../../../src/http/routes/calendars.ts';
import { addFeed } from '../../../src/domain/oncall/calendar/add-feed.ts';
import { endFeeds } from '../../../src/domain/oncall/calendar/end-feeds.ts';
import { disableUser } from '../../../src/domain/people/disable-user.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { aServer, ask } from '../a-server.ts';
import { as, aPeopledDatabase, aTeam, someone } from '../../domain/people/someone.ts';

/** A team with one person who hands over to another in an hour, and the doors. */
async function aSchedule() {
  const database = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(database, 'SRE', ['alice', 'bea']);
  const [{ hour }] = await database.sql<[{ hour: Date }]>`select date_trunc('hour', imas_now()) as hour`;
  const at = (hours: number) => new Date(hour.getTime() + hours * 3_600_000);
  const shift = async (userId: string, from: number, to: number, level = 1) => (await database.sql<[{ id: string }]>`
    insert into shifts (team_id, user_id, level, starts_at, ends_at) values (${teamId}, ${userId}, ${level}, ${at(from)}, ${at(to)}) returning id`)[0].id;
  const server = await aServer({ routes: [calendarRoutes], context: (actor) => database.ctx(actor) });
  return {
    database, teamId, ids, at, shift,
    feed: async (userId: string, team: string | null, renew = false) => (await addFeed(database.ctx(await as(database, userId)), { teamId: team, renew })).secret,
    get: (secret: string, headers: Record<string, string> = {}) => ask(server.origin, `/calendar/${secret}.ics`, { headers }),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What a calendar program makes of it. */
function read(body: string) {
  const calendar = new ICAL.Component(ICAL.parse(body) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return { uid: event.uid, summary: event.summary, start: event.startDate.toJSDate(), end: event.endDate.toJSDate(), zone: event.startDate.zone?.tzid };
  });
}

test("a person's calendar has their turns of all teams, each from and to the instant it says, in UTC", async () => {
  await using it = await aSchedule();
  await it.shift(it.ids.alice, -1, 1);
  await it.shift(it.ids.bea, 1, 9);
  await it.shift(it.ids.alice, 9, 33);
  await it.shift(it.ids.alice, 1, 9, 2);
  const { status, headers, body } = await it.get(await it.feed(it.ids.alice, null));
  expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(read(body).map(({ uid: _, ...event }) => event)).toEqual([
    { summary: 'On call: SRE', start: it.at(-1), end: it.at(1), zone: 'UTC' },
    { summary: 'Backup: SRE', start: it.at(1), end: it.at(9), zone: 'UTC' },
    { summary: 'On call: SRE', start: it.at(9), end: it.at(33), zone: 'UTC' },
  ]);
});

test("a team's calendar has everybody's turns", async () => {
  await using it = await aSchedule();
  await it.shift(it.ids.alice, -1, 1);
  await it.shift(it.ids.bea, 1, 9);
  expect(read((await it.get(await it.feed(it.ids.alice, it.teamId))).body).map(({ summary }) => summary)).toEqual(['alice is on call', 'bea is on call']);
});

test('a turn that is moved, shortened or interrupted keeps its name, so that no program shows it twice', async () => {
  await using it = await aSchedule();
  const id = await it.shift(it.ids.alice, 2, 50);
  const secret = await it.feed(it.ids.alice, it.teamId);
  const [before] = read((await it.get(secret)).body);
  await it.database.sql`update shifts set ends_at = ${it.at(40)} where id = ${id}`;
  await it.database.sql`insert into overrides (team_id, level, user_id, starts_at, ends_at) values (${it.teamId}, 1, ${it.ids.bea}, ${it.at(10)}, ${it.at(12)})`;
  const after = read((await it.get(secret)).body);
  expect(after.map(({ start, end }) => [start, end])).toEqual([[it.at(2), it.at(10)], [it.at(10), it.at(12)], [it.at(12), it.at(40)]]);
  expect(after[0]!.uid).toBe(before!.uid);
  expect(new Set(after.map(({ uid }) => uid)).size).toBe(3);
});

test('it holds the past 30 days and the next 180, and a long turn stays one', async () => {
  await using it = await aSchedule();
  await it.shift(it.ids.alice, -40 * 24, -31 * 24);
  await it.shift(it.ids.alice, -31 * 24, -29 * 24);
  await it.shift(it.ids.bea, 0, 400 * 24);
  const events = read((await it.get(await it.feed(it.ids.alice, it.teamId))).body);
  expect(events.map(({ start }) => start)).toEqual([it.at(-31 * 24), it.at(0)]);
  expect(events[1]!.end.getTime()).toBeLessThan(it.at(181 * 24).getTime());
});

test('a pin is shown from today on, under one name', async () => {
  await using it = await aSchedule();
  await setOnCall(it.database.ctx(), { teamId: it.teamId, userId: it.ids.bea });
  const secret = await it.feed(it.ids.bea, null);
  const [today] = read((await it.get(secret)).body);
  expect(today!.start.getTime()).toBeGreaterThan(it.at(-25).getTime());
  await it.database.advance('3 days');
  const [later] = read((await it.get(secret)).body);
  expect(later!.uid).toBe(today!.uid);
});

test('whoever has it already is told so, and the instant of its last change moves only when something changed', async () => {
  await using it = await aSchedule();
  await it.shift(it.ids.alice, 2, 5);
  const secret = await it.feed(it.ids.alice, null);
  const first = await it.get(secret);
  const { etag, 'last-modified': modified } = first.headers as { etag: string; 'last-modified': string };
  await it.database.advance('10 minutes');
  expect((await it.get(secret, { 'if-none-match': `W/${etag}` })).status).toBe(304);
  expect((await it.get(secret, { 'if-modified-since': modified })).status).toBe(304);
  expect((await it.get(secret)).body).toBe(first.body);
  await it.shift(it.ids.alice, 6, 7);
  const changed = await it.get(secret, { 'if-none-match': etag, 'if-modified-since': modified });
  expect([changed.status, changed.headers['last-modified'] === modified]).toEqual([200, false]);
});

test('an address that is unknown, ended, renewed, or of somebody disabled or without the right is the same 404', async () => {
  await using it = await aSchedule();
  const [unknown, ended, renewed, demoted, disabled] = ['x'.repeat(32), await it.feed(it.ids.alice, it.teamId), await it.feed(it.ids.alice, null), await it.feed(it.ids.bea, null), await it.feed(await someone(it.database, 'carl', 'Viewers'), it.teamId)];
  await endFeeds(it.database.ctx(await as(it.database, it.ids.alice)), it.teamId);
  const fresh = await it.feed(it.ids.alice, null, true);
  await it.database.sql`delete from user_groups where user_id = ${it.ids.bea}`;
  await disableUser(it.database.ctx(), { userId: (await it.database.sql<[{ id: string }]>`select id from users where username = 'carl'`)[0].id, otherwise: null });
  const answers = await Promise.all([unknown, ended, renewed, demoted, disabled].map((secret) => it.get(secret)));
  expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [404, 'Not found']));
  expect((await it.get(fresh)).status).toBe(200);
  // Whoever comes back is given no calendar that was ended.
  await it.database.sql`update users set is_active = true where username = 'carl'`;
  expect((await it.get(disabled)).status).toBe(404);
});

test('only a hash of the address is kept', async () => {
  await using it = await aSchedule();
  const secret = await it.feed(it.ids.alice, null);
  const [row] = await it.database.sql<Record<string, unknown>[]>`select * from calendar_feeds`;
  expect(JSON.stringify(row)).not.toContain(secret);
  expect(JSON.stringify(await it.database.sql`select * from audit_log`)).not.toContain(secret);
});
