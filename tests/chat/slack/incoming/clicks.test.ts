import { describe, expect, test } from 'vitest';
import { cardOf, reply } from '../../../../src/chat/answer.ts';
import type { Answer, Card } from '../../../../src/chat/card.ts';
import { drawMessage } from '../../../../src/chat/slack/render/message.ts';
import { storeValues } from '../../../../src/chat/values.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { addMessage } from '../../../fakes/slack/messages.ts';
import { unauthenticated } from '../../../../src/errors.ts';
import type { Context } from '../../../../src/context.ts';
import { onceOver, releaseDoings } from '../../../../src/chat/once.ts';
import { silent } from '../../../log.ts';
import { testSealer } from '../../../night.ts';
import type { Json, SlackMessage } from '../../../fakes/slack/state.ts';
import { aForm, anInbound, type Incoming, type Mode } from './an-inbound.ts';

const incident: Card = cardOf({ title: 'Redis is down', actions: [{ label: 'Acknowledge', command: 'incident/ack', args: { incident: 'INC-42' } }, { label: 'Runbook', url: 'https://example.com/runbook' }] });
const forAll = (title: string): Answer => ({ kind: 'card', private: false, card: cardOf({ title }) });

/** A card as it stands in the channel. */
async function posted(it: Incoming, card: Card = incident): Promise<SlackMessage> {
  const { text, blocks, kept } = drawMessage(card, { say: sayIn('en') });
  await storeValues(it.db.sql, kept);
  return addMessage(it.slack.world, { text, blocks: JSON.parse(JSON.stringify(blocks)) as Json[], channel: it.channel, user: it.slack.world.botUser });
}

describe.each<Mode>(['http', 'socket'])('a click by %s', (mode) => {
  test('is the command of its button', async () => {
    await using it = await anInbound(mode);
    const asked = await it.bea.click(await posted(it), 'Acknowledge');
    expect(asked.status).toBe(200);
    expect(await asked.answer()).toMatchObject({ ephemeral: { user: it.bea.id } });
    expect(it.reached).toMatchObject([{ how: 'press', command: 'incident/ack', args: { incident: 'INC-42' } }]);
  });
});

describe('a click', () => {
  test('answers for all in the thread of its card, with no new message in the channel', async () => {
    await using it = await anInbound();
    it.answer(() => forAll('Bea has it'));
    const card = await posted(it);
    await it.bea.click(card, 'Acknowledge');
    const answer = await it.slack.until('the answer', () => it.slack.messagesIn(it.channel).find((one) => one.ts !== card.ts));
    expect(answer.threadTs).toBe(card.ts);
  });
  test('leaves the card to whoever keeps it up to date', async () => {
    await using it = await anInbound();
    const card = await posted(it);
    await (await it.bea.click(card, 'Acknowledge')).answer();
    expect(card.edits).toEqual([]);
  });
  test('is one, however often it is made within a moment', async () => {
    await using it = await anInbound();
    const card = await posted(it);
    const both = await Promise.all([it.bea.click(card, 'Acknowledge'), it.bea.click(card, 'Acknowledge')]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await it.inbound.stop();
    expect(it.reached).toHaveLength(1);
  });
  test('on another button in between makes the next one a click of its own', async () => {
    await using it = await anInbound();
    const card = await posted(it, cardOf({ title: 'Redis is down', actions: [{ label: 'Take', command: 'incident/ack', args: {} }, { label: 'Leave', command: 'incident/unack', args: {} }] }));
    for (const button of ['Take', 'Leave', 'Take']) await (await it.bea.click(card, button)).answer();
    expect(it.reached.map((one) => (one.how === 'phrase' ? one.text : one.command))).toEqual(['incident/ack', 'incident/unack', 'incident/ack']);
  });
  test('is made by each of two people', async () => {
    await using it = await anInbound();
    const card = await posted(it);
    const carl = it.slack.as(it.slack.addUser({ name: 'Carl' }).id);
    const both = await Promise.all([it.bea.click(card, 'Acknowledge'), carl.click(card, 'Acknowledge')]);
    await Promise.all(both.map((one) => one.answer()));
    expect(it.reached).toHaveLength(2);
  });
  test('on a link is acknowledged and nothing else', async () => {
    await using it = await anInbound();
    const asked = await it.bea.click(await posted(it), 'Runbook');
    await it.inbound.stop();
    expect([asked.status, it.reached, asked.answers]).toEqual([200, [], []]);
  });
  test('on a button whose value is gone says so', async () => {
    await using it = await anInbound();
    const card = await posted(it, cardOf({ title: 'Old', actions: [{ label: 'Note', command: 'incident/note', args: { note: 'x'.repeat(3000) } }] }));
    await it.db.sql`delete from chat_values`;
    expect(wordsOf(await (await it.bea.click(card, 'Note')).answer())).toContain('no longer there');
  });
  test('opens the form that it needs', async () => {
    await using it = await anInbound();
    it.answer(() => aForm());
    await it.bea.click(await posted(it), 'Acknowledge');
    await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
  });
  test('on “Show all” shows what was cut, to the asker alone', async () => {
    await using it = await anInbound();
    const lines = Array.from({ length: 300 }, (_, i) => [`alert ${i} is firing on a host with a long name`]);
    const card = await posted(it, cardOf({ title: 'A storm', blocks: [{ kind: 'list', items: lines }] }));
    await it.bea.click(card, 'Show all');
    const last = await it.slack.until('the last line', () => it.slack.ephemeralsFor(it.bea.id).find((one) => wordsOf(one).includes('alert 299 ')));
    expect(last.channel).toBe(it.channel);
    expect(it.slack.messagesIn(it.channel)).toHaveLength(1);
  });
  test.each<[string, () => Promise<Context['actor']>, string]>([
    ['a stranger', async () => ({ kind: 'visitor', platform: 'slack', chatUserId: 'U2', name: 'Guest', permissions: new Set(), via: 'slack' }), 'view_incident'],
    ['a disabled account', async () => { throw unauthenticated('access.account_disabled'); }, 'disabled'],
  ])('on “Show all” shows nothing to %s', async (_, actor, why) => {
    await using it = await anInbound();
    it.listen(actor);
    const lines = Array.from({ length: 300 }, (__, i) => [`alert ${i} is firing on a host with a long name`]);
    const card = await posted(it, cardOf({ title: 'A storm', blocks: [{ kind: 'list', items: lines }] }));
    const answer = await (await it.bea.click(card, 'Show all')).answer();
    expect(wordsOf(answer)).toContain(why);
    expect(answer).toMatchObject({ ephemeral: { user: it.bea.id } });
    expect(it.slack.ephemeralsFor(it.bea.id)).toHaveLength(1);
  });
  test('is answered by direct message when the response_url is dead', async () => {
    await using it = await anInbound();
    it.slack.fail('response_url', { error: 'used_url' });
    it.answer(() => reply({ title: 'You have it' }));
    await it.bea.click(await posted(it), 'Acknowledge');
    expect(wordsOf(await it.slack.until('a direct message', () => it.slack.directFor(it.bea.id).at(-1)))).toContain('You have it');
  });
});

describe('an answer of which Slack does not say whether it was given', () => {
  test('to all is given once', async () => {
    await using it = await anInbound();
    it.answer(() => forAll('Bea has it'));
    const card = await posted(it);
    it.slack.fail('chat.postMessage', { loseAnswer: true, times: 1 });
    await it.bea.click(card, 'Acknowledge');
    await it.slack.until('the answer', () => it.slack.messagesIn(it.channel).find((one) => one.ts !== card.ts));
    await it.inbound.stop();
    expect(it.slack.messagesIn(it.channel).filter((one) => wordsOf(one).includes('Bea has it'))).toHaveLength(1);
    expect(it.slack.ephemeralsFor(it.bea.id)).toHaveLength(0);
  });
  test('by direct message is found there', async () => {
    await using it = await anInbound();
    it.slack.fail('response_url', { error: 'used_url' });
    it.slack.fail('chat.postMessage', { loseAnswer: true, times: 1 });
    it.answer(() => reply({ title: 'You have it' }));
    await it.bea.click(await posted(it), 'Acknowledge');
    await it.slack.until('a look', () => it.slack.callsOf('conversations.history').length > 0);
    await it.inbound.stop();
    expect(it.slack.directFor(it.bea.id)).toHaveLength(1);
  });
});

describe('an answer that is kept up to date', () => {
  test('stands in the direct conversation and is edited when something changed', async () => {
    await using it = await anInbound();
    const follow = { incident: 'INC-42', command: 'incident/paged', args: { incident: 'INC-42' } };
    it.answer((asked) => ({ kind: 'card', private: true, card: cardOf({ title: asked.how === 'phrase' ? 'Bea was told' : 'Bea has seen it' }), ...(asked.how === 'phrase' ? { follow } : {}) }));
    const asked = await it.bea.command('/page', 'SRE down', { channel: it.channel });
    expect(wordsOf(await asked.answer())).toContain('kept up to date');
    const message = await it.slack.until('a direct message', () => it.slack.directFor(it.bea.id).at(-1));
    await it.slack.until('the edit', () => wordsOf(message).includes('Bea has seen it'));
    expect(it.slack.directFor(it.bea.id)).toHaveLength(1);
  });
});

test('a click that a process took and did not finish is carried out by the next one, and answered', async () => {
  await using it = await anInbound();
  it.answer(() => forAll('Bea has it'));
  const card = await posted(it);
  const button = (card.blocks as { type: string; elements?: Json[] }[]).find(({ type }) => type === 'actions')!.elements![0]!;
  const click = { type: 'block_actions', user: { id: it.bea.id }, channel: { id: it.channel, name: 'payments' }, container: { type: 'message', channel_id: it.channel, message_ts: card.ts }, message: { ts: card.ts }, actions: [button] };
  await onceOver('slack', { sql: it.db.sql, log: silent, sealer: testSealer, replica: 7 }).begin('action:1', click);
  await it.inbound.resume();
  expect(it.reached).toEqual([]);
  await releaseDoings(it.db.sql, 7);
  await it.inbound.resume();
  await it.slack.until('the answer', () => it.slack.messagesIn(it.channel).find((one) => one.ts !== card.ts));
  expect(it.reached).toMatchObject([{ how: 'press', command: 'incident/ack', args: { incident: 'INC-42' } }]);
  await it.inbound.resume();
  expect(it.reached).toHaveLength(1);
});
