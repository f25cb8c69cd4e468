import { describe, expect, test } from 'vitest';
import { reply } from '../../../../src/chat/answer.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { aForm, anInbound, type Mode } from './an-inbound.ts';

describe.each<Mode>(['http', 'socket'])('a slash command by %s', (mode) => {
  test('is carried out as a phrase, and answered to the asker alone', async () => {
    await using it = await anInbound(mode);
    const asked = await it.bea.command('/incident', 'ack <3 & @bea', { channel: it.channel });
    expect(asked.status).toBe(200);
    expect(await asked.answer()).toMatchObject({ channel: it.channel, ephemeral: { user: it.bea.id, via: 'response_url' } });
    expect(it.reached).toMatchObject([{ how: 'phrase', from: { place: { id: it.channel } } }]);
  });
  test('is seen by all in the channel when its answer is for all', async () => {
    await using it = await anInbound(mode);
    it.answer(() => ({ ...reply({ title: 'Bea is on call' }), private: false }) as never);
    await it.bea.command('/oncall', 'set SRE @bea', { channel: it.channel });
    const posted = await it.slack.until('the answer', () => it.slack.lastMessage(it.channel));
    expect(wordsOf(posted)).toContain('Bea is on call');
  });
});

describe('a slash command', () => {
  test('knows people by their ids and reads & and < as they were typed', async () => {
    await using it = await anInbound();
    const text = 'declare sev2 payments R&amp;D &lt;broken&gt; <@U1|bea>';
    const body = new URLSearchParams({ command: '/acme-incident', text, user_id: it.bea.id, team_id: 'T1', channel_id: it.channel, trigger_id: '1.2', response_url: 'http://127.0.0.1:9/' }).toString();
    await fetch(it.url, { method: 'POST', body, headers: { ...it.slack.signed(body), 'content-type': 'application/x-www-form-urlencoded' } });
    await it.slack.until('the answer', () => it.slack.directFor(it.bea.id).length > 0);
    expect(it.reached).toMatchObject([{ text: '/incident declare sev2 payments R&D <broken> <@U1>' }]);
  });
  test('is acknowledged at once, however long it takes', async () => {
    await using it = await anInbound();
    const { promise, resolve } = Promise.withResolvers<void>();
    it.answer(async () => { await promise; return reply({ title: 'At last' }); });
    const asked = await it.bea.command('/imas', 'status', { channel: it.channel });
    expect(asked).toMatchObject({ status: 200, answers: [] });
    resolve();
    expect(wordsOf(await asked.answer())).toContain('At last');
  });
  test('is answered by direct message when the response_url is dead', async () => {
    await using it = await anInbound();
    it.slack.fail('response_url', { error: 'expired_url' });
    await it.bea.command('/imas', 'status', { channel: it.channel });
    expect(wordsOf((await it.slack.until('a direct message', () => it.slack.directFor(it.bea.id).at(-1))))).toContain('Done');
  });
  test('is answered by direct message when the response_url leads nowhere and Slack is busy for a moment', async () => {
    await using it = await anInbound();
    it.slack.fail('response_url', { reset: true });
    it.slack.fail('conversations.open', { error: 'internal_error', times: 1 });
    await it.bea.command('/imas', 'status', { channel: it.channel });
    await it.slack.until('a direct message', () => it.slack.directFor(it.bea.id).at(-1));
  });
  test('delivered twice is acknowledged twice and carried out once', async () => {
    await using it = await anInbound();
    const body = new URLSearchParams({ command: '/imas', text: '', user_id: it.bea.id, channel_id: it.channel, trigger_id: '1.2', response_url: 'http://127.0.0.1:9/' }).toString();
    const post = () => fetch(it.url, { method: 'POST', body, headers: { ...it.slack.signed(body), 'content-type': 'application/x-www-form-urlencoded' } });
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    await it.inbound.stop();
    expect(it.reached).toHaveLength(1);
  });
  test('opens its form', async () => {
    await using it = await anInbound();
    it.answer(() => aForm());
    await it.bea.command('/incident', 'declare', { channel: it.channel });
    expect((await it.slack.until('a modal', () => it.slack.modal(it.bea.id))).view).toMatchObject({ title: { text: 'Declare' } });
  });
  test('whose form comes too late offers a button that opens it', async () => {
    await using it = await anInbound();
    it.answer(() => aForm({ fields: [{ name: 'title', label: 'Title', kind: 'text', required: true, value: 'Redis' }] }));
    it.slack.fail('views.open', { error: 'expired_trigger_id', times: 1 });
    const asked = await it.bea.command('/incident', 'declare', { channel: it.channel });
    await it.bea.click(await asked.answer(), 'Open the form');
    const modal = await it.slack.until('a modal', () => it.slack.modal(it.bea.id));
    expect(JSON.stringify(modal.view)).toContain('"initial_value":"Redis"');
  });
  test('whose form nobody can open any more says why, without a button that would not open it either', async () => {
    await using it = await anInbound();
    it.answer(() => aForm());
    it.slack.fail('views.open', { error: 'token_revoked', times: 1 });
    const answer = await (await it.bea.command('/incident', 'declare', { channel: it.channel })).answer();
    expect(wordsOf(answer)).toMatch(/token|installed/i);
    expect(JSON.stringify(answer)).not.toContain('Open the form');
  });
  test('that fails is answered with a reference', async () => {
    await using it = await anInbound();
    it.answer(() => Promise.reject(new Error('a bug')));
    const asked = await it.bea.command('/imas', 'status', { channel: it.channel });
    expect(wordsOf(await asked.answer())).toMatch(/Something went wrong.*\n[\s\S]*Reference/);
  });
});
