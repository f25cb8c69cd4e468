import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { system, type Context } from '../../src/context.ts';
import { connect, drizzleOver, type Sql } from '../../src/db/client.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { enqueueOn } from '../../src/db/transaction.ts';
import { loadPlans } from '../../src/domain/oncall/load-plans.ts';
import { onCallOf, whoIsOnCall } from '../../src/domain/oncall/who-is-on-call.ts';
import { turnsBetween } from '../../src/domain/oncall/turns-between.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { projectRoot } from '../../src/root.ts';
import { silent } from '../log.ts';
import { temporaryFolder } from './ours.ts';

const dayMs = 86_400_000;

/**
 * Who is on call, for all teams in one query and for one: 1,000 teams of three levels with a year of schedule entries (a
 * week each), then the same by rotations that began ten years ago, and far in the future.
 */
export const oncall: Benchmark = {
  about: 'who is on call: 1,000 teams of three levels, a year of shifts',
  async run({ quick, progress }): Promise<Figure[]> {
    await using database = await aDatabaseOfOurs();
    const { ctx } = database;
    const { sql } = ctx;
    progress('A year of shifts for 1,000 teams');
    const teams = await fill(sql);
    const [rounds, looks] = quick ? [10, 100] : [40, 1000];
    const all = async (at?: Date): Promise<number[]> => times(rounds, async () => {
      const rows = await whoIsOnCall(ctx, { at });
      if (rows.filter(({ userId, teamName }) => userId !== null && teamName.startsWith('bench-')).length !== 3000) throw new Error('Somebody is missing');
    });
    const one = async (): Promise<number[]> => times(looks, (n) => onCallOf(ctx, teams[n % teams.length]!, 1 + (n % 3)));
    progress('By schedule entries');
    const figures = [...of('all teams, by schedule entries', await all(), 100, 32), ...of('one team, by schedule entries', await one(), 5)];
    progress('By rotations');
    await addRotations(sql);
    await sql`truncate shifts`;
    figures.push(...of('all teams, by rotations', await all(), 100, 32), ...of('one team, by rotations', await one(), 5));
    figures.push(...of('all teams, by rotations, on a night of 2100 when clocks change', await all(new Date('2100-03-28T01:30:00Z')), 100));
    const from = Date.now();
    const plans = await loadPlans(ctx, { teamIds: teams, from: new Date(from), to: new Date(from + 365 * dayMs) });
    const year = await times(1, () => [...plans.values()].map((plan) => turnsBetween(plan, from, from + 365 * dayMs).length));
    figures.push({ what: 'a year of turns of one team of three rotations, computed', ours: year[0]! / plans.size, unit: 'ms' });
    return figures;
  },
};

/** Our schema on the embedded server, as `npm start` has it, with nobody else on it. */
async function aDatabaseOfOurs(): Promise<AsyncDisposable & { ctx: Context }> {
  const folder = temporaryFolder();
  const { host, port, user, database, stop } = await startEmbedded({ dataDir: folder });
  const sql = connect({ host, port, user, database }, { max: 2, name: 'bench' });
  await migrate(sql, join(projectRoot(), 'migrations'));
  const queue = { send: async () => {} };
  return {
    ctx: { actor: system('bench'), db: drizzleOver(sql), sql, log: silent, queue, enqueue: enqueueOn({ queue }, sql), inTransaction: false },
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fill(sql: Sql): Promise<string[]> {
  await sql`insert into users (username) select 'bench-' || n from generate_series(1, 5000) n`;
  const teams = await sql<{ id: string }[]>`insert into teams (name, slug, time_zone) select 'bench-' || n, 'bench-' || n, 'Europe/Paris' from generate_series(1, 1000) n returning id`;
  await sql`
    with people as (select id, row_number() over (order by id) as n from users where username like 'bench-%'),
      mine as (select id, row_number() over (order by id) as n from teams where name like 'bench-%')
    insert into shifts (team_id, user_id, level, starts_at, ends_at)
    select t.id, p.id, l, date_trunc('day', now()) + (w - 26) * interval '7 days', date_trunc('day', now()) + (w - 25) * interval '7 days'
    from mine t cross join generate_series(1, 3) l cross join generate_series(0, 51) w join people p on p.n = 1 + (t.n * 5 + l + w) % 5000`;
  await sql`analyze`;
  return teams.map(({ id }) => id);
}

async function addRotations(sql: Sql): Promise<void> {
  // Level 1 by the week, 2 by the day, 3 every twelve hours and in two halves, so that hours are read too.
  await sql`
    insert into rotations (team_id, name, level, time_zone, starts_at, every, unit, handover_time, handover_day, hours)
    select id, 'r' || l, l, 'Europe/Paris', '2016-02-29 08:00Z', case l when 3 then 12 else 1 end, (array['weeks', 'days', 'hours'])[l], '09:00', case l when 1 then 1 end,
      case l when 3 then '[{"days":[1,2,3,4,5,6,7],"from":"09:00","to":"21:00"},{"days":[1,2,3,4,5,6,7],"from":"21:00","to":"09:00"}]' else '[]' end::jsonb
    from teams cross join generate_series(1, 3) l where name like 'bench-%'`;
  await sql`
    with people as (select id, row_number() over (order by id) as n from users where username like 'bench-%'), r as (select id, row_number() over (order by id) as n from rotations)
    insert into rotation_members (rotation_id, position, user_id) select r.id, m, p.id from r cross join generate_series(1, 5) m join people p on p.n = 1 + (r.n * 5 + m) % 5000`;
  await sql`analyze`;
}

/** How long each of so many took, in order, after one that does not count. @returns milliseconds, shortest first */
async function times(rounds: number, what: (n: number) => unknown): Promise<number[]> {
  await what(0);
  const took: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const began = performance.now();
    await what(n);
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b);
}

function of(what: string, took: readonly number[], most: number, aim?: number): Figure[] {
  const share = (part: number): number => took[Math.min(took.length - 1, Math.floor(took.length * part))]!;
  return [
    { what: `${what}, p50`, ours: share(0.5), unit: 'ms', ...(aim === undefined ? {} : { aim: { of: 'ours', most: aim } }) },
    { what: `${what}, p99`, ours: share(0.99), unit: 'ms', bar: { of: 'ours', most } },
  ];
}
