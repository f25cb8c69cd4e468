import { expect, test } from 'vitest';
import { endPages } from '../../../src/chat/console/end-pages.ts';
import { aPeopledDatabase, someone } from '../../domain/people/someone.ts';
import { aConsole, aVisitor, card } from './a-console.ts';
import { aStream } from './a-stream.ts';
import { anIncident } from './an-incident.ts';

const isMessage = (event: { type: string }) => event.type === 'message';

test('what is said through one replica arrives at a browser of another', async () => {
  await using db = await aPeopledDatabase();
  await using one = await aConsole(db);
  await using other = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Responders'));
  const bea = await aVisitor(db, await someone(db, 'bea', 'Viewers'));
  const place = (await ann.state(one)).places.find(({ name }) => name === 'incidents')!;
  await using stream = await aStream(other, bea.cookie);
  expect((await ann.post(one, 'say', { place: place.id, text: 'Looking at it' })).body).toBe('{"kind":"said"}');
  expect(await stream.events.next(isMessage)).toMatchObject({ message: { place: place.id, text: 'Looking at it', author: { username: 'ann' }, version: 1 } });
});

test('an edited card arrives with a higher version, and an equal one not at all', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const place = { platform: 'console', id: (await ann.state(at)).places[0]!.id, kind: 'channel' } as const;
  const posted = await at.platform.say(place, card('one'), { key: 'k' });
  await using stream = await aStream(at, ann.cookie);
  await at.platform.edit(posted, card('one'));
  await at.platform.edit(posted, card('two'));
  // Word of the first post may still have been under way when the stream began.
  const edited = (event: { type: string; message?: { version: number } }) => isMessage(event) && event.message?.version !== 1;
  expect(await stream.events.next(edited)).toMatchObject({ message: { version: 2, card: { title: 'two' } } });
});

test('a direct message is heard by its person alone', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const [annId, beaId] = [await someone(db, 'ann', 'Admins'), await someone(db, 'bea', 'Viewers')];
  const [ann, bea] = [await aVisitor(db, annId), await aVisitor(db, beaId)];
  await using hers = await aStream(at, ann.cookie);
  await using theirs = await aStream(at, bea.cookie);
  const told = await at.platform.tell(beaId, card('for bea'), { key: 'k' });
  const channel = (await ann.state(at)).places[0]!;
  await ann.post(at, 'say', { place: channel.id, text: 'for all' });
  expect(await theirs.events.next(isMessage)).toMatchObject({ message: { card: { title: 'for bea' } } });
  await hers.events.next((event) => event.type === 'message' && event.message.text === 'for all');
  expect(hers.raw()).not.toContain('for bea');
  expect((await ann.get(at, `messages?place=${told.place.id}`)).status).toBe(404);
  expect((await ann.post(at, 'say', { place: told.place.id, text: '/x' })).status).toBe(404);
  expect((await ann.state(at)).places.map(({ id }) => id)).not.toContain(told.place.id);
});

test('a confidential room is heard and found by its members alone', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const incident = await anIncident(db, { confidential: true });
  const [annId, beaId] = [await someone(db, 'ann', 'Admins'), await someone(db, 'bea', 'Viewers')];
  const [ann, bea] = [await aVisitor(db, annId), await aVisitor(db, beaId)];
  const room = await at.platform.places.open({ name: 'inc-1-leak', title: 'leak', topic: '', key: `room:${incident.id}`, isPrivate: true, links: [] });
  await at.platform.places.invite(room, [beaId]);
  await using outside = await aStream(at, ann.cookie);
  await using inside = await aStream(at, bea.cookie);
  await at.platform.say(room, card('the secret'), { key: 'k' });
  await ann.post(at, 'say', { place: (await ann.state(at)).places[0]!.id, text: 'for all' });
  expect(await inside.events.next(isMessage)).toMatchObject({ message: { card: { title: 'the secret' } } });
  await outside.events.next(isMessage);
  expect(outside.raw()).not.toContain('the secret');
  expect((await ann.state(at)).places.map(({ id }) => id)).not.toContain(room.id);
  expect((await bea.state(at)).places.map(({ id }) => id)).toContain(room.id);
  expect((await ann.get(at, `messages?place=${room.id}`)).status).toBe(404);
});

test('a page rings once, counts in the badge, and is over for everybody when its incident is taken in hand', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const annId = await someone(db, 'ann', 'Responders');
  const ann = await aVisitor(db, annId);
  const incident = await anIncident(db);
  const page = { ...card('SEV1 Redis'), actions: [{ label: 'Acknowledge', command: 'incident/ack', args: { incident: incident.shortId } }] };
  await using stream = await aStream(at, ann.cookie);
  const posted = await at.platform.tell(annId, page, { key: 'page', pages: true });
  expect(await stream.events.next((event) => event.type === 'page')).toEqual({ type: 'page', incident: incident.shortId, notice: 'SEV1 Redis', place: posted.place.id });
  expect((await ann.state(at)).places.find(({ kind }) => kind === 'direct')).toMatchObject({ pages: 1, unread: 1 });
  await at.platform.edit(posted, { ...page, title: 'SEV1 Redis, again' });
  await stream.events.next((event) => event.type === 'message' && event.message.version === 2);
  await endPages(db.sql, { incidentId: incident.id });
  const last = await stream.events.next((event) => event.type === 'message' && event.message.version === 3);
  expect(last).not.toHaveProperty('message.page');
  expect((await ann.state(at)).places.find(({ kind }) => kind === 'direct')).toMatchObject({ pages: 0 });
  expect(stream.events.all.filter((event) => event.type === 'page')).toHaveLength(1);
  // The conversation is there by now: the second page takes the quick way.
  await at.platform.tell(annId, { ...page, title: 'SEV1 Postgres' }, { key: 'second page', pages: true });
  expect((await ann.state(at)).places.find(({ kind }) => kind === 'direct')).toMatchObject({ pages: 1 });
});

test('changes of incidents ask browsers for their state anew, many at once only twice', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  await using stream = await aStream(at, ann.cookie);
  await stream.events.next((event) => event.type === 'state');
  for (let change = 0; change < 20; change++) await db.sql`select pg_notify('imas_state', ${String(change)})`;
  await stream.events.next((event) => event.type === 'state');
  await stream.events.next((event) => event.type === 'state');
  expect(stream.events.all.filter((event) => event.type === 'state').length).toBeLessThanOrEqual(4);
});

test('when the listening connection is lost, browsers are sent away to come back, and hear again', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Responders'));
  const place = (await ann.state(at)).places[0]!.id;
  await using lost = await aStream(at, ann.cookie);
  await db.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`;
  await lost.ended;
  await using back = await aStream(at, ann.cookie);
  await ann.post(at, 'say', { place, text: 'still here' });
  expect(await back.events.next(isMessage)).toMatchObject({ message: { text: 'still here' } });
});

test('streams end when the server closes', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  await using stream = await aStream(at, ann.cookie);
  const closed = at.close();
  await stream.ended;
  await closed;
});

test('a heartbeat keeps the line open', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db, { beatMs: 10 });
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  await using stream = await aStream(at, ann.cookie);
  await expect.poll(() => stream.raw()).toContain('\n\n:\n\n');
});

test('nobody hears without a session', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  await expect(aStream(at, 'imas_session=made-up')).rejects.toThrow('401');
});

test('whoever was called in besides keeps the alarm when somebody has the incident in hand, until they answer', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const [annId, beaId] = [await someone(db, 'ann', 'Responders'), await someone(db, 'bea', 'Responders')];
  const bea = await aVisitor(db, beaId);
  const incident = await anIncident(db);
  const page = { ...card('SEV1 Redis'), actions: [{ label: 'Acknowledge', command: 'incident/ack', args: { incident: incident.shortId } }] };
  for (const id of [annId, beaId]) await at.platform.tell(id, page, { key: `page ${id}`, pages: true });
  const [run] = await db.sql<{ id: string }[]>`insert into runs (incident_id, number, kind, target, reason, began_at) values (${incident.id}, 900, 'page', ${JSON.stringify({ kind: 'USER', id: beaId })}::jsonb, 'paged', imas_now()) returning id`;
  await db.sql`insert into notifications (incident_id, run_id, user_id, purpose, is_page, means, address, status) values (${incident.id}, ${run!.id}, ${beaId}, 'page', true, 'CHAT', '', 'delivered')`;
  const paged = async () => (await db.sql<{ pages: string[] }[]>`select pages from console_messages where pages <> '{}'`).flatMap((row) => row.pages);
  await endPages(db.sql, { incidentId: incident.id });
  expect(await paged()).toEqual([beaId]);
  expect((await bea.state(at)).places.find(({ kind }) => kind === 'direct')).toMatchObject({ pages: 1 });
  await db.sql`update runs set ended_at = imas_now() where id = ${run!.id}`;
  await endPages(db.sql, { incidentId: incident.id });
  expect(await paged()).toEqual([]);
});
