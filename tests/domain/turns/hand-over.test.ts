import { expect, test } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { handoverFacts } from '../../../src/domain/turns/handover-facts.ts';
import { havePager } from '../../../src/domain/turns/have-pager.ts';
import { turnsChanged } from '../../../src/domain/oncall/turns-changed.ts';
import { createService } from '../../../src/domain/services/create-service.ts';
import type { TestDatabase } from '../../database.ts';
import { raced } from '../people/raced.ts';
import { aPeopledDatabase, aTeam, as, audited } from '../people/someone.ts';
import { inMinutes, whatIsDue } from './what-is-due.ts';

interface Row { id: string; from: string | null; to: string; at: Date; level: number; confirmed: string | null }
const handovers = (db: TestDatabase) => db.sql<Row[]>`
  select h.id, f.username as from, t.username as to, h.at, h.level, c.username as confirmed from handovers h
  left join users f on f.id = h.from_user left join users t on t.id = h.to_user left join users c on c.id = h.confirmed_by order by h.at, h.level`;
const notices = (db: TestDatabase) => db.sql<{ name: string; means: string; title: string }[]>`
  select u.username as name, n.means, n.notice->'title'->>'key' as title from notifications n join users u on u.id = n.user_id where n.notice_key like 'handover%' order by n.created_at, u.username`;

/** Alice until ten minutes from now, then Bea for ten hours; both were looked at. */
async function aWeekend(level = 1) {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['alice', 'bea', 'max']);
  await db.sql`update team_members set role = 'manager' where user_id = ${ids.max}`;
  const at = await inMinutes(db, 10);
  await addShift(db.ctx(), { teamId, userId: ids.alice, level, startsAt: await inMinutes(db, -60), endsAt: at });
  await addShift(db.ctx(), { teamId, userId: ids.bea, level, startsAt: at, endsAt: await inMinutes(db, 610) });
  await whatIsDue(db);
  return { db, teamId, ids, at };
}

test('a hand-over is written at the instant of the shift, with a card in the channel and a message to whoever takes over', async () => {
  const { db, teamId, ids, at } = await aWeekend();
  await using _ = db;
  expect(await handovers(db)).toEqual([]);
  const [timer] = await db.sql<{ due_at: Date }[]>`select due_at from timers where kind = 'turns'`;
  expect(timer!.due_at).toEqual(at);
  await db.advance('13 minutes');
  await whatIsDue(db);
  expect(await handovers(db)).toMatchObject([{ from: 'alice', to: 'bea', at, level: 1, confirmed: null }]);
  expect(await db.sql`select kind, team_id, people, is_quiet, is_over from bulletins`).toEqual([{ kind: 'handover', team_id: teamId, people: [ids.bea], is_quiet: false, is_over: false }]);
  expect(db.jobs.filter(({ name }) => name === 'post-bulletin')).toHaveLength(1);
});

test('looked at again nothing is handed over twice, nor between equal persons', async () => {
  const { db, teamId, ids } = await aWeekend();
  await using _ = db;
  await db.advance('11 minutes');
  await whatIsDue(db);
  await addShift(db.ctx(), { teamId, userId: ids.bea, startsAt: await inMinutes(db, 800), endsAt: await inMinutes(db, 900) });
  await Promise.all([1, 2, 3].map(async () => transaction(db.ctx(), (tx) => turnsChanged(tx, [teamId]))));
  await Promise.all([whatIsDue(db), whatIsDue(db)]);
  await db.advance('810 minutes');
  await whatIsDue(db);
  expect(await handovers(db)).toHaveLength(1);
});

test('of turns that passed while everything was down only the last is handed over', async () => {
  const { db, teamId, ids } = await aWeekend();
  await using _ = db;
  const at = await inMinutes(db, 610);
  await addShift(db.ctx(), { teamId, userId: ids.max, startsAt: at, endsAt: await inMinutes(db, 700) });
  await whatIsDue(db);
  await db.advance('650 minutes');
  await whatIsDue(db);
  expect(await handovers(db)).toMatchObject([{ from: 'alice', to: 'max', at }]);
});

test('the backup hands over quietly: by direct message, and nobody asks again', async () => {
  const { db } = await aWeekend(2);
  await using _ = db;
  await db.advance('11 minutes');
  await whatIsDue(db);
  expect(await handovers(db)).toMatchObject([{ from: 'alice', to: 'bea', level: 2 }]);
  expect(await db.sql`select is_quiet from bulletins`).toEqual([{ is_quiet: true }]);
  expect(await db.sql`select 1 from timers where kind = 'handover-unseen'`).toHaveLength(0);
});

test('who does not say that they have the pager is told by the next means after 15 minutes, the others and the manager after 30', async () => {
  const { db, ids } = await aWeekend();
  await using _ = db;
  await db.sql`insert into providers (name, kind, config) values ('texts', 'OVH_SMS', '{}')`;
  await db.sql`insert into contacts (user_id, means, address, verified_at) values (${ids.bea}, 'SMS', '+33600000001', imas_now())`;
  await db.advance('11 minutes');
  await whatIsDue(db);
  expect(await notices(db)).toEqual([]);
  await db.advance('15 minutes');
  await whatIsDue(db);
  expect(await notices(db)).toEqual([{ name: 'bea', means: 'SMS', title: 'turns.unseen_you' }]);
  await db.advance('15 minutes');
  await whatIsDue(db);
  expect((await notices(db)).slice(1)).toEqual([{ name: 'alice', means: 'CHAT', title: 'turns.unseen_others' }, { name: 'max', means: 'CHAT', title: 'turns.unseen_others' }]);
  await db.advance('60 minutes');
  await whatIsDue(db);
  expect(await notices(db)).toHaveLength(3);
});

test('whoever takes over says that they have the pager: written down, nobody is told more, the card is drawn again', async () => {
  const { db, ids } = await aWeekend();
  await using _ = db;
  await db.advance('11 minutes');
  await whatIsDue(db);
  const { id } = (await handovers(db))[0]!;
  db.jobs.length = 0;
  await havePager(db.ctx(await as(db, ids.bea)), id);
  expect(await handovers(db)).toMatchObject([{ confirmed: 'bea' }]);
  expect(db.jobs.map(({ name }) => name)).toEqual(['post-bulletin']);
  expect(await audited(db)).toContain('oncall.handover_confirmed');
  await db.advance('60 minutes');
  await whatIsDue(db);
  expect(await notices(db)).toEqual([]);
});

test('pressed twice it is so already; pressed by the manager and the person at once, one is told who said so', async () => {
  const { db, ids } = await aWeekend();
  await using _ = db;
  await db.advance('11 minutes');
  await whatIsDue(db);
  const { id } = (await handovers(db))[0]!;
  const [bea, max] = [await as(db, ids.bea), await as(db, ids.max)];
  const [pressed, late] = await raced(db, (ctx) => havePager({ ...ctx, actor: bea }, id), (ctx) => havePager({ ...ctx, actor: max }, id));
  expect(pressed).toMatchObject({ status: 'fulfilled', value: { confirmedBy: 'bea' } });
  expect(late).toMatchObject({ status: 'rejected', reason: { code: 'conflict', key: 'turns.has_the_pager', params: { name: 'bea' } } });
  expect(await havePager(db.ctx(bea), id)).toMatchObject({ confirmedBy: 'bea' });
});

test('nobody else may say so, and nobody after somebody else took over', async () => {
  const { db, ids } = await aWeekend();
  await using _ = db;
  await db.advance('11 minutes');
  await whatIsDue(db);
  const { id } = (await handovers(db))[0]!;
  await expect(havePager(db.ctx(await as(db, ids.alice)), id)).rejects.toMatchObject({ code: 'forbidden', key: 'turns.only_incoming', params: { name: 'bea' } });
  await expect(havePager(db.ctx(await as(db, ids.bea)), 'no such thing')).rejects.toMatchObject({ code: 'not_found' });
  await db.sql`insert into handovers (team_id, level, at, to_user) select team_id, level, at + interval '1 hour', ${ids.max} from handovers`;
  await expect(havePager(db.ctx(await as(db, ids.bea)), id)).rejects.toMatchObject({ code: 'conflict', key: 'turns.handover_past' });
});

test('a hand-over knows what is open and how often whoever hands over was paged, by day and by night where they live', async () => {
  const { db, ids } = await aWeekend();
  await using _ = db;
  await createService(db.ctx(), { name: 'redis-prod', ownerTeam: 'SRE' });
  await db.sql`update users set time_zone = 'Asia/Tokyo' where id = ${ids.alice}`;
  await db.sql`update on_call_seen set since = '2026-03-01T00:00:00Z'`;
  const { id: incident } = await declare(db.ctx(), { title: 'Redis is down', service: 'redis-prod', severity: 'SEV2_HIGH', via: 'api' });
  const page = async (at: string, status = 'sent') => db.sql`
    with run as (insert into runs (incident_id, number, reason, began_at, ended_at) select ${incident}, 10 + count(*), 'opened', imas_now(), imas_now() from runs returning id)
    insert into notifications (incident_id, run_id, user_id, purpose, means, address, status, is_page, created_at)
    select ${incident}, id, ${ids.alice}, 'page', means, '', ${status}, true, ${at}::timestamptz from run, unnest(array['CHAT', 'SMS']) means`;
  // 22:00 and 06:59 in Tokyo are night, 07:00 is not.
  await page('2026-03-02T13:00:00Z');
  await page('2026-03-02T21:59:00Z');
  await page('2026-03-02T22:00:00Z');
  await page('2026-03-02T14:00:00Z', 'shadow');
  await page('2026-02-27T14:00:00Z');
  await db.advance('11 minutes');
  await whatIsDue(db);
  const { id } = (await handovers(db))[0]!;
  expect(await handoverFacts(db.ctx(), id)).toMatchObject({
    teamName: 'SRE', from: { username: 'alice' }, to: { username: 'bea' }, isPast: false, pages: { count: 3, atNight: 2 },
    open: [{ number: 1, title: 'Redis is down', service_name: 'redis-prod', severity: 'SEV2_HIGH', status: 'TRIGGERED' }], openCount: 1,
  });
  for (let n = 0; n < 10; n += 1) await declare(db.ctx(), { title: `Disk ${n} is full`, service: 'redis-prod', severity: n === 9 ? 'SEV1_CRITICAL' : 'SEV3_MEDIUM', via: 'api' });
  const many = (await handoverFacts(db.ctx(), id))!;
  expect([many.openCount, many.open.length, many.open.slice(0, 2).map(({ title }) => title)]).toEqual([11, 8, ['Disk 9 is full', 'Redis is down']]);
  expect(await handoverFacts(db.ctx(), ids.bea)).toBeUndefined();
});
