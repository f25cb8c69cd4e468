import { expect, test } from 'vitest';
import { anApi } from './an-api.ts';

test('pages are linked to their neighbours by the address people use, filters kept', async () => {
  await using api = await anApi();
  for (const name of ['A', 'B', 'C', 'D']) await api.ask('POST', 'teams/', { body: { name } });
  const page = async (query: string) => {
    const { count, next, previous, results } = (await api.ask('GET', `teams/?${query}`)).body as { count: number; next: string | null; previous: string | null; results: { name: string }[] };
    return { count, next, previous, names: results.map(({ name }) => name).join('') };
  };
  const at = (n: number) => `https://imas.example.com/api/v1/teams/?page_size=2&ordering=-name&page=${n}`;
  expect(await page('page_size=2&ordering=-name')).toEqual({ count: 5, next: at(2), previous: null, names: 'TriageD' });
  expect(await page('page_size=2&ordering=-name&page=2')).toEqual({ count: 5, next: at(3), previous: at(1), names: 'CB' });
  expect(await page('page_size=2&ordering=-name&page=3')).toEqual({ count: 5, next: null, previous: at(2), names: 'A' });
  expect(await page('page=1000000')).toMatchObject({ count: 5, next: null, names: '' });
});

test('twenty come by default', async () => {
  await using api = await anApi();
  for (let n = 0; n < 21; n++) await api.ask('POST', 'incidents/', { body: { title: `n${n}`, force_new: true } });
  const got = (await api.ask('GET', 'incidents/')).body;
  expect([got.count, got.results.length]).toEqual([21, 20]);
});

test('above 10,000 the count says that it is not exact', async () => {
  await using api = await anApi();
  await api.db.sql`insert into audit_log (actor_kind, actor_name, action) select 'system', 'test', 'test' from generate_series(1, 10001)`;
  const got = (await api.ask('GET', 'audit-log/?page=100&page_size=100')).body;
  expect([got.count, got.count_exact, got.next]).toEqual([10_000, false, 'https://imas.example.com/api/v1/audit-log/?page=101&page_size=100']);
  expect((await api.ask('GET', 'audit-log/?action=team')).body).not.toHaveProperty('count_exact');
});
