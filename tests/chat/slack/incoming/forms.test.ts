import { describe, expect, test } from 'vitest';
import { cardOf, reply } from '../../../../src/chat/answer.ts';
import type { Answer } from '../../../../src/chat/card.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import type { SlackView } from '../../../fakes/slack/state.ts';
import { aForm, anInbound, type Incoming, type Mode } from './an-inbound.ts';

/** A form on Bea's screen, filled in; its submission is answered by what is given. */
async function filled(it: Incoming, answered: Answer | (() => Promise<Answer>), form: Answer = aForm()): Promise<SlackView> {
  it.answer((asked) => (asked.how === 'submit' ? (typeof answered === 'function' ? answered() : answered) : form));
  await it.bea.command('/incident', 'declare', { channel: it.channel });
  const modal = await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
  await it.bea.fill(modal, { Title: 'Redis' });
  return modal;
}

describe.each<Mode>(['http', 'socket'])('a form by %s', (mode) => {
  test('is submitted with what was filled in, closes, and is answered where it was asked for', async () => {
    await using it = await anInbound(mode);
    const modal = await filled(it, reply({ title: 'Declared' }));
    expect(await it.bea.submit(modal)).toMatchObject({ status: 200, errors: {} });
    expect(modal.open).toBe(false);
    expect(it.reached.at(-1)).toMatchObject({ how: 'submit', command: 'incident/declare', values: { title: 'Redis' }, from: { place: { id: it.channel } } });
    const answer = await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1));
    expect([answer.channel, wordsOf(answer)]).toEqual([it.channel, expect.stringContaining('Declared')]);
  });
  test('says what is wrong beside its field', async () => {
    await using it = await anInbound(mode);
    const modal = await filled(it, aForm({}, 'This title is taken.'));
    expect(Object.values((await it.bea.submit(modal)).errors)).toEqual(['This title is taken.']);
    expect(modal.open).toBe(true);
  });
});

describe('a form', () => {
  test('can be submitted again after it was put right', async () => {
    await using it = await anInbound();
    let isGood = false;
    const modal = await filled(it, async () => (isGood ? reply({ title: 'Declared' }) : aForm({}, 'Too short.')));
    await it.bea.submit(modal);
    isGood = true;
    await it.bea.submit(modal);
    expect(modal.open).toBe(false);
  });
  test('says what is wrong with no single field above them', async () => {
    await using it = await anInbound();
    const modal = await filled(it, aForm({ error: 'INC-42 is resolved already.' }));
    await it.bea.submit(modal);
    expect(JSON.stringify(it.slack.modal(it.bea.id)?.view)).toContain('INC-42 is resolved already.');
  });
  test('says the whole of what is wrong, below its field where Slack has no room beside it', async () => {
    await using it = await anInbound();
    const long = `It names nobody: ${'somebody, '.repeat(30)}nobody.`;
    const modal = await filled(it, aForm({}, long));
    expect((await it.bea.submit(modal)).errors).toEqual({});
    expect(JSON.stringify(it.slack.modal(it.bea.id)?.view)).toContain(long);
    expect(it.slack.troubles).toEqual([]);
  });
  test('gives its place to the next step', async () => {
    await using it = await anInbound();
    const modal = await filled(it, aForm({ title: 'Step 2', command: 'imas/setup', fields: [{ name: 'token', label: 'Token', kind: 'text', required: true }] }));
    await it.bea.submit(modal);
    expect(it.slack.modal(it.bea.id)?.view).toMatchObject({ title: { text: 'Step 2' } });
    expect(it.slack.troubles).toEqual([]);
  });
  test('whose incident was resolved meanwhile is answered in plain words', async () => {
    await using it = await anInbound();
    const modal = await filled(it, reply({ title: 'INC-42 is resolved already.', tone: 'bad' }));
    await it.bea.submit(modal);
    expect(wordsOf(await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1)))).toContain('resolved already');
  });
  test('is answered by direct message when the response_url died while it was filled in', async () => {
    await using it = await anInbound();
    const modal = await filled(it, reply({ title: 'Declared' }));
    it.slack.passTime(31 * 60_000);
    await it.bea.submit(modal);
    expect(wordsOf(await it.slack.until('a direct message', () => it.slack.directFor(it.bea.id).at(-1)))).toContain('Declared');
  });
  test('that takes longer than Slack waits says so, and then what became of it', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    const modal = await filled(it, async () => { await promise; return reply({ title: 'Declared' }); });
    expect((await it.bea.submit(modal)).status).toBe(200);
    expect(it.slack.modal(it.bea.id)?.view).toMatchObject({ title: { text: 'Working on it…' } });
    resolve();
    await it.slack.until('the end', () => JSON.stringify(it.slack.modal(it.bea.id)?.view).includes('Declared'));
    await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1));
  });
  test('that failed is answered with a reference', async () => {
    await using it = await anInbound();
    const modal = await filled(it, () => Promise.reject(new Error('a bug')));
    expect((await it.bea.submit(modal)).status).toBe(200);
    expect(wordsOf(await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1)))).toContain('Reference');
  });
  test('of a click on a card answers for all in the thread of that card', async () => {
    await using it = await anInbound();
    it.answer((asked) => (asked.how === 'submit' ? { kind: 'card', private: false, card: cardOf({ title: 'Handed over' }) } : asked.how === 'press' ? aForm() : { kind: 'card', private: false, card: cardOf({ title: 'Open', actions: [{ label: 'Go', command: 'oncall/set', args: {} }] }) }));
    await it.bea.command('/oncall', '', { channel: it.channel });
    const card = await it.slack.until('the card', () => it.slack.lastMessage(it.channel));
    await it.bea.click(card, 'Go');
    const modal = await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
    await it.bea.fill(modal, { Title: 'x' });
    await it.bea.submit(modal);
    const answer = await it.slack.until('the answer', () => it.slack.messagesIn(it.channel).find((one) => wordsOf(one).includes('Handed over')));
    expect(answer.threadTs).toBe(card.ts);
  });
});

describe('a field that asks for its options', () => {
  const withTeam = aForm({ fields: [{ name: 'title', label: 'Title', kind: 'text', required: true }, { name: 'team', label: 'Team', kind: 'team', required: true }] });
  test('is given what the dispatcher completes, and what was typed as it is', async () => {
    await using it = await anInbound();
    it.complete((command, field, typed) => [{ value: 'SRE', label: `${command} ${field} ${typed}` }]);
    const modal = await filled(it, reply({ title: 'Declared' }), withTeam);
    const options = await it.bea.suggest(modal, 'Team', 'sr');
    expect(options).toMatchObject([{ text: { text: 'incident/declare team sr' }, value: 'SRE' }, { text: { text: '“sr” as typed' }, value: 'sr' }]);
    await it.bea.fill(modal, { Team: 'SRE' });
    await it.bea.submit(modal);
    expect(it.reached.at(-1)).toMatchObject({ values: { title: 'Redis', team: 'SRE' } });
  });
  test('is given only what was typed when that takes too long', async () => {
    await using it = await anInbound();
    it.complete(() => new Promise(() => {}));
    const modal = await filled(it, reply({ title: 'Declared' }), withTeam);
    expect(await it.bea.suggest(modal, 'Team', 'sr')).toMatchObject([{ value: 'sr' }]);
    expect(it.slack.troubles).toEqual([]);
  });
});
