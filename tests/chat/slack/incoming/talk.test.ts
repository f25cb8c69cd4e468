import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { aForm, anInbound, type Mode } from './an-inbound.ts';

describe.each<Mode>(['http', 'socket'])('a mention by %s', (mode) => {
  test('in a thread is a phrase, answered there to the asker alone', async () => {
    await using it = await anInbound(mode);
    const card = await it.bea.write(it.channel, 'Redis is down');
    await it.bea.mention(it.channel, 'ack', { thread: card.ts });
    const answer = await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1));
    expect([answer.channel, answer.threadTs]).toEqual([it.channel, card.ts]);
    expect(it.reached).toMatchObject([{ how: 'phrase', text: 'ack', from: { place: { id: it.channel, thread: card.ts } } }]);
  });
});

describe('a mention', () => {
  test('is answered for all in its own thread', async () => {
    await using it = await anInbound();
    it.answer(() => ({ kind: 'card', private: false, card: cardOf({ title: 'Bea is on call' }) }));
    const asked = await it.bea.mention(it.channel, 'oncall who');
    const answer = await it.slack.until('the answer', () => it.slack.messagesIn(it.channel).find((one) => wordsOf(one).includes('Bea is on call')));
    expect(answer.threadTs).toBe(asked.ts);
  });
  test('keeps the people that it names', async () => {
    await using it = await anInbound();
    await it.bea.mention(it.channel, 'page @bea "Redis is down"');
    await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1));
    expect(it.reached).toMatchObject([{ text: `page <@${it.bea.id}> "Redis is down"` }]);
  });
  test.each([['', '/imas help'], ['xyzzy plugh', 'xyzzy plugh'], ['aknowledge', 'aknowledge']])('of nothing that we know (“%s”) is “%s”', async (words, phrase) => {
    await using it = await anInbound();
    await it.bea.mention(it.channel, words);
    await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1));
    expect(it.reached).toMatchObject([{ text: phrase }]);
  });
  test('that needs a form offers a button that opens it', async () => {
    await using it = await anInbound();
    it.answer(() => aForm());
    await it.bea.mention(it.channel, 'declare');
    await it.bea.click(await it.slack.until('the button', () => it.slack.ephemeralsFor(it.bea.id).at(-1)), 'Open the form');
    await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
  });
  test('told again is carried out once', async () => {
    await using it = await anInbound();
    await it.bea.mention(it.channel, 'ack');
    await it.slack.until('the answer', () => it.slack.ephemeralsFor(it.bea.id).at(-1));
    const event = it.slack.events.find((one) => JSON.stringify(one).includes('app_mention'))!;
    expect((await it.slack.redeliver(event)).status).toBe(200);
    await it.inbound.stop();
    expect(it.reached).toHaveLength(1);
  });
});

describe('words in the conversation with us', () => {
  test.each([['ack 42', 'ack 42'], ['/imas status', '/imas status'], ['help', '/imas help'], ['link ABCD-1234', '/imas link ABCD-1234']])('“%s” is a phrase', async (words, phrase) => {
    await using it = await anInbound();
    await it.bea.write(it.bea.direct().id, words);
    await it.slack.until('the answer', () => it.slack.directFor(it.bea.id).find((one) => wordsOf(one).includes('Done')));
    expect(it.reached).toMatchObject([{ how: 'phrase', text: phrase }]);
  });
  test('our own answers are none', async () => {
    await using it = await anInbound();
    await it.bea.write(it.bea.direct().id, 'help');
    await it.slack.until('the answer', () => it.slack.directFor(it.bea.id).find((one) => wordsOf(one).includes('Done')));
    await it.inbound.stop();
    expect(it.reached).toHaveLength(1);
  });
});
