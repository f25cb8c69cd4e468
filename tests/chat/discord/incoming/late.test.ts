import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import type { Answer, Card } from '../../../../src/chat/card.ts';
import { buttonsOf, wordsOf } from '../../../fakes/discord/person/see.ts';
import { anInbound, type Incoming } from './an-inbound.ts';

const incident: Card = cardOf({ title: 'Redis is down', actions: [{ label: 'Acknowledge', command: 'incident/ack', args: { incident: 'INC-42' } }] });
const secretly = (title: string): Answer => ({ kind: 'card', private: true, card: cardOf({ title, blocks: [{ kind: 'code', code: 'imas_secret' }] }) });
const quarterOfAnHour = 15 * 60_000;

/** Somebody presses while the connection is down; it comes back when Discord waits no more. */
async function pressedInAGap(it: Incoming, label = 'Acknowledge', card = incident): Promise<void> {
  const message = await it.posted(card);
  it.discord.gateway.refuse(true);
  it.discord.gateway.drop(4000);
  const pressing = it.bea.press(message, label);
  it.discord.passTime(4000);
  expect((await pressing).shown).toBe('failure');
  it.discord.gateway.refuse(false);
  await it.discord.until('what it was to reach us', () => it.reached.length > 0);
}

describe('a click that reaches us after its three seconds', () => {
  test('is carried out once and answered by direct message', async () => {
    await using it = await anInbound();
    it.answer(() => secretly('You have it'));
    await pressedInAGap(it);
    const direct = await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id)[0]);
    expect(wordsOf(direct)).toContain('You have it');
    expect(it.discord.gateway.identifies).toHaveLength(1);
    it.discord.redeliver([...it.discord.world.interactions.values()].at(-1)!);
    await it.bea.slash('incident list');
    expect(it.reached.filter(({ how }) => how === 'press')).toHaveLength(1);
    expect(it.discord.directFor(it.bea.id)).toHaveLength(1);
  });
  test('of somebody who takes no direct messages is answered behind a button, to them alone, where they pressed', async () => {
    await using it = await anInbound();
    it.bea.takesDirect(false);
    it.answer(() => secretly('You have it'));
    await pressedInAGap(it);
    const called = await it.discord.until('the mention', () => it.discord.messagesIn(it.channel).find(({ pings }) => pings.includes(it.bea.id)));
    expect([called.pings, JSON.stringify(called).includes('imas_secret'), wordsOf(called).includes('You have it')]).toEqual([[it.bea.id], false, false]);
    const other = it.discord.person(it.discord.addMember({ name: 'max' }));
    expect(wordsOf(await (await other.press(called, 'Show my answer')).answer())).toContain('for whoever is named there');
    const shown = await (await it.bea.press(called, 'Show my answer')).answer();
    expect([wordsOf(shown), shown.ephemeralFor]).toEqual([expect.stringContaining('imas_secret'), it.bea.id]);
  });
  test('of somebody who takes no direct messages is shown by another process too, and stands in no readable way anywhere', async () => {
    await using it = await anInbound();
    it.bea.takesDirect(false);
    it.answer(() => secretly('You have it'));
    await pressedInAGap(it);
    const called = await it.discord.until('the mention', () => it.discord.messagesIn(it.channel).find(({ pings }) => pings.includes(it.bea.id)));
    await it.inbound.stop();
    it.another();
    await it.discord.until('another session', () => it.discord.gateway.identifies.length > 1 && it.discord.gateway.connected() === 1);
    const shown = await (await it.bea.press(called, 'Show my answer')).answer();
    expect([wordsOf(shown), shown.ephemeralFor]).toEqual([expect.stringContaining('imas_secret'), it.bea.id]);
    expect(JSON.stringify(await it.db.sql`select value from chat_values`)).not.toContain('imas_secret');
  });
  test('of somebody who takes no direct messages is answered there when it is for everybody', async () => {
    await using it = await anInbound();
    it.bea.takesDirect(false);
    it.answer(() => ({ kind: 'card', private: false, card: cardOf({ title: 'Bea has it' }) }));
    await pressedInAGap(it);
    const called = await it.discord.until('the mention', () => it.discord.messagesIn(it.channel).find(({ pings }) => pings.includes(it.bea.id)));
    expect(wordsOf(called)).toContain('Bea has it');
  });
  test('and asks for a form offers it by direct message', async () => {
    await using it = await anInbound();
    it.answer((reached) => (reached.how === 'press' ? { kind: 'form', form: { title: 'Edit', command: 'service/edit', args: {}, submit: 'Save', fields: [{ name: 'title', label: 'Title', kind: 'text', required: true }] } } : secretly('Saved')));
    await pressedInAGap(it);
    const offer = await it.discord.until('the offer', () => it.discord.directFor(it.bea.id)[0]);
    expect((await it.bea.press(offer, 'Open the form')).shown).toBe('form');
    await it.bea.submit({ Title: 'Redis' });
    expect(it.reached.at(-1)).toMatchObject({ how: 'submit', values: { title: 'Redis' } });
  });
});

describe('an answer that takes longer than its interaction lives', () => {
  test.each(['slash', 'press'] as const)('comes by direct message (%s)', async (how) => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return secretly('At last'); });
    const asked = how === 'slash' ? await it.bea.slash('incident list') : await it.bea.press(await it.posted(incident), 'Acknowledge');
    expect(asked.shown).toBe(how === 'slash' ? 'thinking' : 'changed');
    it.discord.passTime(quarterOfAnHour + 1000);
    resolve();
    const direct = await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id)[0]);
    expect(wordsOf(direct)).toContain('At last');
    // Discord's 401 was about that interaction's token, and not about ours.
    expect((await it.bea.press(await it.posted(incident), 'Acknowledge')).shown).toBe('answer');
  });
});

test('while the database hangs, Discord is told in time that an answer comes, and it comes', async () => {
  await using it = await anInbound();
  const card = await it.posted(incident);
  const { promise, resolve } = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const hanging = it.db.sql.begin(async (tx) => {
    await tx`lock table chat_budgets, chat_events, chat_values, users in access exclusive mode`;
    locked.resolve();
    await promise;
  });
  await locked.promise;
  const both = await Promise.all([it.bea.press(card, 'Acknowledge'), it.bea.slash('incident list')]);
  resolve();
  await hanging;
  expect(both.map(({ shown }) => shown)).toEqual(['changed', 'thinking']);
  for (const asked of both) expect(wordsOf(await asked.answer())).toContain('Done');
});

describe('a first answer that Discord', () => {
  test('does not take for a moment is given all the same, in time', async () => {
    await using it = await anInbound();
    it.discord.fail('POST /interactions/:interaction/:token/callback', { status: 503, times: 2 });
    expect((await it.bea.press(await it.posted(incident), 'Acknowledge')).shown).toBe('answer');
    expect(it.discord.troubles).toEqual([]);
  });
  test('took without saying so is not given twice', async () => {
    await using it = await anInbound();
    it.discord.fail('POST /interactions/:interaction/:token/callback', { loseAnswer: true, times: 1 });
    const asked = await it.bea.press(await it.posted(incident), 'Acknowledge');
    await asked.answer();
    await it.bea.slash('incident list');
    expect([asked.answers.length, it.discord.directFor(it.bea.id).length]).toEqual([1, 0]);
  });
  test('does not take at all comes by direct message', async () => {
    await using it = await anInbound();
    it.discord.fail('POST /interactions/:interaction/:token/callback', { retryAfter: 5, times: 20 });
    const pressing = it.bea.press(await it.posted(incident), 'Acknowledge');
    const direct = await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id)[0]);
    expect(wordsOf(direct)).toContain('Done');
    await pressing;
  });
});

describe('an answer that is kept up to date', () => {
  const progress = (): Answer => ({ kind: 'card', private: true, card: cardOf({ title: 'Asked: 1' }), follow: { command: 'incident/paged', args: {} } });
  const changes = async (it: Incoming, title: string): Promise<void> => {
    it.answer(() => ({ kind: 'card', private: true, card: cardOf({ title }) }));
    await it.db.sql`select pg_notify('imas_state', '')`;
  };

  test('is changed where it stands, and goes on by direct message when that is no longer possible', async () => {
    await using it = await anInbound();
    it.answer(progress);
    const answer = await (await it.bea.slash('page', { whom: '@max', what: 'help' })).answer();
    await changes(it, 'Asked: 2');
    await it.discord.until('the change', () => wordsOf(answer).includes('Asked: 2'));
    expect(it.discord.directFor(it.bea.id)).toEqual([]);
    it.discord.passTime(quarterOfAnHour + 1000);
    await changes(it, 'Asked: 3');
    const direct = await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id)[0]);
    expect(wordsOf(direct)).toContain('Asked: 3');
    await changes(it, 'Asked: 4');
    await it.discord.until('the change there', () => wordsOf(direct).includes('Asked: 4'));
    expect(it.discord.directFor(it.bea.id)).toHaveLength(1);
  });
  test('is changed where it came late', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return progress(); });
    const asked = await it.bea.press(await it.posted(incident), 'Acknowledge');
    resolve();
    const answer = await asked.answer();
    await changes(it, 'Asked: 2');
    await it.discord.until('the change', () => wordsOf(answer).includes('Asked: 2'));
    expect(buttonsOf(answer)).toEqual([]);
  });
});

describe('a picture', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>';
  const pictured: Answer = { kind: 'card', private: true, card: cardOf({ title: 'Who is when', blocks: [{ kind: 'picture', svg, alt: 'Bea until Monday' }] }) };

  test('goes along with the answer to a command, at once and late', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(() => pictured);
    const atOnce = await (await it.bea.slash('oncall schedule list', { team: 'SRE' })).answer();
    it.answer(async () => { await promise; return pictured; });
    const asked = await it.bea.slash('oncall schedule list', { team: 'SRE' });
    resolve();
    const late = await asked.answer();
    for (const { attachments, embeds } of [atOnce, late]) {
      expect(attachments.map(({ type, content }) => [type, content.subarray(1, 4).toString()])).toEqual([['image/png', 'PNG']]);
      expect(embeds[0]).toMatchObject({ image: { url: `attachment://${attachments[0]!.name}` } });
    }
  });
  test('goes along by direct message', async () => {
    await using it = await anInbound();
    it.answer(() => pictured);
    await pressedInAGap(it);
    const direct = await it.discord.until('the direct message', () => it.discord.directFor(it.bea.id)[0]);
    expect(direct.attachments).toHaveLength(1);
  });
});
