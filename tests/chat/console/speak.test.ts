import { expect, test } from 'vitest';
import type { PlaceView } from '../../../src/chat/console/contract.ts';
import { aPeopledDatabase, someone } from '../../domain/people/someone.ts';
import { ask } from '../../http/a-server.ts';
import { aConsole, aVisitor, card, type Console, type Visitor } from './a-console.ts';
import { anIncident } from './an-incident.ts';

const placeOf = async (who: Visitor, at: Console, kind: PlaceView['kind']) => (await who.state(at)).places.find((place) => place.kind === kind)!.id;
const messagesOf = async (who: Visitor, at: Console, place: string) => (JSON.parse((await who.get(at, `messages?place=${place}`)).body) as { messages: { card?: { title: string }; text?: string }[] }).messages;

test('a phrase goes to the dispatcher with its speaker and place, and a private answer to the asker alone', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const userId = await someone(db, 'ann', 'Viewers');
  const ann = await aVisitor(db, userId);
  const place = await placeOf(ann, at, 'channel');
  const got = JSON.parse((await ann.post(at, 'say', { place, text: ' /incident list' })).body) as unknown;
  expect(got).toMatchObject({ kind: 'answer', answer: { private: true, card: { title: '/incident list' } } });
  expect(at.dispatch.heard).toEqual([{ from: { userId, via: 'console', place: { platform: 'console', id: place, kind: 'channel' }, ip: '127.0.0.1' }, what: '/incident list' }]);
  expect(await messagesOf(ann, at, place)).toEqual([]);
});

test('a public answer is posted where it was asked', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  at.dispatch.private = false;
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const place = await placeOf(ann, at, 'channel');
  await ann.post(at, 'press', { place, command: 'incident/ack', args: { incident: 'INC-1' } });
  await ann.post(at, 'submit', { place, command: 'incident/note', args: {}, values: { note: 'x' } });
  await ann.post(at, 'press', { command: 'incident/list', args: {} });
  expect((await messagesOf(ann, at, place)).map((message) => message.card!.title)).toEqual(['incident/ack {"incident":"INC-1"}', 'incident/note {"note":"x"}']);
});

test('Viewers read, but do not write', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const place = await placeOf(ann, at, 'channel');
  expect((await ann.post(at, 'say', { place, text: 'hello' })).status).toBe(403);
  expect(await messagesOf(ann, at, place)).toEqual([]);
});

test('words in a room keep its incident alive', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Responders'));
  const incident = await anIncident(db);
  const room = await at.platform.places.open({ name: 'inc-1-x', title: 'x', topic: '', key: `room:${incident.id}`, isPrivate: false, links: [] });
  await ann.post(at, 'say', { place: room.id, text: 'I see it too' });
  const [after] = await db.sql<{ heard: boolean }[]>`select last_human_at is not null as heard from incidents`;
  expect(after!.heard).toBe(true);
  await ann.post(at, 'say', { place: room.id, text: '/note hello' });
  expect(at.dispatch.heard[0]!.from.incident).toBe(incident.shortId);
});

test.each([['incident list', '/incident list'], ['what is wrong?', undefined]])('in the direct conversation “%s” is heard as %s', async (text, heard) => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const got = JSON.parse((await ann.post(at, 'say', { place: await placeOf(ann, at, 'direct'), text })).body) as unknown;
  expect(at.dispatch.heard.map(({ what }) => what)).toEqual(heard === undefined ? [] : [heard]);
  expect(got).toMatchObject({ kind: 'answer', answer: { private: true, card: { title: heard ?? 'I did not understand that' } } });
});

test.each([
  ['words with a NUL and half a character', { text: 'a\0b\ud800c' }, 200],
  ['no words', { text: '   ' }, 400],
  ['too many words', { text: 'x'.repeat(5000) }, 400],
  ['a place that is none', { place: 'x', text: 'hi' }, 404],
  ['a place with a NUL', { place: '\0', text: 'hi' }, 404],
  ['another shape', { text: { a: 1 } }, 400],
])('%s', async (_, body, status) => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Responders'));
  const place = await placeOf(ann, at, 'channel');
  expect((await ann.post(at, 'say', { place, ...body })).status).toBe(status);
  expect((await messagesOf(ann, at, place)).map((message) => message.text)).toEqual(status === 200 ? ['ab\ufffdc'] : []);
});

test('a body over its limit is refused', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Responders'));
  expect((await ann.post(at, 'read', { place: 'x'.repeat(5000) })).status).toBe(413);
});

test('a hostile card comes as JSON that no browser takes for a page', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  const place = await placeOf(ann, at, 'channel');
  const hostile = '</script><script>alert(1)</script>\u2028<img src=x onerror=alert(1)>';
  await at.platform.say({ platform: 'console', id: place, kind: 'channel' }, card(hostile), { key: 'k' });
  const got = await ann.get(at, `messages?place=${place}`);
  expect(got.headers['content-type']).toBe('application/json');
  expect(got.headers['x-content-type-options']).toBe('nosniff');
  expect(got.headers['cache-control']).toBe('no-store');
  expect(await messagesOf(ann, at, place)).toMatchObject([{ card: { title: hostile } }]);
});

test('completion is asked for where one stands', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  expect((await ann.get(at, `complete?place=${await placeOf(ann, at, 'channel')}&text=${encodeURIComponent('/incident')}`)).body).toBe('[{"value":"/incident list","label":"list"}]');
  expect((await ann.get(at, 'complete-field?command=incident/assign&field=team&typed=s')).body).toBe('[{"value":"incident/assign team","label":"s"}]');
});

test('refusals are in the reader’s language', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const userId = await someone(db, 'ann', 'Viewers');
  await db.sql`update users set language = 'fr' where id = ${userId}`;
  const ann = await aVisitor(db, userId);
  expect(JSON.parse((await ann.get(at, 'messages?place=x')).body)).toMatchObject({ title: 'Introuvable' });
  expect((await ann.state(at)).me).toMatchObject({ language: 'fr' });
});

test('the page and its files are served with a tag, compressed, and nothing beside them', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  for (const path of ['/', '/sign-in']) expect((await ask(at.origin, path)).body).toContain('<title>IMAS</title>');
  const script = await ask(at.origin, '/assets/main.js');
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect((await ask(at.origin, '/assets/main.js', { headers: { 'if-none-match': script.headers.etag! } })).status).toBe(304);
  expect((await ask(at.origin, '/assets/main.js', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding']).toBe('gzip');
  for (const path of ['/assets/..%2fpackage.json', '/assets/package.json', '/assets/']) expect((await ask(at.origin, path)).status).toBe(404);
});
