import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { ack, form, listen } from './slack/an-app.ts';
import { boltApp } from './slack/bolt-app.ts';
import { type FakeSlack, fakeSlack } from './slack/fake-slack.ts';
import { buttonsOf } from './slack/person/press.ts';

const people = (slack: FakeSlack) => {
  const bea = slack.addUser({ name: 'Bea', email: 'bea@example.com' });
  const channel = slack.addChannel({ name: 'payments', members: [bea.id] });
  return { bea: slack.as(bea.id), channel: channel.id };
};

test.for(['http', 'socket'] as const)('commands are answered at once, later, or by a form, over %s', async (way) => {
  await using slack = await fakeSlack();
  const seen: string[] = [];
  await using _app = await boltApp(slack, way, (app) => listen(app, seen));
  const { bea, channel } = people(slack);
  expect((await (await bea.command('/imas', 'now', { channel })).answer()).text).toBe('At once');
  expect(await (await bea.command('/imas', 'status @bea #payments', { channel })).answer()).toMatchObject({ text: `Heard status <@${bea.id}|bea> <#${channel}|payments>`, ephemeral: { user: bea.id } });
  await bea.command('/imas', 'form', { channel });
  const modal = await slack.until('the form', () => slack.modal(bea.id));
  expect(await bea.submit(modal)).toMatchObject({ status: 'kept', errors: { title: expect.any(String) } });
  await bea.fill(modal, { 'What is wrong?': 'bad', Service: 'checkout' });
  expect((await bea.submit(modal)).errors).toEqual({ title: 'Say more.' });
  await bea.fill(modal, { title: 'Down' });
  await bea.submit(modal);
  expect(seen).toEqual(['Down checkout']);
  expect(slack.modal(bea.id)).toBeUndefined();
  expect(slack.troubles).toEqual([]);
});

test.for(['http', 'socket'] as const)('clicks and menus work in private answers and in messages, old copies too, over %s', async (way) => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, way, (app) => listen(app));
  const { bea, channel } = people(slack);
  const told = await (await bea.command('/imas', 'card', { channel })).answer();
  expect(buttonsOf(told)).toEqual(['Acknowledge']);
  const old = structuredClone(told);
  await (await bea.click(told, 'Acknowledge')).answer();
  expect(told).toMatchObject({ text: `Acknowledged by ${bea.id}`, blocks: [] });
  expect((await (await bea.choose(old, 'More', 'Resolve')).answer()).text).toBe('resolve');
  await expect(bea.click(told, 'Acknowledge')).rejects.toThrow('There is no “Acknowledge” here');
});

test.for(['http', 'socket'] as const)('events, their repetition and shortcuts reach the app over %s', async (way) => {
  await using slack = await fakeSlack();
  const seen: string[] = [];
  await using _app = await boltApp(slack, way, (app) => listen(app, seen));
  const { bea, channel } = people(slack);
  const message = await bea.mention(channel, 'ack');
  await bea.react(message, 'pushpin');
  await bea.joins(channel);
  await bea.openHome();
  await slack.archiveByHand(channel);
  await slack.redeliver();
  const last = slack.events.at(-1)!;
  await slack.until('all events', () => seen.length === 6);
  expect(seen.map((it) => it.replace(/ .*/, '')).toSorted()).toEqual(['app_home_opened', 'app_mention', 'channel_archive', 'channel_archive', 'member_joined_channel', 'reaction_added']);
  expect(seen.filter((it) => it.endsWith(String(last.envelope['event_id'])))).toHaveLength(2);
  await bea.shortcut('to_timeline', message);
  await slack.until('the shortcut', () => seen.some((it) => it.startsWith('shortcut <@')));
});

test('who is not answered in three seconds is told so', async () => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'socket', (app) => listen(app));
  const { bea } = people(slack);
  expect((await bea.command('/imas', 'slow')).status).toBe('timeout');
  expect(slack.troubles).toMatchObject([{ user: bea.id, kind: 'operation_timeout' }]);
});

test('an address for answers is good five times, and half an hour', async () => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'http', (app) => listen(app));
  const { bea, channel } = people(slack);
  const { responseUrl } = await bea.command('/imas', 'now', { channel });
  const answer = () => fetch(responseUrl!, { method: 'POST', body: JSON.stringify({ text: 'x' }) });
  for (let uses = 0; uses < 5; uses += 1) expect((await answer()).status).toBe(200);
  expect(await (await answer()).json()).toMatchObject({ error: 'used_url' });
  const second = await bea.command('/imas', 'now', { channel });
  slack.passTime(31 * 60_000);
  expect(await (await fetch(second.responseUrl!, { method: 'POST', body: JSON.stringify({ text: 'x' }) })).json()).toMatchObject({ error: 'expired_url' });
});

test.for<[string, (slack: FakeSlack, trigger: string, open: () => Promise<string>) => Promise<void>]>([
  ['expired_trigger_id', async (slack) => slack.passTime(3001)],
  ['exchanged_trigger_id', async (_slack, _trigger, open) => void (await open())],
])('a trigger opens one view within three seconds: %s', async ([error, before]) => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'http', (app) => listen(app));
  const { bea } = people(slack);
  const { triggerId } = await bea.command('/imas', 'now');
  const open = async (): Promise<string> => {
    const response = await fetch(`${slack.apiUrl}views.open`, { method: 'POST', headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ trigger_id: triggerId, view: form }) });
    return ((await response.json()) as { error?: string }).error ?? 'opened';
  };
  await before(slack, triggerId!, open);
  expect(await open()).toBe(error);
});

test('a connection that Slack ends, or that breaks, is opened again', async () => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'socket', (app) => listen(app));
  const { bea, channel } = people(slack);
  slack.sockets.sayDisconnect();
  await slack.until('the connection to end', () => slack.sockets.connected() === 0);
  expect((await bea.command('/imas', 'now', { channel })).status).toBe('unreachable');
  await slack.until('a new connection', () => slack.sockets.connected() === 1);
  slack.dropSockets();
  await slack.until('another connection', () => slack.callsOf('apps.connections.open').length === 3 && slack.sockets.connected() === 1);
  expect((await (await bea.command('/imas', 'now', { channel })).answer()).text).toBe('At once');
});

test('a wrong signature is what the app refuses, not what Slack sends', async () => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'http', (app) => listen(app));
  const { bea } = people(slack);
  slack.world.signingSecret = 'another';
  expect((await bea.command('/imas', 'now')).status).toBe(401);
});

test('the home of a person is theirs, its buttons work, and an old hash does not overwrite it', async () => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'http', (app) => listen(app));
  const { bea } = people(slack);
  const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const view = { type: 'home' as const, blocks: [{ type: 'actions' as const, elements: [ack] }] };
  const { view: first } = await web.views.publish({ user_id: bea.id, view });
  await web.views.publish({ user_id: bea.id, view, hash: first!.hash! });
  await expect(web.views.publish({ user_id: bea.id, view, hash: first!.hash! })).rejects.toMatchObject({ data: { error: 'hash_conflict' } });
  expect((await bea.click(slack.home(bea.id)!, 'Acknowledge')).responseUrl).toBeUndefined();
  expect(slack.troubles).toEqual([]);
});

test('what the bot does is told to the app as what people do is', async () => {
  await using slack = await fakeSlack({ subscribed: ['pin_added', 'message.channels'] });
  const seen: string[] = [];
  await using _app = await boltApp(slack, 'http', (app) => listen(app, seen));
  const { channel } = people(slack);
  const web = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const { ts } = await web.chat.postMessage({ channel, text: 'Header' });
  await web.pins.add({ channel, timestamp: ts! });
  await web.conversations.archive({ channel });
  expect(slack.events.map(({ event }) => event['type'])).toEqual(['message', 'pin_added']);
  expect(slack.events[0]!.event).toMatchObject({ bot_id: slack.world.botId, channel_type: 'channel' });
});

test('an answer to a submission puts a view above it, changes it, or clears all; nonsense is seen by the person', async () => {
  await using slack = await fakeSlack();
  await using _app = await boltApp(slack, 'http', (app) => listen(app));
  const { bea } = people(slack);
  const submit = async (title: string) => {
    const modal = slack.modal(bea.id)!;
    await bea.fill(modal, { title });
    await bea.submit(modal);
    return slack.modal(bea.id);
  };
  await bea.command('/imas', 'form');
  const first = await slack.until('the form', () => slack.modal(bea.id));
  expect(await submit('update')).toMatchObject({ id: first.id, view: { title: { text: 'update' } } });
  expect(await submit('push')).toMatchObject({ previous: first.id, view: { title: { text: 'push' } } });
  await submit('nonsense');
  expect(slack.troubles).toMatchObject([{ kind: 'invalid_answer' }]);
  expect(await submit('clear')).toBeUndefined();
});
