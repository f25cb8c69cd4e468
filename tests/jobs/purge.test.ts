import { expect, test } from 'vitest';
import { purgeRawPosts } from '../../src/jobs/handlers/scheduled.ts';
import { aDatabase } from '../database.ts';
import { aNight } from '../night.ts';

test('what on-call left behind goes by the setting; the latest findings stay', async () => {
  await using db = await aDatabase();
  const { sql } = db;
  const night = await aNight(db.ctx());
  const [{ team }] = await sql<[{ team: string }]>`select id as team from teams where name = 'SRE Core'`;
  for (const days of [20, 50, 500]) {
    const at = sql`imas_now() - make_interval(days => ${days})`;
    await sql`insert into handovers (team_id, level, at) values (${team}, 1, ${at})`;
    await sql`insert into bulletins (kind, subject, created_at) values ('handover', ${String(days)}, ${at})`;
    await sql`insert into turn_reminders (team_id, level, user_id, starts_at, kind) values (${team}, 1, ${night.alice}, ${at}, 'day-before')`;
  }
  for (const days of [450, 500]) await sql`insert into on_call_checks (team_id, digest, findings, checked_at) values (${team}, ${String(days)}, '[]', imas_now() - make_interval(days => ${days}))`;
  const left = async () => Promise.all(['handovers', 'bulletins', 'turn_reminders', 'on_call_checks'].map(async (table) => (await sql`select 1 from ${sql(table)}`).length));
  const tools = { checkChannel: async () => undefined, checkRole: async () => undefined } as never;
  await purgeRawPosts(db.ctx(), tools);
  expect(await left()).toEqual([2, 2, 2, 1]);
  await sql`insert into settings (scope, name, value) values ('organisation', 'on_call_history_days', '31')`;
  await purgeRawPosts(db.ctx(), tools);
  expect(await left()).toEqual([1, 1, 1, 1]);
});
