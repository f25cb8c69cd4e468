import { expect, test } from 'vitest';
import type { IncidentPage } from '../../../src/chat/console/contract.ts';
import { acknowledge } from '../../../src/domain/incidents/acknowledge.ts';
import { addNote } from '../../../src/domain/incidents/note.ts';
import { aPeopledDatabase, as, someone } from '../../domain/people/someone.ts';
import { aConsole, aVisitor } from './a-console.ts';
import { anIncident } from './an-incident.ts';

test('the page of an incident tells who did what, and shows its card and alerts', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const annId = await someone(db, 'ann', 'Responders');
  const ann = await aVisitor(db, annId);
  const { id, shortId } = await anIncident(db);
  const [source] = await db.sql<{ id: string }[]>`insert into sources (name, kind) values ('prometheus', 'alertmanager') returning id`;
  await db.sql`
    insert into alerts (source_id, fingerprint, started_at, received_at, last_seen_at, name, severity, outcome, incident_id, labels, notes)
    values (${source!.id}, 'f', now(), now(), now(), 'RedisDown', 'SEV1_CRITICAL', 'incident', ${id}, '{"cluster":"eu"}', '{"cut"}')`;
  const ctx = db.ctx(await as(db, annId));
  await acknowledge(ctx, shortId);
  await addNote(ctx, shortId, 'no good slave');
  const got = await ann.get(at, `incidents/${shortId.toLowerCase()}`);
  const page = JSON.parse(got.body) as IncidentPage;
  expect(page.incident).toMatchObject({ shortId, title: 'Redis is down', status: 'ACKNOWLEDGED', acknowledgedBy: 'ann', lead: 'ann', mtta: expect.any(Number) as number });
  expect(page.timeline.map(({ who, kind, text }) => [who, kind, text])).toEqual([[undefined, 'acknowledged', 'Acknowledged by ann'], ['ann', 'note', 'no good slave']]);
  expect(page.alerts).toMatchObject([{ name: 'RedisDown', status: 'firing', source: 'prometheus', labels: { cluster: 'eu' }, notes: ['cut'] }]);
  expect(page.card.title).toContain('Redis is down');
});

test.each(['INC-999', 'nonsense', '%00', `${'9'.repeat(40)}`])('there is no page for %s', async (ref) => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const ann = await aVisitor(db, await someone(db, 'ann', 'Viewers'));
  expect((await ann.get(at, `incidents/${ref}`)).status).toBe(404);
});

test('of a confidential incident only its room’s members see the inside', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const { id, shortId } = await anIncident(db, { confidential: true });
  const [annId, beaId] = [await someone(db, 'ann', 'Admins'), await someone(db, 'bea', 'Responders')];
  await at.platform.places.invite(await at.platform.places.open({ name: 'inc-1', title: '', topic: '', key: `room:${id}`, isPrivate: true, links: [] }), [beaId]);
  await addNote(db.ctx(await as(db, beaId)), shortId, 'the secret');
  const page = async (userId: string) => (await (await aVisitor(db, userId)).get(at, `incidents/${shortId}`)).body;
  expect(await page(beaId)).toContain('the secret');
  const outside = await page(annId);
  expect(outside).toContain(`${shortId} · confidential · SEV1`);
  expect(outside).not.toMatch(/the secret|Redis is down/);
  const state = await (await aVisitor(db, annId)).state(at);
  expect(state.openIncidents).toMatchObject([{ shortId, title: `${shortId} · confidential · SEV1` }]);
});

test('open incidents stand beside the chat with their rooms', async () => {
  await using db = await aPeopledDatabase();
  await using at = await aConsole(db);
  const { id, shortId } = await anIncident(db);
  const room = await at.platform.places.open({ name: 'inc-1', title: '', topic: '', key: `room:${id}`, isPrivate: false, links: [] });
  const state = await (await aVisitor(db, await someone(db, 'ann', 'Viewers'))).state(at);
  expect(state.openIncidents).toMatchObject([{ shortId, team: 'SRE', service: 'redis', severity: 'SEV1', status: 'TRIGGERED', room: room.id }]);
  expect(state.places.find((place) => place.id === room.id)).toMatchObject({ incident: shortId, kind: 'room' });
  expect(state.onCall).toMatchObject([{ team: 'SRE', level: 1 }]);
});
