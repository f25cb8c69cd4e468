import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import type { Answer, Card, Field } from '../../../../src/chat/card.ts';
import { wordsOf } from '../../../fakes/discord/person/see.ts';
import { anInbound } from './an-inbound.ts';

const incident: Card = cardOf({ title: 'Redis is down', actions: [{ label: 'Acknowledge', command: 'incident/ack', args: { incident: 'INC-42' } }, { label: 'Leave', command: 'incident/unack', args: {} }, { label: 'Delete', command: 'team/delete', args: { team: 'SRE' }, confirm: 'Delete SRE for good?' }] });
const text = (name: string, more: Partial<Field> = {}): Field => ({ name, label: name, kind: 'text', required: false, ...more });
const aForm = (fields: readonly Field[], error?: string): Answer => ({ kind: 'form', form: { title: 'Edit', command: 'service/edit', args: { service: 'redis' }, submit: 'Save', fields, ...(error === undefined ? {} : { error }) } });
const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => text(name, { value: `was ${name}` }));

describe('a click', () => {
  test('is the command of its button, answered to whoever pressed it alone', async () => {
    await using it = await anInbound();
    const asked = await it.bea.press(await it.posted(incident), 'Acknowledge');
    expect(await asked.answer()).toMatchObject({ ephemeralFor: it.bea.id });
    expect(it.reached).toMatchObject([{ how: 'press', command: 'incident/ack', args: { incident: 'INC-42' }, from: { place: { platform: 'discord', id: it.channel, kind: 'channel' } } }]);
  });
  test('is one, however often it is made within a moment', async () => {
    await using it = await anInbound();
    const card = await it.posted(incident);
    const both = await Promise.all([it.bea.press(card, 'Acknowledge'), it.bea.press(card, 'Acknowledge')]);
    expect(both.map(({ shown }) => shown).toSorted()).toEqual(['answer', 'changed']);
    expect(it.reached).toHaveLength(1);
    expect(it.discord.troubles).toEqual([]);
  });
  test('on a button that asks first is carried out when that is confirmed', async () => {
    await using it = await anInbound();
    const question = await (await it.bea.press(await it.posted(incident), 'Delete')).answer();
    expect(wordsOf(question)).toContain('Delete SRE for good?');
    expect(it.reached).toEqual([]);
    await it.bea.press(question, 'Delete');
    expect(it.reached).toMatchObject([{ command: 'team/delete', args: { team: 'SRE' } }]);
  });
  test('on what is gone says so', async () => {
    await using it = await anInbound();
    const card = await it.posted({ ...incident, actions: [{ label: 'Old', command: 'incident/ack', args: { note: 'x'.repeat(200) } }] });
    await it.db.sql`delete from chat_values`;
    expect(wordsOf(await (await it.bea.press(card, 'Old')).answer())).toMatch(/no longer|gone|old/i);
    expect(it.reached).toEqual([]);
  });
  test('that takes its time changes nothing at first and is answered then, in private', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return { kind: 'card', private: true, card: cardOf({ title: 'Late' }) }; });
    const asked = await it.bea.press(await it.posted(incident), 'Acknowledge');
    resolve();
    expect([asked.shown, (await asked.answer()).ephemeralFor]).toEqual(['changed', it.bea.id]);
  });
});

describe('a form', () => {
  test('opens from a click and is submitted with what was filled in', async () => {
    await using it = await anInbound();
    it.answer((reached) => (reached.how === 'press' ? aForm([text('title', { required: true })]) : { kind: 'card', private: true, card: cardOf({ title: 'Saved' }) }));
    expect((await it.bea.press(await it.posted(incident), 'Acknowledge')).shown).toBe('form');
    const sent = await it.bea.submit({ title: 'Redis' });
    expect(wordsOf(await sent.answer())).toContain('Saved');
    expect(it.reached.at(-1)).toMatchObject({ how: 'submit', command: 'service/edit', args: { service: 'redis' }, values: { title: 'Redis' } });
  });
  test.each([
    ['has names to choose from where all of them fit', 24, 'team', '', true], ['asks for a name in words where there are more', 25, 'team', '', false], ['keeps what was typed and is none of them', 24, 'team', 'nam', false],
    ['asks in words for a name that may be new', 24, 'text', '', false], ['has the incidents that matter most to choose from', 25, 'incident', '', true],
  ] as const)('%s', async (_, count, kind, value, isChosen) => {
    await using it = await anInbound();
    it.complete((command, field, typed) => (command === 'service/edit' && field === 'team' && typed === '' ? Array.from({ length: count }, (_, n) => ({ value: `team ${n}`, label: `team ${n} · ours` })) : []));
    it.answer((reached) => (reached.how === 'press' ? aForm([text('title'), text('team', { kind, value })]) : { kind: 'card', private: true, card: cardOf({ title: 'Saved' }) }));
    await it.bea.press(await it.posted(incident), 'Acknowledge');
    expect(JSON.stringify(it.bea.form()?.modal).includes('team 7 · ours')).toBe(isChosen);
    await it.bea.submit({ team: isChosen ? 'team 7' : 'team x' });
    expect(it.reached.at(-1)).toMatchObject({ how: 'submit', values: { team: isChosen ? 'team 7' : 'team x', title: '' } });
  });
  test('of more than five fields goes on by a button, and keeps what was typed', async () => {
    await using it = await anInbound();
    it.answer((reached) => (reached.how === 'press' ? aForm(seven) : { kind: 'card', private: true, card: cardOf({ title: 'Saved' }) }));
    await it.bea.press(await it.posted(incident), 'Acknowledge');
    const kept = await (await it.bea.submit({ a: 'new a' })).answer();
    expect(wordsOf(kept)).toContain('Step 1 of 2');
    expect((await it.bea.press(kept, 'Continue')).shown).toBe('form');
    await it.bea.submit({ g: 'new g' });
    expect(it.reached.at(-1)).toMatchObject({ values: { a: 'new a', b: 'was b', f: 'was f', g: 'new g' } });
  });
  test('of more than five fields may be saved before its end when nothing is missing', async () => {
    await using it = await anInbound();
    it.answer((reached) => (reached.how === 'press' ? aForm(seven) : { kind: 'card', private: true, card: cardOf({ title: 'Saved' }) }));
    await it.bea.press(await it.posted(incident), 'Acknowledge');
    const kept = await (await it.bea.submit({ a: 'new a' })).answer();
    expect(wordsOf(await (await it.bea.press(kept, 'Save now')).answer())).toContain('Saved');
    expect(it.reached.at(-1)).toMatchObject({ values: { a: 'new a', g: 'was g' } });
  });
  test('that is refused says what is wrong with which field, and opens again as it was filled in', async () => {
    await using it = await anInbound();
    it.answer((reached) => aForm([text('title', reached.how === 'submit' ? { value: reached.values!['title']!, error: 'Too vague.' } : {})]));
    await it.bea.press(await it.posted(incident), 'Acknowledge');
    const refused = await (await it.bea.submit({ title: 'bad' })).answer();
    expect([wordsOf(refused), refused.ephemeralFor]).toEqual([expect.stringMatching(/title.*Too vague\./s), it.bea.id]);
    await it.bea.press(refused, 'Try again');
    expect(JSON.stringify(it.bea.form()?.modal)).toContain('"value":"bad"');
  });
  test('that comes too late is opened by a button', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return aForm([text('title')]); });
    const asked = await it.bea.slash('incident edit');
    resolve();
    const offered = await asked.answer();
    expect((await it.bea.press(offered, 'Open the form')).shown).toBe('form');
  });
});

describe('an entry in the menu of a message', () => {
  test('hands the message on as it was said, with names for mentions', async () => {
    await using it = await anInbound();
    const said = it.bea.write(it.channel, `<@${it.bea.id}> redis is slow <:fire:123>`);
    await it.bea.messageCommand(said, 'Add to timeline');
    expect(it.reached).toMatchObject([{ how: 'press', command: 'incident/add-message' }]);
    const [kept] = await it.db.sql<{ heard: object }[]>`select value->'heard' as heard from chat_values where id = ${(it.reached[0] as { args: Record<string, string> }).args['message']!}`;
    expect(kept!.heard).toMatchObject({ platform: 'discord', placeId: it.channel, messageId: said.id, author: 'bea', text: '@bea redis is slow :fire:', link: expect.stringContaining(said.id) as string });
  });
  test('declares an incident from it', async () => {
    await using it = await anInbound();
    await it.bea.messageCommand(it.bea.write(it.channel, 'redis is slow'), 'Create incident from message');
    expect(it.reached).toMatchObject([{ command: 'incident/declare-from', args: { seen: 'no' } }]);
  });
  test('puts nothing of ours on a timeline', async () => {
    await using it = await anInbound();
    const answer = await (await it.bea.messageCommand(await it.posted(incident), 'Add to timeline')).answer();
    expect([it.reached, answer.ephemeralFor]).toEqual([[], it.bea.id]);
  });
});
