import { expect, test } from 'vitest';
import { anApi, type TestApi } from './an-api.ts';

/** Team SRE with ann and bea; ann is a responder, bea manages it. */
async function aTeamApi(): Promise<TestApi> {
  const api = await anApi();
  await api.join('ann', ['Responders']);
  await api.join('bea', ['Responders']);
  await api.ask('POST', 'teams/', { body: { name: 'SRE', members: ['ann', 'bea'], managers: ['bea'], time_zone: 'Europe/Paris' } });
  return api;
}
const week = { team: 'sre', user: 'Ann', start_time: '2030-12-02T09:00:00+01:00', end_time: '2030-12-09T09:00:00+01:00', is_primary: true };
const usersOf = (body: { results: { user: string }[] }) => body.results.map((it) => it.user);

test('an entry in the words of the guide: entered, read, changed, taken out', async () => {
  await using api = await aTeamApi();
  const made = await api.ask('POST', 'schedules/', { body: week });
  expect([made.status, made.body]).toMatchObject([201, { team: 'SRE', user: 'ann', start_time: '2030-12-02T08:00:00.000Z', end_time: '2030-12-09T08:00:00.000Z', is_primary: true, level: 1 }]);
  const { gaps: _, warnings: __, ...entry } = made.body;
  expect((await api.ask('GET', `schedules/${made.body.id}/`)).body).toEqual(entry);
  expect((await api.ask('PATCH', `schedules/${made.body.id}/`, { body: { user: 'bea', is_primary: false } })).body).toMatchObject({ id: made.body.id, user: 'bea', is_primary: false, level: 2, start_time: made.body.start_time });
  expect((await api.ask('DELETE', `schedules/${made.body.id}/`)).status).toBe(204);
  expect((await api.ask('GET', `schedules/${made.body.id}/`)).status).toBe(404);
  expect((await api.ask('GET', 'schedules/no-id/')).status).toBe(404);
});

test('an overlap is a conflict that names who holds the level and when', async () => {
  await using api = await aTeamApi();
  const { body: first } = await api.ask('POST', 'schedules/', { body: week });
  const second = await api.ask('POST', 'schedules/', { body: { ...week, user: 'bea', start_time: '2030-12-08T09:00:00Z', end_time: '2030-12-10T09:00:00Z' } });
  expect([second.status, second.body]).toMatchObject([409, { title: 'Overlaps what is there', taken_by: 'ann', start_time: first.start_time, end_time: first.end_time, schedule: first.id }]);
  expect((await api.ask('POST', 'schedules/', { body: { ...week, user: 'bea', is_primary: false } })).status).toBe(201);
});

test.each([
  [{ end_time: week.start_time }, 'end_time'], [{ end_time: '2100-01-01T00:00:00Z' }, 'end_time'], [{ start_time: '2030-12-02 09:00' }, 'start_time'], [{ team: 'nowhere' }, 'team'], [{ user: 'nobody' }, 'user'],
  [{ level: 2 }, 'level'], [{ is_primary: undefined, level: 10 }, 'level'], [{ is_primary: 'yes' }, 'is_primary'],
])('what is wrong with %j is said beside its field', async (wrong, field) => {
  await using api = await aTeamApi();
  const { status, body } = await api.ask('POST', 'schedules/', { body: { ...week, ...wrong } });
  expect([status, Object.keys(body.fields)]).toEqual([400, [field]]);
});

test('entries are narrowed down by team, person, level and time', async () => {
  await using api = await aTeamApi();
  await api.ask('POST', 'teams/', { body: { name: 'Data' } });
  await api.ask('POST', 'schedules/', { body: week });
  await api.ask('POST', 'schedules/', { body: { ...week, user: 'bea', level: 2, is_primary: false } });
  await api.ask('POST', 'schedules/', { body: { ...week, team: 'data', user: 'bea' } });
  await api.ask('POST', 'schedules/', { body: { ...week, start_time: '2031-12-02T09:00:00Z', end_time: '2031-12-03T09:00:00Z' } });
  const list = async (query: string) => (await api.ask('GET', `schedules/?ordering=user&${query}`)).body;
  expect(usersOf(await list('team=sre'))).toEqual(['ann', 'ann', 'bea']);
  expect(usersOf(await list('user=bea'))).toEqual(['bea', 'bea']);
  expect(usersOf(await list('level=2'))).toEqual(['bea']);
  expect(usersOf(await list('from=2031-01-01T00:00:00Z'))).toEqual(['ann']);
  expect((await list('to=2031-01-01T00:00:00Z')).count).toBe(3);
  expect((await api.ask('GET', 'schedules/?team=nowhere')).body.fields).toHaveProperty('team');
});

test('of more entries than are counted, any is reached by an order, a page or a search', async () => {
  await using api = await aTeamApi();
  await api.db.sql`
    insert into shifts (team_id, user_id, starts_at, ends_at)
    select t.id, u.id, '2001-01-01Z'::timestamptz + n * interval '1 day', '2001-01-02Z'::timestamptz + n * interval '1 day' from teams t, users u, generate_series(0, 10049) n where t.slug = 'sre' and u.username = 'ann'`;
  await api.ask('POST', 'schedules/', { body: { ...week, user: 'bea', start_time: '2031-12-02T09:00:00Z', end_time: '2031-12-03T09:00:00Z' } });
  const list = async (query: string) => (await api.ask('GET', `schedules/?${query}`)).body;
  expect(await list('ordering=-start_time&page_size=1')).toMatchObject({ count: 10_000, count_exact: false, results: [{ user: 'bea' }] });
  expect(await list('page=101&page_size=100')).toMatchObject({ results: { length: 51 }, next: null });
  expect(await list('search=BEA')).toMatchObject({ count: 1, results: [{ user: 'bea' }] });
});

test('people enter themselves in their team; a manager enters others; nobody else does', async () => {
  await using api = await aTeamApi();
  expect((await api.ask('POST', 'schedules/', { as: 'ann', body: week })).status).toBe(201);
  expect((await api.ask('POST', 'schedules/', { as: 'ann', body: { ...week, user: 'bea', is_primary: false } })).status).toBe(403);
  expect((await api.ask('POST', 'schedules/', { as: 'bea', body: { ...week, user: 'ann', is_primary: false } })).status).toBe(201);
  expect((await api.ask('POST', 'schedules/', { as: 'bea', body: { ...week, team: 'triage' } })).status).toBe(403);
});

test('a rotation: made with its defaults, changed, and its former id leads to what it is now', async () => {
  await using api = await aTeamApi();
  const made = await api.ask('POST', 'rotations/', { body: { team: 'sre', name: 'Weekly', members: ['bea', 'ann'] } });
  expect([made.status, made.body]).toMatchObject([201, { team: 'SRE', name: 'Weekly', members: ['bea', 'ann'], time_zone: 'Europe/Paris', every: 1, unit: 'weeks', handover_time: '09:00', handover_day: 1, hours: [], level: 1, position: 1, end_time: null }]);
  const changed = await api.ask('PATCH', `rotations/${made.body.id}/`, { body: { members: ['bea', 'ann', 'root'], hours: [{ days: [1, 2, 3, 4, 5], from: '18:00', to: '09:00' }] } });
  expect(changed.body).toMatchObject({ members: ['ann', 'root', 'bea'], hours: [{ days: [1, 2, 3, 4, 5], from: '18:00', to: '09:00' }] });
  expect(Date.parse(changed.body.start_time)).toBeGreaterThan(Date.parse(made.body.start_time));
  const { gaps: _, warnings: __, ...rule } = changed.body;
  expect((await api.ask('GET', `rotations/${made.body.id}/`)).body).toEqual(rule);
  expect((await api.ask('GET', 'rotations/?team=sre')).body.results).toEqual([rule]);
  expect((await api.ask('DELETE', `rotations/${made.body.id}/`)).status).toBe(204);
  expect((await api.ask('GET', `rotations/${made.body.id}/`)).status).toBe(404);
});

test.each([
  [{ members: [] }, 'members'], [{ members: ['ghost'] }, 'members'], [{ time_zone: 'Mars/Olympus' }, 'time_zone'], [{ unit: 'moons' }, 'unit'], [{ every: 0 }, 'every'], [{ handover_time: '9am' }, 'handover_time'], [{ hours: [{ days: [8], from: '1', to: '2' }] }, 'hours'],
])('a rotation with %j is refused beside its field', async (wrong, field) => {
  await using api = await aTeamApi();
  const { status, body } = await api.ask('POST', 'rotations/', { body: { team: 'sre', name: 'Weekly', members: ['bea'], ...wrong } });
  expect([status, Object.keys(body.fields)]).toEqual([400, [field]]);
});

test('an override takes the place of the schedule, and of another only where that is said', async () => {
  await using api = await aTeamApi();
  const night = { team: 'sre', user: 'bea', start_time: '2030-12-03T22:00:00Z', end_time: '2030-12-04T06:00:00Z', reason: 'concert' };
  const made = await api.ask('POST', 'overrides/', { as: 'bea', body: night });
  expect([made.status, made.body]).toMatchObject([201, { team: 'SRE', user: 'bea', level: 1, reason: 'concert', is_cover: false, created_by: 'bea' }]);
  const over = { ...night, user: 'ann', start_time: '2030-12-04T00:00:00Z', end_time: '2030-12-04T02:00:00Z' };
  expect([(await api.ask('POST', 'overrides/', { body: over })).status, (await api.ask('POST', 'overrides/', { body: { ...over, replace: true } })).status]).toEqual([409, 201]);
  expect(usersOf((await api.ask('GET', 'overrides/?team=sre')).body)).toEqual(['bea', 'ann', 'bea']);
  expect((await api.ask('PATCH', `overrides/${made.body.id}/`, { body: { reason: 'opera' } })).body).toMatchObject({ id: made.body.id, reason: 'opera', end_time: '2030-12-04T00:00:00.000Z' });
  expect((await api.ask('DELETE', `overrides/${made.body.id}/`, { as: 'ann' })).status).toBe(403);
  expect((await api.ask('DELETE', `overrides/${made.body.id}/`)).status).toBe(204);
});

test('the shifts are computed from all of them', async () => {
  await using api = await aTeamApi();
  await api.ask('POST', 'rotations/', { body: { team: 'sre', name: 'Weekly', members: ['bea', 'ann'], start_time: '2030-12-02T08:00:00Z' } });
  const { body: entry } = await api.ask('POST', 'schedules/', { body: { ...week, start_time: '2030-12-04T00:00:00Z', end_time: '2030-12-05T00:00:00Z' } });
  await api.ask('POST', 'overrides/', { body: { team: 'sre', user: 'root', start_time: '2030-12-04T12:00:00Z', end_time: '2030-12-04T13:00:00Z' } });
  const asked = 'shifts/?team=sre&from=2030-12-01T00:00:00Z&to=2030-12-10T00:00:00Z';
  const { body } = await api.ask('GET', asked);
  expect(body.results.map((it: Record<string, string>) => [it['start_time']!.slice(5, 16), it['user'], it['by'], it['by_name'] ?? it['by_id']])).toEqual([
    ['12-02T08:00', 'bea', 'rotation', 'Weekly'], ['12-04T00:00', 'ann', 'shift', entry.id], ['12-04T12:00', 'root', 'override', expect.any(String)], ['12-04T13:00', 'ann', 'shift', entry.id],
    ['12-05T00:00', 'bea', 'rotation', 'Weekly'], ['12-09T08:00', 'ann', 'rotation', 'Weekly'],
  ]);
  expect(usersOf((await api.ask('GET', `${asked}&user=root`)).body)).toEqual(['root']);
  expect((await api.ask('GET', 'shifts/?from=2030-12-01T00:00:00Z&to=2040-12-01T00:00:00Z')).body.fields).toHaveProperty('to');
});

test('two entries posted at once: one is stored, the other refused', async () => {
  await using api = await aTeamApi();
  const both = await Promise.all(['ann', 'bea'].map((user) => api.ask('POST', 'schedules/', { body: { ...week, user } })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
});

test.each(['schedules', 'overrides', 'shifts'])('a level that there is not is refused by the list of %s', async (path) => {
  await using api = await aTeamApi();
  const { status, body } = await api.ask('GET', `${path}/?level=0`);
  expect([status, Object.keys(body.fields)]).toEqual([400, ['level']]);
});

test('what an entry, an override or a rotation leaves open is answered with it, in the words of chat', async () => {
  await using api = await aTeamApi();
  const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const entered = await api.ask('POST', 'schedules/', { body: { ...week, start_time: soon(1), end_time: soon(2) } });
  expect(entered.body).toMatchObject({ gaps: [{ end_time: entered.body.start_time }, { start_time: entered.body.end_time }], warnings: [] });
  await api.ask('PATCH', 'teams/sre/', { body: { current_on_call: 'bea' } });
  expect((await api.ask('PATCH', `schedules/${entered.body.id}/`, { body: { user: 'bea' }, headers: { 'accept-language': 'fr' } })).body.warnings).toMatchObject([expect.stringContaining('bea')]);
  await api.ask('PATCH', 'teams/sre/', { body: { current_on_call: null } });
  const backup = await api.ask('POST', 'overrides/', { body: { team: 'sre', user: 'bea', level: 2, start_time: entered.body.start_time, end_time: entered.body.end_time } });
  expect(backup.body.warnings).toMatchObject([expect.stringMatching(/^bea .*Z – .*Z$/)]);
  const first = await api.ask('POST', 'rotations/', { body: { team: 'sre', name: 'Weekly', members: ['ann', 'bea'] } });
  expect(first.body).toMatchObject({ gaps: [] });
  expect((await api.ask('POST', 'rotations/', { body: { team: 'sre', name: 'Second', members: ['ann'] } })).body.warnings[0]).toContain('Weekly');
  expect((await api.ask('GET', 'rotations/')).body.results[0]).not.toHaveProperty('gaps');
});

test('what its author should know of a policy is answered with it', async () => {
  await using api = await aTeamApi();
  const made = await api.ask('POST', 'escalation-policies/', { body: { team: 'sre', steps: [{ delay_minutes: 0, targets: [{ kind: 'USER', user: 'ann' }] }, { delay_minutes: 5, targets: [{ kind: 'USER', user: 'ann' }] }] } });
  expect([made.status, made.body.name, made.body.warnings]).toEqual([201, 'SRE', [expect.stringContaining('ann'), expect.any(String)]]);
  expect((await api.ask('GET', `escalation-policies/${made.body.id}/`)).body).toEqual(made.body);
});
