import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receive } from '../../src/domain/alerts/receive.ts';
import { readPost } from '../../src/intake/read.ts';
import { sources } from '../../src/intake/sources.ts';
import { aDatabase } from '../database.ts';
import { aNight } from '../night.ts';
import { aReceiving } from '../receiving.ts';

/** When the first of all episodes begins: long ago, so that nothing is clamped to the receipt. */
const zero = Date.parse('2026-02-05T10:00:00Z');
const minute = (n: number): string => new Date(zero + n * 60_000).toISOString();

interface Episode { fingerprint: string; service: string; start: number; end: number; isOver: boolean }
interface Saying { kind: 'fire' | 'resolve'; episode: Episode }

/** Several fingerprints of several services, each with several episodes, one after the other; the last may still be open. */
const history = fc.array(fc.record({
  lengths: fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 4 }),
  service: fc.constantFrom('redis-prod', 'nobody-knows', 'another'),
  lastIsOpen: fc.boolean(),
}), { minLength: 1, maxLength: 4 }).map((fingerprints) => fingerprints.flatMap(({ lengths, service, lastIsOpen }, index) => {
  let at = 0;
  return lengths.map(([gap, length], n): Episode => {
    const start = at + gap;
    at = start + length;
    return { fingerprint: `fp${index}`, service, start, end: at, isOver: !(lastIsOpen && n === lengths.length - 1) };
  });
}));

/** Posts, each a list of sayings, in an order that keeps each episode's fire before its resolve, with repetitions thrown in. */
const story = history.chain((episodes) => {
  const all = episodes.flatMap((episode) => (episode.isOver ? [episode, episode] : [episode]));
  return fc.record({
    episodes: fc.constant(episodes),
    order: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    repeats: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 }),
    cuts: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  }).map(({ order, repeats, cuts }) => {
    const begun = new Set<Episode>();
    const said = order.map((episode): Saying => {
      const kind = begun.has(episode) ? 'resolve' : 'fire';
      begun.add(episode);
      return { kind, episode };
    });
    for (const [what, where] of repeats) {
      const index = what % said.length;
      said.splice(index + 1 + (where % (said.length - index)), 0, said[index]!);
    }
    const posts: Saying[][] = [[]];
    said.forEach((saying, index) => {
      if (index > 0 && cuts[index % cuts.length]) posts.push([]);
      posts.at(-1)!.push(saying);
    });
    return { episodes, posts };
  });
});

const bodyOf = (sayings: readonly Saying[]): Buffer => Buffer.from(JSON.stringify({
  version: '4', groupKey: 'g', status: 'firing',
  alerts: sayings.map(({ kind, episode }) => ({
    status: kind === 'fire' ? 'firing' : 'resolved', fingerprint: episode.fingerprint, labels: { alertname: episode.fingerprint, service: episode.service, severity: 'critical' }, annotations: {},
    startsAt: minute(episode.start), endsAt: kind === 'fire' ? '0001-01-01T00:00:00Z' : minute(episode.end),
  })),
}));

/** A database on which story after story is told. */
async function aTeller() {
  const database = await aDatabase();
  const ctx = database.ctx();
  const { source } = await aNight(ctx);
  const receiving = aReceiving(database.sql);
  const { sql } = database;
  const post = async (sayings: readonly Saying[]): Promise<void> => {
    const bytes = bodyOf(sayings);
    const receivedAt = new Date();
    const { signals, rejected } = readPost(sources.alertmanager, { headers: {}, path: [], query: {}, bytes, receivedAt });
    await receive(ctx, receiving, [{ sourceId: source, signals, receivedAt, raw: bytes, path: '/test', rejected }]);
  };
  return {
    post,
    forget: async () => {
      await receiving.repeats.flush();
      await sql`truncate alerts, incidents, raw_posts, runs, timers, storms, audit_log cascade`;
    },
    rows: () => sql<{ fingerprint: string; started_at: Date; ended_at: Date | null; outcome: string }[]>`select source_id, fingerprint, started_at, ended_at, outcome from alerts order by fingerprint, started_at`,
    /** What must hold at every moment. */
    async broken(): Promise<unknown[]> {
      return [...await sql`
        select 'two open incidents of a group' as what, group_key as which from incidents where status <> 'RESOLVED' and group_key is not null group by group_key having count(*) > 1
        union all select 'two open episodes', fingerprint from alerts where ended_at is null group by source_id, fingerprint having count(*) > 1
        union all select 'in no incident', fingerprint from alerts where outcome = 'incident' and incident_id is null
        union all select 'in an incident that is not there', a.fingerprint from alerts a where a.incident_id is not null and not exists (select 1 from incidents i where i.id = a.incident_id)
        union all select 'in an incident of another group', a.fingerprint from alerts a join incidents i on i.id = a.incident_id where a.group_key <> i.group_key
        union all select 'miscounted firing', 'INC-' || i.number from incidents i where i.alerts_firing <> (select count(*) from alerts a where a.incident_id = i.id and a.ended_at is null)
        union all select 'miscounted in all', 'INC-' || i.number from incidents i where i.alerts_total <> (select count(*) from alerts a where a.incident_id = i.id)
        union all select 'resolved while it fires', 'INC-' || i.number from incidents i where i.status = 'RESOLVED' and exists (select 1 from alerts a where a.incident_id = i.id and a.ended_at is null)
        union all select 'open without a due moment', 'INC-' || i.number from incidents i where i.status = 'TRIGGERED' and not exists (select 1 from timers t where t.kind = 'escalate' and t.subject in (select r.id from runs r where r.incident_id = i.id and r.ended_at is null))`];
    },
    source,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const expected = (episodes: readonly Episode[], source: string) => episodes
  .map(({ fingerprint, start, end, isOver }) => ({ source_id: source, fingerprint, started_at: new Date(minute(start)), ended_at: isOver ? new Date(minute(end)) : null, outcome: 'incident' }))
  .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : a.started_at.getTime() - b.started_at.getTime()));

test('any repetition and any order that keeps each fire before its resolve, cut into posts anyhow, ends with the same alerts', async () => {
  await using teller = await aTeller();
  await fc.assert(fc.asyncProperty(story, async ({ episodes, posts }) => {
    await teller.forget();
    for (const post of posts) {
      await teller.post(post);
      expect(await teller.broken()).toEqual([]);
    }
    expect([...await teller.rows()]).toEqual(expected(episodes, teller.source));
  }), { numRuns: 40, plugins: [fc.interruptAfterTimeLimit(8000)] });
});

test('posts at the same time end with the same alerts: first every fire, then every resolve, each three times', async () => {
  await using teller = await aTeller();
  await fc.assert(fc.asyncProperty(history, async (all) => {
    await teller.forget();
    // With several episodes of one fingerprint at once, only their order in time tells them apart: one round each.
    for (let round = 0; all.some((_, i) => roundOf(all, i) === round); round++) {
      const episodes = all.filter((_, i) => roundOf(all, i) === round);
      for (const kind of ['fire', 'resolve'] as const) {
        const said = episodes.filter((episode) => kind === 'fire' || episode.isOver);
        await Promise.all([...said, ...said, ...said].map((episode) => teller.post([{ kind, episode }])));
        expect(await teller.broken()).toEqual([]);
      }
    }
    expect([...await teller.rows()]).toEqual(expected(all, teller.source));
  }), { numRuns: 15, plugins: [fc.interruptAfterTimeLimit(8000)] });
});

const roundOf = (all: readonly Episode[], index: number): number => all.slice(0, index).filter((other) => other.fingerprint === all[index]!.fingerprint).length;
