import { describe, expect, test } from 'vitest';
import { cardOf } from '../../../../src/chat/answer.ts';
import { begin, type NewInteraction } from '../../../fakes/discord/interactions.ts';
import type { DiscordMessage, Interaction, Json } from '../../../fakes/discord/state.ts';
import { wordsOf } from '../../../fakes/discord/person/see.ts';
import { anInbound, type Incoming } from './an-inbound.ts';

const press = 3;
const form = 5;
const command = 2;
const long = '@everyone '.repeat(4000);

/** What Discord might send, whether or not its own app lets anybody do that. */
async function sent(it: Incoming, type: Interaction['type'], data: Json, more: Partial<NewInteraction> = {}): Promise<DiscordMessage> {
  const interaction = begin(it.discord.world, { type, userId: it.bea.id, channel: it.discord.world.channels.get(it.channel)!, data, what: JSON.stringify(data).slice(0, 100), ...more });
  const answer = await it.discord.until('an answer', () => interaction.answers.find(({ flags }) => (flags & 128) === 0));
  expect(it.discord.world.now() - interaction.at).toBeLessThan(3000);
  return answer;
}
const ofMessage = async (it: Incoming): Promise<Partial<NewInteraction>> => {
  const { id } = await it.posted(cardOf({ title: 'Redis is down' }));
  return { messageId: id, message: { id, flags: 0 } };
};

describe('what another version left behind is answered plainly and in private', () => {
  test('buttons', async () => {
    await using it = await anInbound();
    const where = await ofMessage(it);
    const ids = ['ack_42', '{"action":"ack","id":42}', '?gone#0', '*gone', '?', '*', 'form/open?form=gone#0', 'form/send?form=gone#0', 'answer/show?answer=gone#0', '#', '../../etc', 'ack:INC-42'];
    for (const id of ids) {
      const answer = await sent(it, press, { custom_id: id, component_type: 2 }, where);
      expect([id, answer.ephemeralFor, wordsOf(answer)]).toEqual([id, it.bea.id, expect.stringMatching(/no longer|gone|old/i)]);
    }
    expect(it.reached).toEqual([]);
  });
  test('entries of selects, and selects that were emptied', async () => {
    await using it = await anInbound();
    const where = await ofMessage(it);
    for (const values of [['?gone#0'], ['nothing'], []]) expect((await sent(it, press, { custom_id: 'more#0', component_type: 3, values }, where)).ephemeralFor).toBe(it.bea.id);
    expect(it.reached).toEqual([]);
  });
  test('forms', async () => {
    await using it = await anInbound();
    for (const id of ['form:gone', 'declare_modal', '']) {
      const answer = await sent(it, form, { custom_id: id, components: [{ type: 1, components: [{ type: 4, custom_id: 'title', value: long }] }] });
      expect([answer.ephemeralFor, wordsOf(answer)]).toEqual([it.bea.id, expect.stringMatching(/no longer|gone|old/i)]);
    }
    expect(it.reached).toEqual([]);
  });
  test('entries in the menus of messages and of people', async () => {
    await using it = await anInbound();
    for (const data of [{ name: 'Add to timeline', type: 3, target_id: '1' }, { name: 'Old entry', type: 3, target_id: '1', resolved: { messages: { 1: { id: '1' } } } }, { name: 'Page', type: 2, target_id: '1' }]) {
      expect((await sent(it, command, data)).ephemeralFor).toBe(it.bea.id);
    }
    expect(it.reached).toEqual([]);
  });
});

test('a message that only forwards another is put on the timeline with what it forwards', async () => {
  await using it = await anInbound();
  await sent(it, command, { name: 'Add to timeline', type: 3, target_id: '7', resolved: { messages: { 7: { id: '7', channel_id: it.channel, content: '', author: { id: it.bea.id, username: 'bea' }, message_snapshots: [{ message: { content: 'redis is slow', attachments: [{ filename: 'graph.png', url: 'https://cdn.example/graph.png' }] } }] } } } });
  const [kept] = await it.db.sql<{ text: string }[]>`select value->'heard'->>'text' as text from chat_values where id = ${(it.reached[0] as { args: Record<string, string> }).args['message']!}`;
  expect(kept!.text).toBe('redis is slow\ngraph.png https://cdn.example/graph.png');
});

describe('what is far too long', () => {
  test('is handed on, and an answer that says it again pings nobody', async () => {
    await using it = await anInbound();
    it.answer(() => ({ kind: 'card', private: false, card: cardOf({ title: long, text: [[long]], actions: [{ label: long, command: 'incident/ack', args: { note: long } }, { label: '<@&1> @here', command: 'incident/ack', args: {} }] }) }));
    const answer = await sent(it, command, { name: 'incident', type: 1, options: [{ type: 1, name: 'declare', options: [{ type: 3, name: 'title', value: long }] }] });
    expect([answer.pings, answer.hasAllowedMentions]).toEqual([[], true]);
    expect(wordsOf(answer)).not.toMatch(/(?<!\\)@(?:everyone|here)\b/);
    // Everything that was cut is a click away, for whoever asks alone.
    const whole = await (await it.bea.press(answer, 'Show all')).answer();
    expect([whole.ephemeralFor, whole.pings]).toEqual([it.bea.id, []]);
    await it.discord.until('all of it', () => it.discord.ephemeralsFor(it.bea.id).map(wordsOf).join('').match(/everyone/g)!.length >= 4000);
  });
  test('is gone into by a form that keeps it', async () => {
    await using it = await anInbound();
    it.answer((reached) => (reached.how === 'press'
      ? { kind: 'form', form: { title: long, command: 'incident/edit', args: {}, submit: 'Save', intro: long, fields: [{ name: 'note', label: long, kind: 'longtext', required: true, value: long, help: long, maxLength: 50_000 }] } }
      : { kind: 'card', private: true, card: cardOf({ title: 'Saved' }) }));
    const card = await it.posted(cardOf({ title: 'Redis is down', actions: [{ label: 'Edit', command: 'incident/edit', args: {} }] }));
    expect((await it.bea.press(card, 'Edit')).shown).toBe('form');
    await it.bea.submit({});
    expect(it.reached.at(-1)).toMatchObject({ how: 'submit', values: { note: long } });
  });
});

describe('what comes from a direct conversation', () => {
  test('is said there, and answered there', async () => {
    await using it = await anInbound();
    const channel = it.discord.world.channels.get(it.bea.direct())!;
    const answer = await sent(it, press, { custom_id: 'incident/ack?incident=INC-1#0', component_type: 2 }, { channel });
    expect(answer.channelId).toBe(channel.id);
    expect(it.reached).toMatchObject([{ command: 'incident/ack', from: { visitor: { isMember: true }, place: { kind: 'direct', id: channel.id } } }]);
  });
});

describe('completion', () => {
  test('that is answered too late ends quietly', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<readonly []>();
    it.complete(() => promise);
    const asking = it.bea.complete('oncall who', { team: 'sr' });
    it.discord.passTime(4000);
    resolve([]);
    await asking;
    await it.discord.until('the late answer', () => it.discord.calls.some(({ route, status }) => route.endsWith('/callback') && status === 404));
    expect((await it.bea.slash('incident list')).shown).toBe('answer');
    expect(it.inbound.health().ok).toBe(true);
  });
});
