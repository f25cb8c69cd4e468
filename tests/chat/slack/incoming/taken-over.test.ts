import { describe, expect, test } from 'vitest';
import { reply } from '../../../../src/chat/answer.ts';
import { releaseDoings } from '../../../../src/chat/once.ts';
import { transaction } from '../../../../src/db/transaction.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { aForm, anInbound, type Incoming } from './an-inbound.ts';

/** Whoever takes it first never comes to an end; whoever carries it out after them answers so. */
function stuck(it: Incoming, title: string): Disposable & { taken: Promise<void> } {
  const [{ promise, resolve }, { promise: taken, resolve: take }] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const before = it.reached.length;
  it.answer(async () => {
    if (it.reached.length === before + 1) {
      take();
      await promise;
    }
    return reply({ title });
  });
  return { taken, [Symbol.dispose]: () => resolve() };
}
/** What the process that took it had not finished is given back, and looked after twice, as replicas do. */
async function fallen(it: Incoming): Promise<void> {
  await releaseDoings(it.db.sql, 1);
  await Promise.all([it.inbound.resume(), it.inbound.resume()]);
}
const answerOf = (it: Incoming, title: string) => it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).find((one) => wordsOf(one).includes(title)));

describe('what a process that fell had taken is carried out by another, once, and answered:', () => {
  test('a slash command', async () => {
    await using it = await anInbound();
    using first = stuck(it, 'Declared');
    await it.bea.command('/incident', 'declare Redis', { channel: it.channel });
    await first.taken;
    await fallen(it);
    await answerOf(it, 'Declared');
    expect(it.reached).toMatchObject([{}, { how: 'phrase', text: '/incident declare Redis' }]);
  });
  test('words in which we are named', async () => {
    await using it = await anInbound();
    using first = stuck(it, 'You have it');
    await it.bea.mention(it.channel, 'ack');
    await first.taken;
    await fallen(it);
    await answerOf(it, 'You have it');
    expect(it.reached).toHaveLength(2);
  });
  test('a form, once Slack was told that it takes longer; its words cannot be read meanwhile', async () => {
    await using it = await anInbound();
    it.answer(() => aForm());
    await it.bea.command('/incident', 'declare', { channel: it.channel });
    const modal = await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
    await it.bea.fill(modal, { Title: 'hunter2' });
    using _ = stuck(it, 'Declared');
    await it.bea.submit(modal);
    const kept = await it.db.sql<{ wanted: string }[]>`select wanted::text from chat_events where wanted is not null`;
    expect([kept.length, kept.some(({ wanted }) => wanted.includes('hunter2'))]).toEqual([1, false]);
    await fallen(it);
    await answerOf(it, 'Declared');
    expect(it.reached.filter(({ how }) => how === 'submit')).toMatchObject([{ values: { title: 'hunter2' } }, { values: { title: 'hunter2' } }]);
    expect(JSON.stringify(it.slack.modal(it.bea.id)?.view)).toContain('Declared');
  });
});

test.each([
  ['a slash command', async (it: Incoming) => { await it.bea.command('/incident', 'declare Redis', { channel: it.channel }); }],
  ['words in which we are named', async (it: Incoming) => { await it.bea.mention(it.channel, 'declare Redis'); }],
])('whoever asked by %s that was carried out when its process fell hears that it was done', async (_, ask) => {
  await using it = await anInbound();
  const [{ promise, resolve }, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  it.answer(async () => {
    await transaction(it.db.ctx(), async (tx) => { await tx.sql`insert into teams (name, slug) values ('once', 'once') on conflict do nothing`; });
    done.resolve();
    await promise;
    return reply({ title: 'Declared' });
  });
  await ask(it);
  await done.promise;
  await fallen(it);
  await answerOf(it, 'This was carried out just before IMAS was interrupted');
  resolve();
});

test('a form of which Slack was told nothing yet is left to whoever sends it again', async () => {
  await using it = await anInbound();
  it.answer(() => aForm());
  await it.bea.command('/incident', 'declare', { channel: it.channel });
  const modal = await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
  await it.bea.fill(modal, { Title: 'Redis' });
  using first = stuck(it, 'Declared');
  const sending = it.bea.submit(modal);
  await first.taken;
  await fallen(it);
  expect(it.reached.filter(({ how }) => how === 'submit')).toHaveLength(1);
  await sending;
});
