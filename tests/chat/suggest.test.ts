import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownNames, suggestNouns } from '../../src/chat/nouns.ts';
import { sayIn } from '../../src/texts/say.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import { aDatabase, type TestDatabase } from '../database.ts';

const say = sayIn('en');
/** Whoever types waits no longer for what may be meant, however much there is (milliseconds). */
const patienceMs = 1000;
const many = 10_000;

describe(`completion among ${many} services, people and incidents`, () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await aDatabase();
    const { sql } = db;
    const [team] = await sql<{ id: string }[]>`insert into teams (name, slug) values ('Bears', 'bears') returning id`;
    await sql`insert into teams (name, slug) select 'Squad ' || n, 'squad-' || n from generate_series(1, 300) n`;
    await sql`insert into users (username) select 'person.' || n from generate_series(1, ${many}) n`;
    await sql`insert into users (username) values ('bea'), ('abea')`;
    await sql`insert into users (username, is_active) values ('beatrice', false)`;
    await sql`insert into services (name, owner_team_id) select 'service-' || n, ${team!.id} from generate_series(1, ${many}) n`;
    await sql`insert into services (name, owner_team_id) values ('Redis', ${team!.id}), ('cache-of-redis', ${team!.id}), ('redis-prod', ${team!.id})`;
    await sql`insert into service_names (name, service_id, is_alias) select lower(name), id, false from services`;
    await sql`insert into service_names (name, service_id, is_alias) select 'kv-store', id, true from services where name = 'Redis'`;
    await sql`analyze`;
  });
  afterAll(() => db[Symbol.asyncDispose]());
  const suggest = async (kinds: Parameters<typeof suggestNouns>[1], typed: string) => {
    const began = performance.now();
    const found = (await suggestNouns(db.ctx(), kinds, typed, say)).map(({ value }) => value);
    expect(performance.now() - began).toBeLessThan(patienceMs);
    return found;
  };

  test('has the service itself first, then those that begin with what was typed, then the others, whatever the case', async () => {
    expect(await suggest(['service'], 'REDIS')).toEqual(['Redis', 'redis-prod', 'cache-of-redis']);
    expect(await suggest(['service'], 'kv-st')).toEqual(['Redis']);
  });
  test('has the person first, without those who left', async () => {
    expect(await suggest(['user'], '@bea')).toEqual(['@bea', '@abea']);
  });
  test('has the best of teams and people together', async () => {
    expect(await suggest(['team', 'user'], 'bea')).toEqual(['@bea', 'Bears', '@abea']);
  });
  test.each([[['service'], ''], [['service'], 'service'], [['user'], 'person'], [['team', 'user'], 's'], [['team'], 'squad']] as const)('is of 25 at most (%s, %j)', async (kinds, typed) => {
    expect(await suggest(kinds, typed)).toHaveLength(25);
  });
  test('takes signs of the database as what they are', async () => {
    expect(await suggest(['service'], '%')).toEqual([]);
    expect(await suggest(['user'], '_')).toEqual([]);
  });
  test('has incidents with their status, however long the title is', async () => {
    const { id } = await declare(db.ctx(), { title: `Redis ${'is down '.repeat(30)}`, service: 'Redis', severity: 'SEV1_CRITICAL', via: 'person' });
    await acknowledge(db.ctx(), id);
    const [{ label } = { label: '' }] = await suggestNouns(db.ctx(), ['incident'], '', say);
    expect([label.length <= 100, label]).toEqual([true, expect.stringMatching(/^INC-1 · SEV1 · Redis: Redis is down.*… · Acknowledged$/)]);
  });
  test('tells at once whether a word is a name', async () => {
    const began = performance.now();
    const known = await knownNames(db.ctx(), ['service', 'team', 'user'], ['KV-Store', 'bears', '@Bea', 'nothing']);
    expect([known('service', 'kv-store'), known('team', 'Bears'), known('user', '@bea'), known('service', 'nothing')]).toEqual([true, true, true, false]);
    expect(performance.now() - began).toBeLessThan(patienceMs);
  });
});
