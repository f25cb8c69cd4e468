import { describe, expect, test } from 'vitest';
import { reply } from '../../../../src/chat/answer.ts';
import type { Hooks } from '../../../../src/chat/slack/hooks.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { aForm, anInbound, type Incoming } from './an-inbound.ts';

/** Hooks that note what they are told. */
function noting(): { hooks: Hooks; told: unknown[] } {
  const told: unknown[] = [];
  const note = (what: string) => async (it?: unknown): Promise<void> => { told.push([what, it]); };
  return { told, hooks: { home: note('home'), reaction: note('reaction'), joined: note('joined'), message: note('message'), archived: note('archived'), unarchived: note('unarchived') } };
}

describe('what happens in Slack is handed on', () => {
  test.each<[what: string, doing: (it: Incoming) => Promise<unknown>, expected: (it: Incoming) => unknown]>([
    ['home', (it) => it.bea.openHome(), (it) => ({ userId: it.bea.id })],
    ['joined', (it) => it.bea.joins(it.channel), (it) => ({ userId: it.bea.id, channel: it.channel })],
    ['archived', (it) => it.slack.archiveByHand(it.channel), (it) => ({ channel: it.channel, how: 'archived' })],
    ['archived', (it) => it.slack.deleteByHand(it.channel), (it) => ({ channel: it.channel, how: 'deleted' })],
    ['message', (it) => it.bea.write(it.channel, 'hello'), (it) => ({ channel: it.channel, userId: it.bea.id, text: 'hello' })],
    ['reaction', async (it) => it.bea.react(await it.bea.write(it.channel, 'look'), 'pushpin'), (it) => ({ added: true, name: 'pushpin', userId: it.bea.id, channel: it.channel, authorId: it.bea.id })],
    ['reaction', async (it) => it.bea.unreact(await it.bea.write(it.channel, 'look'), 'pushpin'), () => ({ added: false, name: 'pushpin' })],
  ])('%s', async (what, doing, expected) => {
    const { hooks, told } = noting();
    await using it = await anInbound('http', hooks);
    await doing(it);
    await it.inbound.stop();
    expect(told).toContainEqual([what, expect.objectContaining(expected(it) as object)]);
  });
  test('once, however often Slack tells it', async () => {
    const { hooks, told } = noting();
    await using it = await anInbound('http', hooks);
    await it.bea.openHome();
    await it.slack.redeliver();
    await it.inbound.stop();
    expect(told).toHaveLength(1);
  });
  test('and a hook that fails is acknowledged all the same', async () => {
    await using it = await anInbound('http', { home: () => Promise.reject(new Error('a bug')) });
    await it.bea.openHome();
    expect((await it.slack.redeliver()).status).toBe(200);
  });
});

describe('a shortcut', () => {
  test('opens the form that its hook answers', async () => {
    await using it = await anInbound('http', { globalShortcut: async ({ callbackId }) => aForm({ title: callbackId }) });
    await it.bea.shortcut('declare');
    expect((await it.slack.until('a modal', () => it.slack.modal(it.bea.id))).view).toMatchObject({ title: { text: 'declare' } });
  });
  test('of a message tells which, and shows its answer to whoever chose it', async () => {
    const seen: unknown[] = [];
    await using it = await anInbound('http', { messageShortcut: async (shortcut) => { seen.push(shortcut.message); return reply({ title: 'On the timeline' }); } });
    const message = await it.bea.write(it.channel, 'the database was restarted');
    const asked = await it.bea.shortcut('add_to_timeline', message);
    expect(wordsOf(await asked.answer())).toContain('On the timeline');
    expect(seen).toEqual([{ channel: it.channel, ts: message.ts, text: 'the database was restarted', userId: it.bea.id }]);
  });
  test('that nobody knows any more is answered', async () => {
    await using it = await anInbound();
    await it.bea.shortcut('old_name');
    expect(wordsOf(await it.slack.until('a direct message', () => it.slack.directFor(it.bea.id).at(-1)))).toContain('does not know that shortcut');
  });
});
