import { expect, test } from 'vitest';
import { anApi } from './an-api.ts';

test('a phrase is said as the token’s owner and answered as data and as text', async () => {
  await using api = await anApi();
  const ann = await api.join('ann', ['Responders']);
  const got = await api.ask('POST', 'chat/', { as: 'ann', body: { text: '/incident list' } });
  expect(got.body).toEqual({ card: { title: 'Done', tone: 'good', notice: 'Done', body: [{ kind: 'text', text: ['It is done.'] }], actions: [] }, text: 'Done\nIt is done.', private: true });
  expect(api.said).toMatchObject([{ text: '/incident list', from: { userId: ann, via: 'api' } }]);
});

test('the text is in the language and zone of whoever speaks', async () => {
  await using api = await anApi();
  const ann = await api.join('ann', ['Responders']);
  await api.db.sql`update users set language = 'fr', time_zone = 'Asia/Tokyo' where id = ${ann}`;
  const time = new Date(Date.now() + 5 * 86_400_000).toISOString().replace(/T.*/, 'T20:00:00.000Z');
  api.answers.next = { kind: 'card', private: true, card: { title: 'Tour', tone: 'good', notice: 'Tour', body: [{ kind: 'text', text: [{ time, style: 'datetime' }] }], actions: [] } };
  const day = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(Date.parse(time) + 9 * 3_600_000));
  expect((await api.ask('POST', 'chat/', { as: 'ann', body: { text: '/oncall' } })).body).toMatchObject({ text: `Tour\n${day}, 05:00` });
});

test('a form comes as data, with what it asks for as text', async () => {
  await using api = await anApi();
  api.answers.next = { kind: 'form', form: { title: 'Declare', command: 'incident/declare', args: {}, submit: 'Declare', fields: [{ name: 'title', label: 'What is broken?', kind: 'text', required: true }] } };
  expect((await api.ask('POST', 'chat/', { body: { text: '/incident declare' } })).body).toMatchObject({ card: null, form: { command: 'incident/declare' }, text: expect.stringContaining('What is broken?'), private: true });
});

test('it is said where the place says: in a channel, or about an incident and in its room', async () => {
  await using api = await anApi();
  await api.ask('POST', 'incidents/', { body: { title: 'Down' } });
  const [channel] = await api.db.sql<{ id: string }[]>`insert into console_places (kind, name, key) values ('channel', 'sre', 'k1') returning id`;
  await api.ask('POST', 'chat/', { body: { text: 'x', place: '#SRE' } });
  await api.ask('POST', 'chat/', { body: { text: 'x', place: 'inc-1' } });
  const [room] = await api.db.sql<{ id: string }[]>`insert into console_places (kind, name, key, incident_id) select 'room', 'inc-1-x', 'k2', id from incidents returning id`;
  await api.ask('POST', 'chat/', { body: { text: 'x', place: 'INC-1' } });
  expect(api.said.map(({ from: { place, incident } }) => [place?.id, incident])).toEqual([[channel!.id, undefined], [undefined, 'INC-1'], [room!.id, 'INC-1']]);
});

test('a place that is not there, or another person’s conversation, is refused by name', async () => {
  await using api = await anApi();
  const ann = await api.join('ann', ['Responders']);
  await api.db.sql`insert into console_places (kind, name, key, user_id) values ('direct', 'imas-ann', 'k', ${ann})`;
  for (const place of ['#nowhere', '#imas-ann', 'nowhere']) {
    const got = await api.ask('POST', 'chat/', { body: { text: 'x', place } });
    expect([got.status, Object.keys(got.body.fields)]).toEqual([400, ['place']]);
  }
  expect((await api.ask('POST', 'chat/', { body: { text: 'x', place: 'INC-9' } })).status).toBe(404);
});

test('a token with scopes does not speak: commands would know nothing of its scopes', async () => {
  await using api = await anApi();
  await api.join('ann', ['Admins'], ['view_incident']);
  expect((await api.ask('POST', 'chat/', { as: 'ann', body: { text: '/team delete SRE' } })).status).toBe(403);
  expect(api.said).toEqual([]);
});
