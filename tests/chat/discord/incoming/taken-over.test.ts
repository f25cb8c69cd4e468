import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import type { Answer, Card } from '../../../../src/chat/card.ts';
import { releaseDoings } from '../../../../src/chat/once.ts';
import { wordsOf } from '../../../fakes/discord/person/see.ts';
import { anInbound, type Incoming } from './an-inbound.ts';

const incident: Card = cardOf({ title: 'Redis is down', actions: [{ label: 'Acknowledge', command: 'incident/ack', args: { incident: 'INC-42' } }] });
const form: Answer = { kind: 'form', form: { title: 'Edit', command: 'service/edit', args: { service: 'redis' }, submit: 'Save', fields: [{ name: 'title', label: 'Title', kind: 'text', required: true }] } };
const said = (title: string, isPrivate = true): Answer => ({ kind: 'card', private: isPrivate, card: cardOf({ title }) });

/** The first process never comes to an end with what it took; whoever carries it out after it answers so. */
function stuck(it: Incoming, answer: Answer): Disposable & { taken: Promise<void> } {
  const [{ promise, resolve }, { promise: taken, resolve: take }] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const before = it.reached.length;
  it.answer(async () => {
    if (it.reached.length === before + 1) {
      take();
      await promise;
    }
    return answer;
  });
  return { taken, [Symbol.dispose]: () => resolve() };
}
/** The first process fell, and another one looks after what it left; twice, as replicas do. */
async function fallen(it: Incoming): Promise<void> {
  const other = it.another();
  await releaseDoings(it.db.sql, 1);
  await Promise.all([other.resume(), other.resume()]);
}

describe('what a process that fell had taken is carried out by another, once, and answered by its interaction:', () => {
  test('a slash command', async () => {
    await using it = await anInbound();
    using _ = stuck(it, said('Listed'));
    const asked = await it.bea.slash('incident list');
    expect([asked.shown, it.reached.length]).toEqual(['thinking', 1]);
    await fallen(it);
    expect(wordsOf(await asked.answer())).toContain('Listed');
    expect(it.reached).toMatchObject([{}, { how: 'phrase', text: '/incident list' }]);
  });
  test('a slash command whose answer is for everybody', async () => {
    await using it = await anInbound();
    using _ = stuck(it, said('Declared', false));
    await it.bea.slash('incident list', {}, { channel: it.channel });
    await fallen(it);
    await it.discord.until('the answer', () => it.discord.messagesIn(it.channel).length > 0);
    expect(it.discord.messagesIn(it.channel).map(wordsOf)).toEqual([expect.stringContaining('Declared')]);
  });
  test('a press', async () => {
    await using it = await anInbound();
    using _ = stuck(it, said('You have it'));
    const asked = await it.bea.press(await it.posted(incident), 'Acknowledge');
    expect(asked.shown).toBe('changed');
    await fallen(it);
    expect(wordsOf(await asked.answer())).toContain('You have it');
    expect(it.reached).toMatchObject([{ command: 'incident/ack' }, { command: 'incident/ack', args: { incident: 'INC-42' } }]);
  });
  test('a form, whose words nobody can read meanwhile', async () => {
    await using it = await anInbound();
    it.answer(() => form);
    await it.bea.press(await it.posted(incident), 'Acknowledge');
    using _ = stuck(it, said('Saved'));
    const sent = await it.bea.submit({ Title: 'hunter2' });
    const kept = await it.db.sql<{ wanted: string }[]>`select wanted::text from chat_events where wanted is not null`;
    expect([sent.shown, kept.length, kept.some(({ wanted }) => wanted.includes('hunter2'))]).toEqual(['thinking', 1, false]);
    await fallen(it);
    expect(wordsOf(await sent.answer())).toContain('Saved');
    expect(it.reached.filter(({ how }) => how === 'submit')).toMatchObject([{ values: { title: 'hunter2' } }, { values: { title: 'hunter2' } }]);
  });
});

test('a press whose process fell before Discord was told is carried out and answered by direct message', async () => {
  await using it = await anInbound();
  using first = stuck(it, said('You have it'));
  const pressing = it.bea.press(await it.posted(incident), 'Acknowledge');
  await first.taken;
  it.discord.passTime(4000);
  expect((await pressing).shown).toBe('failure');
  await fallen(it);
  const direct = await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id)[0]);
  expect([wordsOf(direct), it.reached.length]).toEqual([expect.stringContaining('You have it'), 2]);
});

test('a command of which Discord said that it failed is left to whoever types it again', async () => {
  await using it = await anInbound();
  using first = stuck(it, said('Declared'));
  const asking = it.bea.slash('incident list');
  await first.taken;
  await fallen(it);
  expect(it.reached).toHaveLength(1);
  await asking;
});
