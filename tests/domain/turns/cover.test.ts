import { expect, test } from 'vitest';
import { addOverride } from '../../../src/domain/oncall/add-override.ts';
import { addShift } from '../../../src/domain/oncall/add-shift.ts';
import { setOnCall } from '../../../src/domain/oncall/set-on-call.ts';
import { onCallOf, whoIsOnCall } from '../../../src/domain/oncall/who-is-on-call.ts';
import { transaction } from '../../../src/db/transaction.ts';
import type { Timer } from '../../../src/domain/timers/timer.ts';
import { askForCover } from '../../../src/domain/turns/ask-for-cover.ts';
import { coverDue } from '../../../src/domain/turns/cover-due.ts';
import { nextTurn } from '../../../src/domain/turns/next-turn.ts';
import { takeCover } from '../../../src/domain/turns/take-cover.ts';
import { withdrawCover } from '../../../src/domain/turns/withdraw-cover.ts';
import type { TestDatabase } from '../../database.ts';
import { raced } from '../people/raced.ts';
import { aPeopledDatabase, aTeam, as, audited, someone } from '../people/someone.ts';
import { inMinutes, whatIsDue } from './what-is-due.ts';

const hours = (n: number) => n * 60;
const covers = (db: TestDatabase) => db.sql<{ status: string; taker: string | null; starts_at: Date; ends_at: Date }[]>`
  select c.status, k.username as taker, c.starts_at, c.ends_at from covers c left join users k on k.id = c.taken_by order by c.starts_at`;
const notices = async (db: TestDatabase, ...keys: string[]) => (await db.sql<{ name: string; title: string }[]>`
  select u.username as name, n.notice->'title'->>'key' as title from notifications n join users u on u.id = n.user_id where n.notice_key like 'cover%' order by n.created_at`).filter(({ title }) => keys.length === 0 || keys.includes(title)).map(({ name, title }) => `${name} ${title}`);

/** Alice in two days for ten hours, Bea the next day for ten hours; Cleo and Max are members only. */
async function aSchedule() {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['alice', 'bea', 'cleo', 'max']);
  await db.sql`update team_members set role = 'manager' where user_id = ${ids.max}`;
  const turn = { startsAt: await inMinutes(db, hours(48)), endsAt: await inMinutes(db, hours(58)) };
  const later = { startsAt: await inMinutes(db, hours(72)), endsAt: await inMinutes(db, hours(82)) };
  await addShift(db.ctx(), { teamId, userId: ids.alice, ...turn });
  await addShift(db.ctx(), { teamId, userId: ids.bea, ...later });
  const [alice, bea, cleo, max] = [db.ctx(await as(db, ids.alice)), db.ctx(await as(db, ids.bea)), db.ctx(await as(db, ids.cleo)), db.ctx(await as(db, ids.max))];
  db.jobs.length = 0;
  return { db, teamId, ids, turn, later, alice, bea, cleo, max };
}

test('my next turn is the one that begins next, of all my teams', async () => {
  const { db, teamId, ids, turn, alice } = await aSchedule();
  await using _ = db;
  expect(await nextTurn(alice, ids.alice)).toEqual({ teamId, teamName: 'SRE', level: 1, from: turn.startsAt.getTime(), to: turn.endsAt.getTime() });
  expect(await nextTurn(alice, ids.cleo)).toBeUndefined();
});

test('who is on call says for whom they cover, and of what comes back in exchange, too', async () => {
  const { db, teamId, turn, later, alice, bea } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, { ...turn, payback: true });
  await takeCover(bea, asked!.lines[0]!.id);
  const why = async (at: Date) => (await whoIsOnCall(db.ctx(), { teamIds: [teamId], at }))[0];
  expect(await why(turn.startsAt)).toMatchObject({ username: 'bea', why: { key: 'oncall.by_cover', params: { name: 'alice' } } });
  expect(await why(later.startsAt)).toMatchObject({ username: 'alice', why: { key: 'oncall.by_cover', params: { name: 'bea' } } });
});

test('asked for, everyone on the schedule is asked; whoever takes it answers, and whoever asked is told', async () => {
  const { db, teamId, ids, turn, alice, bea } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, { ...turn, reason: 'dentist' });
  expect(asked).toMatchObject({ teamName: 'SRE', user: { username: 'alice' }, reason: 'dentist', lines: [{ level: 1, ...turn, status: 'open', takenBy: null }] });
  expect(await db.sql`select kind, people, is_quiet, is_over from bulletins`).toEqual([{ kind: 'cover', people: [ids.bea], is_quiet: false, is_over: false }]);
  expect(await onCallOf(db.ctx(), teamId, 1, turn.startsAt)).toMatchObject({ username: 'alice' });

  await takeCover(bea, asked!.lines[0]!.id);
  expect(await onCallOf(db.ctx(), teamId, 1, turn.startsAt)).toMatchObject({ username: 'bea' });
  expect(await covers(db)).toMatchObject([{ status: 'taken', taker: 'bea' }]);
  expect(await notices(db)).toEqual(['alice turns.taken_yours']);
  expect(await db.sql`select is_over, wanted from bulletins`).toEqual([{ is_over: true, wanted: 2 }]);
  expect(await audited(db)).toEqual(expect.arrayContaining(['cover.asked', 'cover.taken']));
  expect(await takeCover(bea, asked!.lines[0]!.id)).toMatchObject({ cover: { takerName: 'bea' } });
  expect(await db.sql`select 1 from timers where kind = 'cover-due'`).toHaveLength(0);
});

test('two who take it at once: one has it, the other is told who', async () => {
  const { db, ids, turn, alice } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, turn);
  const [beaActor, cleoActor] = [await as(db, ids.bea), await as(db, ids.cleo)];
  const [first, second] = await raced(db, (ctx) => takeCover({ ...ctx, actor: beaActor }, asked!.lines[0]!.id), (ctx) => takeCover({ ...ctx, actor: cleoActor }, asked!.lines[0]!.id));
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict', key: 'turns.taken_before', params: { name: 'bea' } } });
  expect(await db.sql`select user_id from overrides`).toEqual([{ user_id: ids.bea }]);
});

test('part of a turn is given away; the rest stays', async () => {
  const { db, teamId, turn, alice, bea } = await aSchedule();
  await using _ = db;
  const [from, to] = [await inMinutes(db, hours(50)), await inMinutes(db, hours(52))];
  const [asked] = await askForCover(alice, { startsAt: from, endsAt: to });
  await takeCover(bea, asked!.lines[0]!.id);
  const who = async (at: Date) => (await onCallOf(db.ctx(), teamId, 1, at))?.username;
  expect([await who(turn.startsAt), await who(from), await who(to)]).toEqual(['alice', 'bea', 'alice']);
});

test('in exchange whoever asked has the next turn of whoever takes it', async () => {
  const { db, teamId, turn, later, alice, bea } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, { ...turn, payback: true });
  expect(await takeCover(bea, asked!.lines[0]!.id)).toMatchObject({ payback: later });
  expect(await onCallOf(db.ctx(), teamId, 1, later.startsAt)).toMatchObject({ username: 'alice' });
  expect(await db.sql`select is_payback, starts_at as "startsAt", ends_at as "endsAt" from overrides where is_payback`).toEqual([{ is_payback: true, ...later }]);
});

test('away asks for all turns of all teams at once, and only for what is not asked for yet', async () => {
  const { db, ids, turn, alice } = await aSchedule();
  await using _ = db;
  const { teamId: data } = await aTeam(db, 'Data', ['dora']);
  const second = { startsAt: await inMinutes(db, hours(60)), endsAt: await inMinutes(db, hours(70)) };
  await addShift(db.ctx(), { teamId: data, userId: ids.alice, level: 2, ...second });
  await addShift(db.ctx(), { teamId: data, userId: ids.alice, level: 2, startsAt: await inMinutes(db, hours(80)), endsAt: await inMinutes(db, hours(90)) });
  await askForCover(alice, turn);
  const back = await inMinutes(db, hours(85));
  const asked = await askForCover(alice, { startsAt: await inMinutes(db, 0), endsAt: back });
  expect(asked).toMatchObject([{ teamName: 'Data', lines: [{ level: 2, ...second }, { level: 2, endsAt: back }] }]);
  expect(await db.sql`select distinct group_id from covers`).toHaveLength(2);
  await expect(askForCover(alice, turn)).rejects.toMatchObject({ code: 'conflict', key: 'turns.asked_already' });
});

test('for another asks whoever may change the schedule, and that person is told', async () => {
  const { db, ids, turn, max, cleo } = await aSchedule();
  await using _ = db;
  await expect(askForCover(cleo, { userId: ids.alice, ...turn })).rejects.toMatchObject({ code: 'forbidden' });
  await askForCover(max, { userId: ids.alice, ...turn });
  expect(await notices(db)).toEqual(['alice turns.asked_for_you']);
});

test('asked of one person only, nobody else may take it', async () => {
  const { db, ids, turn, alice, bea, cleo } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, { ...turn, withUser: ids.cleo });
  expect(await db.sql`select people, is_quiet from bulletins`).toEqual([{ people: [ids.cleo], is_quiet: true }]);
  await expect(takeCover(bea, asked!.lines[0]!.id)).rejects.toMatchObject({ code: 'forbidden', key: 'turns.not_asked' });
  await expect(takeCover(alice, asked!.lines[0]!.id)).rejects.toMatchObject({ key: 'turns.own_cover' });
  await takeCover(cleo, asked!.lines[0]!.id);
  expect(await covers(db)).toMatchObject([{ taker: 'cleo' }]);
});

test('in exchange, what somebody who is gone was put in for does not stand in the way', async () => {
  const { db, teamId, ids, turn, later, alice, bea } = await aSchedule();
  await using _ = db;
  await addOverride(db.ctx(), { teamId, userId: await someone(db, 'zoe', 'Responders'), ...later });
  await db.sql`update users set is_active = false where username = 'zoe'`;
  const [asked] = await askForCover(alice, { ...turn, payback: true });
  expect(await takeCover(bea, asked!.lines[0]!.id)).toMatchObject({ payback: later });
  expect(await onCallOf(db.ctx(), teamId, 1, later.startsAt)).toMatchObject({ userId: ids.alice });
});

test('taken while its turn begins, it waits for what is due and is not in its way', async () => {
  const { db, turn, alice, bea } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, turn);
  let batches = 0;
  let taken: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await transaction(db.ctx(), async (tx) => {
    batches += 1;
    // Of two that wait for each other whoever looks first gives way.
    await tx.sql`set local deadlock_timeout = '10ms'`;
    const due = await tx.sql<Timer[]>`delete from timers where kind in ('turns', 'cover-due') returning id, kind, subject, due_at as "dueAt", payload, attempts`;
    if (taken === undefined) {
      taken = Promise.allSettled([takeCover(bea, asked!.lines[0]!.id)]);
      while ((await db.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length === 0) { /* asks again */ }
    }
    await coverDue(tx, due.filter(({ kind }) => kind === 'cover-due'));
  });
  expect(batches).toBe(1);
  expect(await taken).toMatchObject([{ status: 'fulfilled', value: { cover: { takerName: 'bea' } } }]);
});

test('a stranger to the team may not take a turn', async () => {
  const { db, turn, alice } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, turn);
  const stranger = db.ctx(await as(db, await someone(db, 'zoe', 'Responders')));
  await expect(takeCover(stranger, asked!.lines[0]!.id)).rejects.toMatchObject({ code: 'forbidden', key: 'turns.not_asked' });
});

test('untaken it stays mine: I am reminded a day and an hour before, and at its beginning it lapses', async () => {
  const { db, turn, alice, bea, teamId } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, turn);
  await db.advance('25 hours');
  await whatIsDue(db);
  await db.advance('22 hours');
  await whatIsDue(db);
  expect(await notices(db)).toEqual(['alice turns.nobody_took_untaken', 'alice turns.nobody_took_untaken']);
  expect(await covers(db)).toMatchObject([{ status: 'open' }]);
  await db.advance('61 minutes');
  await Promise.all([whatIsDue(db), whatIsDue(db)]);
  expect((await notices(db)).slice(2)).toEqual(['alice turns.nobody_took_lapsed']);
  expect(await covers(db)).toMatchObject([{ status: 'lapsed' }]);
  expect(await db.sql`select is_over from bulletins where kind = 'cover'`).toEqual([{ is_over: true }]);
  await expect(takeCover(bea, asked!.lines[0]!.id)).rejects.toMatchObject({ code: 'conflict', key: 'turns.lapsed_before' });
  expect(await onCallOf(db.ctx(), teamId)).toMatchObject({ username: 'alice' });
});

test('withdrawn nobody takes it any more; twice it is so already; taken it cannot be withdrawn', async () => {
  const { db, turn, alice, bea, cleo } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, turn);
  await expect(withdrawCover(cleo, asked!.groupId)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await withdrawCover(alice, asked!.groupId)).toHaveLength(1);
  expect(await withdrawCover(alice, asked!.groupId)).toHaveLength(1);
  await expect(takeCover(bea, asked!.lines[0]!.id)).rejects.toMatchObject({ code: 'conflict', key: 'turns.withdrawn_before' });
  const [again] = await askForCover(alice, turn);
  await takeCover(bea, again!.lines[0]!.id);
  await expect(withdrawCover(alice, again!.groupId)).rejects.toMatchObject({ code: 'conflict', key: 'turns.taken_before', params: { name: 'bea' } });
});

test('what a manager gave to somebody else meanwhile is nobody’s to take', async () => {
  const { db, teamId, ids, turn, alice, bea } = await aSchedule();
  await using _ = db;
  const [asked] = await askForCover(alice, turn);
  await addOverride(db.ctx(), { teamId, userId: ids.cleo, ...turn });
  await expect(takeCover(bea, asked!.lines[0]!.id)).rejects.toMatchObject({ code: 'conflict', key: 'turns.not_theirs' });
  expect(await covers(db)).toMatchObject([{ status: 'open' }]);
});

test.each([
  ['no turn then', 'turns.no_turn_then', 100, 110], ['what ends before it starts', 'schedules.end_before_start', 58, 48],
])('%s is refused with what to do', async (_, key, from, to) => {
  const { db, alice } = await aSchedule();
  await using __ = db;
  await expect(askForCover(alice, { startsAt: await inMinutes(db, hours(from)), endsAt: await inMinutes(db, hours(to)) })).rejects.toMatchObject({ key });
});

test('whoever is pinned answers whatever anybody takes over, and is told so', async () => {
  const { db, teamId, ids, turn, alice } = await aSchedule();
  await using _ = db;
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  await expect(askForCover(alice, turn)).rejects.toMatchObject({ code: 'conflict', key: 'turns.pinned' });
});

test('where nobody else could take it, nobody is asked', async () => {
  await using db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'Solo', ['ann']);
  const turn = { startsAt: await inMinutes(db, 60), endsAt: await inMinutes(db, 600) };
  await addShift(db.ctx(), { teamId, userId: ids.ann, ...turn });
  await expect(askForCover(db.ctx(await as(db, ids.ann)), turn)).rejects.toMatchObject({ code: 'conflict', key: 'turns.nobody_to_ask' });
  expect(await covers(db)).toEqual([]);
});
