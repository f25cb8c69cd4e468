import { expect, test } from 'vitest';
import { onceOver, releaseDoings } from '../../src/chat/once.ts';
import { transaction } from '../../src/db/transaction.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';
import { testSealer } from '../night.ts';

async function aPair() {
  const db = await aDatabase();
  const at = (replica: number) => onceOver('slack', { sql: db.sql, log: silent, sealer: testSealer, replica });
  const change = (title: string) => transaction(db.ctx(), async (tx) => { await tx.sql`insert into teams (name, slug) values (${title}, ${title})`; });
  const teams = async () => (await db.sql<{ name: string }[]>`select name from teams order by name`).map(({ name }) => name);
  return { db, one: at(1), two: at(2), change, teams, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}
const wanted = { actions: [1] };

test('what was asked for, carried out and answered is left to nobody', async () => {
  await using it = await aPair();
  const doing = await it.one.begin('action:1', wanted);
  expect(await it.one.begin('action:1', wanted)).toBeUndefined();
  await doing!.run(() => it.change('a'));
  await doing!.end();
  await releaseDoings(it.db.sql, 1);
  expect(await it.two.takeOver()).toEqual([]);
});

test('what was not, because its process fell or its transaction did, another process carries out, once', async () => {
  await using it = await aPair();
  const doing = await it.one.begin('action:1', wanted);
  await expect(doing!.run(async () => {
    await transaction(it.db.ctx(), async (tx) => {
      await tx.sql`insert into teams (name, slug) values ('half', 'half')`;
      throw new Error('the process fell');
    });
  })).rejects.toThrow();
  expect(await it.two.takeOver()).toEqual([]);
  await releaseDoings(it.db.sql, 1);
  const [mine, ...rest] = (await Promise.all([it.two.takeOver(), it.two.takeOver()])).flat();
  expect([mine!.wanted, rest]).toEqual([wanted, []]);
  await mine!.doing.run(() => it.change('whole'));
  expect(await it.teams()).toEqual(['whole']);
});

test('of what was carried out and not answered any more, another process says that it was done, and does it no second time', async () => {
  await using it = await aPair();
  const doing = await it.one.begin('action:1', wanted);
  await doing!.run(() => it.change('a'));
  await releaseDoings(it.db.sql, 1);
  const [left] = await it.two.takeOver();
  await expect(left!.doing.run(() => it.change('b'))).rejects.toMatchObject({ key: 'chat.was_done' });
  expect(await it.teams()).toEqual(['a']);
  await left!.doing.end();
  await releaseDoings(it.db.sql, 2);
  expect(await it.one.takeOver()).toEqual([]);
});

test('a process that was only held up does nothing any more of what another took over', async () => {
  await using it = await aPair();
  const late = await it.one.begin('action:1', wanted);
  await releaseDoings(it.db.sql, 1);
  const [taken] = await it.two.takeOver();
  await taken!.doing.run(() => it.change('theirs'));
  await expect(late!.run(() => it.change('ours'))).rejects.toMatchObject({ key: 'chat.done_elsewhere' });
  expect(await it.teams()).toEqual(['theirs']);
});

test('several transactions of one command are all carried out', async () => {
  await using it = await aPair();
  const doing = await it.one.begin('action:1', wanted);
  await doing!.run(async () => {
    await Promise.all([it.change('a'), it.change('b')]);
    await it.change('c');
  });
  expect(await it.teams()).toEqual(['a', 'b', 'c']);
});

test('what has waited for too long is left alone', async () => {
  await using it = await aPair();
  await it.one.begin('action:1', wanted);
  await releaseDoings(it.db.sql, 1);
  await it.db.advance('11 minutes');
  expect(await it.two.takeOver()).toEqual([]);
});

test('what is kept only once a platform is told that it was taken is carried out by another from then on, and not when it was done before', async () => {
  await using it = await aPair();
  const [early, late, done] = await Promise.all(['early', 'late', 'done'].map((id) => it.one.begin(id)));
  await late!.keep(wanted);
  await done!.run(() => it.change('done'));
  await done!.keep(wanted);
  await releaseDoings(it.db.sql, 1);
  const taken = await it.two.takeOver();
  expect(taken.map((one) => one.wanted)).toEqual([wanted]);
  await taken[0]!.doing.run(() => it.change('late'));
  await early!.run(() => it.change('early'));
  expect(await it.teams()).toEqual(['done', 'early', 'late']);
});

test('nothing of what somebody typed can be read where it is kept', async () => {
  await using it = await aPair();
  await it.one.begin('form:1', { values: { token: 'xoxb-secret' } });
  const [row] = await it.db.sql<{ kept: string }[]>`select wanted::text as kept from chat_events where id = 'form:1'`;
  expect(row!.kept).not.toMatch(/xoxb|values/);
  await releaseDoings(it.db.sql, 1);
  expect((await it.two.takeOver())[0]!.wanted).toEqual({ values: { token: 'xoxb-secret' } });
});
