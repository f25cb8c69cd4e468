import { expect, test } from 'vitest';
import { ensureChannel, ensureIncidentsChannel } from '../../../src/chat/console/channels.ts';
import { consolePlatform } from '../../../src/chat/console/platform.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { editTeam } from '../../../src/domain/people/edit-team.ts';
import { aPeopledDatabase, someone } from '../../domain/people/someone.ts';
import { aConsole, aVisitor, card } from './a-console.ts';

const room = (key: string, name = 'inc-1-redis') => ({ name, title: 'Redis', topic: '', key, isPrivate: false, links: [] });

test('however many open a room of one key, there is one', async () => {
  await using db = await aPeopledDatabase();
  const { places } = consolePlatform({ sql: db.sql });
  const opened = await Promise.all([1, 2, 3, 4].map(() => places.open(room('a'))));
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
});

test('a name that is taken gets a number', async () => {
  await using db = await aPeopledDatabase();
  const { places } = consolePlatform({ sql: db.sql });
  for (const key of ['a', 'b', 'c']) await places.open(room(key));
  const names = await db.sql<{ name: string }[]>`select name from console_places order by created_at, name`;
  expect(names.map(({ name }) => name).toSorted()).toEqual(['inc-1-redis', 'inc-1-redis-2', 'inc-1-redis-3']);
});

test('the team Incidents does not take everybody’s channel', async () => {
  await using db = await aPeopledDatabase();
  const { id: teamId } = await createTeam(db.ctx(), { name: 'Incidents' });
  await ensureChannel(db.sql, { teamId });
  await ensureIncidentsChannel(db.sql);
  const places = await db.sql<{ key: string; name: string }[]>`select key, name from console_places order by key`;
  expect([...places]).toEqual([{ key: 'incidents', name: 'incidents' }, { key: `team:${teamId}`, name: 'incidents-team' }]);
});

test('a renamed team takes its channel along', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const { id } = await createTeam(db.ctx(), { name: 'SRE' });
  expect((await ann.state(at)).places).toContainEqual(expect.objectContaining({ name: 'sre', title: 'Team SRE' }));
  await editTeam(db.ctx(), id, { name: 'Platform' });
  const names = (await ann.state(at)).places.map(({ title }) => title);
  expect(names).toContain('Team Platform');
  expect(names).not.toContain('Team SRE');
});

test('a message of one key is posted once and found again', async () => {
  await using db = await aPeopledDatabase();
  const platform = consolePlatform({ sql: db.sql });
  const place = await platform.places.open(room('a'));
  const posted = await Promise.all([1, 2, 3].map(() => platform.say(place, card('x'), { key: 'k' })));
  expect(new Set(posted.map(({ id }) => id)).size).toBe(1);
  expect(await platform.findByKey(place, 'k')).toEqual(posted[0]);
  expect(await platform.findByKey(place, 'other')).toBeUndefined();
});

test('a closed room has its farewell and can be read, but not written in', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Operators'));
  const place = await at.platform.places.open(room('a'));
  await at.platform.places.close(place, card('Goodbye'));
  await at.platform.places.close(place, card('Goodbye'));
  expect(JSON.parse((await ann.get(at, `messages?place=${place.id}`)).body)).toMatchObject({ messages: [{ card: { title: 'Goodbye' } }], more: false });
  expect((await ann.post(at, 'say', { place: place.id, text: 'hello' })).status).toBe(409);
  expect((await ann.state(at)).places.find(({ id }) => id === place.id)).toMatchObject({ archived: true });
});

test('whoever cannot be invited is named', async () => {
  await using db = await aPeopledDatabase();
  const platform = consolePlatform({ sql: db.sql });
  const annId = await someone(db, 'ann', 'Viewers');
  const gone = '00000000-0000-4000-8000-000000000000';
  const { failed } = await platform.places.invite(await platform.places.open(room('a')), [annId, gone]);
  expect(failed.map(({ userId }) => userId)).toEqual([gone]);
});

test('of one thing that several are told at once each has a copy of their own', async () => {
  await using db = await aPeopledDatabase();
  const platform = consolePlatform({ sql: db.sql });
  const [ann, ben, cleo] = [await someone(db, 'ann', 'Viewers'), await someone(db, 'ben', 'Viewers'), await someone(db, 'cleo', 'Viewers')];
  // Ben and Ann have been spoken to before; with Cleo it is the first word.
  for (const id of [ann, ben]) await platform.tell(id, card('Hello'), { key: `hello:${id}` });
  const copies = await Promise.all([ann, ben, cleo].map((id) => platform.tell(id, card('Who takes it?'), { key: 'the-same-for-all' })));
  const stored = await db.sql<{ userId: string; message: string }[]>`
    select p.user_id as "userId", m.id::text as message from console_messages m join console_places p on p.id = m.place_id where m.key = 'the-same-for-all'`;
  expect(Object.fromEntries(stored.map(({ userId, message }) => [userId, message]))).toEqual({ [ann]: copies[0]!.id, [ben]: copies[1]!.id, [cleo]: copies[2]!.id });
});

test('telling somebody who is not there fails', async () => {
  await using db = await aPeopledDatabase();
  const platform = consolePlatform({ sql: db.sql });
  await expect(platform.tell('00000000-0000-4000-8000-000000000000', card('x'), { key: 'k' })).rejects.toMatchObject({ code: 'not_found' });
});

test('pages of fifty lead back to the first message', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const place = await at.platform.places.open(room('a'));
  for (let number = 1; number <= 60; number++) await at.platform.say(place, card(`${number}`), { key: `${number}` });
  const page = async (query: string) => JSON.parse((await ann.get(at, `messages?place=${place.id}${query}`)).body) as { messages: { id: string; card: { title: string } }[]; more: boolean };
  const newest = await page('');
  expect([newest.messages.length, newest.messages.at(-1)!.card.title, newest.more]).toEqual([50, '60', true]);
  const older = await page(`&before=${newest.messages[0]!.id}`);
  expect([older.messages.map((message) => message.card.title), older.more]).toEqual([['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'], false]);
});

test('reading clears what is new, and one’s own words never count', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Responders'));
  const bea = await aVisitor(db, await someone(db, 'bea', 'Viewers'));
  const place = (await ann.state(at)).places[0]!.id;
  await ann.post(at, 'say', { place, text: 'one' });
  const unread = async (who: typeof ann) => (await who.state(at)).places.find(({ id }) => id === place)!.unread;
  expect([await unread(ann), await unread(bea)]).toEqual([0, 1]);
  await bea.post(at, 'read', { place });
  expect(await unread(bea)).toBe(0);
});
