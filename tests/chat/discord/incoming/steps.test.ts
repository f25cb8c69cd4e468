import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import type { Answer, Field } from '../../../../src/chat/card.ts';
import { buttonsOf, wordsOf } from '../../../fakes/discord/person/see.ts';
import { anInbound, type Incoming } from './an-inbound.ts';

const field = (name: string, more: Partial<Field> = {}): Field => ({ name, label: name, kind: 'text', required: false, ...more });
const aForm = (fields: readonly Field[]): Answer => ({ kind: 'form', form: { title: 'Edit', command: 'service/edit', args: {}, submit: 'Save', fields } });
const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => field(name));
const said = (title: string, more: { everybody?: true; bad?: true } = {}): Answer => ({ kind: 'card', private: more.everybody !== true, card: cardOf({ title, tone: more.bad === true ? 'bad' : 'good' }) });
const card = cardOf({ title: 'Redis is down', actions: [{ label: 'Edit', command: 'service/edit', args: {} }, { label: 'Delete', command: 'service/delete', args: {}, confirm: 'Delete it for good?' }] });

/** A form of two parts, the first of which is filled in; then the dispatcher answers this. */
async function halfway(it: Incoming, then: () => Answer | Promise<Answer>) {
  it.answer((reached) => (reached.how === 'press' ? aForm(seven) : then()));
  await it.bea.press(await it.posted(card), 'Edit');
  const step = await (await it.bea.submit({ a: 'A' })).answer();
  expect(buttonsOf(step)).toEqual(['Continue', 'Save now']);
  return step;
}
const seen = (it: Incoming) => it.discord.ephemeralsFor(it.bea.id).map((one) => [wordsOf(one).split('\n')[0], buttonsOf(one)]);

describe('what comes of a step takes its place', () => {
  test('the next part of a form, and what became of it', async () => {
    await using it = await anInbound();
    const step = await halfway(it, () => said('Saved'));
    await it.bea.press(step, 'Continue');
    await it.bea.submit({ g: 'G' });
    await it.discord.until('the end', () => wordsOf(step).includes('Saved'));
    expect(seen(it)).toEqual([['✅ Saved', []]]);
  });
  test('what is wrong with a form, as often as it is, and the end of it', async () => {
    await using it = await anInbound();
    it.answer((reached) => (reached.how === 'submit' && reached.values!['a'] === 'good' ? said('Saved') : aForm([field('a', reached.how === 'submit' ? { value: reached.values!['a']!, error: `${reached.values!['a']} is no good.` } : {})])));
    await it.bea.press(await it.posted(card), 'Edit');
    const refused = await (await it.bea.submit({ a: 'bad' })).answer();
    await it.bea.press(refused, 'Try again');
    await it.bea.submit({ a: 'worse' });
    await it.discord.until('the second refusal', () => wordsOf(refused).includes('worse is no good'));
    await it.bea.press(refused, 'Try again');
    await it.bea.submit({ a: 'good' });
    await it.discord.until('the end', () => wordsOf(refused).includes('Saved'));
    expect(seen(it)).toEqual([['✅ Saved', []]]);
  });
  test('the answer to a question', async () => {
    await using it = await anInbound();
    const question = await (await it.bea.press(await it.posted(card), 'Delete')).answer();
    await it.bea.press(question, 'No, go back');
    await it.discord.until('the end', () => buttonsOf(question).length === 0);
    expect([seen(it).length, it.reached]).toEqual([1, []]);
  });
  test('also when it takes its time', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    const step = await halfway(it, async () => { await promise; return said('Saved'); });
    const saving = await it.bea.press(step, 'Save now');
    expect(saving.shown).toBe('changed');
    resolve();
    expect(wordsOf(await saving.answer())).toContain('Saved');
    expect(seen(it)).toEqual([['✅ Saved', []]]);
  });
  test('and is seen by everybody, when it is for them', async () => {
    await using it = await anInbound();
    const step = await halfway(it, () => said('Saved for all', { everybody: true }));
    const answer = await (await it.bea.press(step, 'Save now')).answer();
    expect([wordsOf(answer), answer.ephemeralFor]).toEqual([expect.stringContaining('Saved for all'), undefined]);
    await it.discord.until('the step to go', () => seen(it).length === 0);
  });
});

test('what went wrong stands beside the step, which stays', async () => {
  await using it = await anInbound();
  const step = await halfway(it, () => said('The database is away', { bad: true }));
  const failed = await (await it.bea.press(step, 'Save now')).answer();
  expect([wordsOf(failed), failed.ephemeralFor]).toEqual([expect.stringContaining('The database is away'), it.bea.id]);
  expect(seen(it).map(([, buttons]) => buttons)).toEqual([['Continue', 'Save now'], []]);
});
