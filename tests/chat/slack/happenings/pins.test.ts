import { expect, test } from 'vitest';
import { botScopes } from '../../../../src/chat/slack/scopes.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { aSlackRoom } from './a-room.ts';

const audited = async (it: { db: { sql: (text: TemplateStringsArray) => PromiseLike<unknown> } }) =>
  (await it.db.sql`select action, actor_name as by from audit_log where action like 'incident.message%' order by id` as { action: string; by: string }[]).map(({ action, by }) => `${action} ${by}`);

test('📌 puts a message on the timeline under its author’s name and at its own time, in plain words, and 📝 says so', async () => {
  await using it = await aSlackRoom();
  const message = await it.zoe.write(it.room, `restarted by <@${it.bea.id}> &amp; see <https://graphs.example.com/1|the graph>`);
  await it.bea.react(message, 'pushpin');
  await it.slack.until('📝', () => message.reactions.get('memo')?.size === 1);
  expect(await it.timeline()).toEqual([{ kind: 'message', actor_name: 'Zoe Quinn', actor_id: null, text: 'restarted by @bea & see the graph (https://graphs.example.com/1)', at: new Date(Math.floor(Number(message.ts) * 1000)) }]);
  expect(await audited(it)).toEqual(['incident.message_added bea']);
  expect(it.slack.messagesIn(it.room)).toHaveLength(1);
  expect(it.slack.ephemeralsFor(it.bea.id)).toEqual([]);
});

test('once, whoever pins it again, and the author’s account is known', async () => {
  await using it = await aSlackRoom();
  const message = await it.bea.write(it.room, 'failover done');
  for (const mark of ['pushpin', 'round_pushpin']) await it.bea.react(message, mark);
  await it.settled();
  const [bea] = await it.db.sql`select id from users where username = 'bea'`;
  expect((await it.timeline()).map(({ actor_id, actor_name, text }) => ({ actor_id, actor_name, text }))).toEqual([{ actor_id: bea!['id'], actor_name: 'bea', text: 'failover done' }]);
});

test('the message leaves the timeline with its last 📌', async () => {
  await using it = await aSlackRoom();
  const message = await it.zoe.write(it.room, 'a false lead');
  for (const mark of ['pushpin', 'round_pushpin']) await it.bea.react(message, mark);
  await it.settled();
  await it.bea.unreact(message, 'pushpin');
  await it.settled();
  expect(await it.timeline()).toHaveLength(1);
  await it.bea.unreact(message, 'round_pushpin');
  await it.settled();
  expect([await it.timeline(), message.reactions.has('memo'), await audited(it)]).toEqual([[], false, ['incident.message_added bea', 'incident.message_removed bea']]);
});

test('a reply in a thread counts as well, in the room and below the incident’s card elsewhere', async () => {
  await using it = await aSlackRoom();
  const inRoom = await it.zoe.write(it.room, 'how is it?', { thread: (await it.zoe.write(it.room, 'hello')).ts });
  const { ts: card } = await it.web.call<{ ts: string }>('chat.postMessage', { channel: it.channel, text: 'INC-1' }, { lane: 'talk' });
  await it.db.sql`insert into posted_cards (subject, incident_id, purpose, platform, place_id, place_kind, message_id) values ('incident:1', ${it.incident.id}, 'team', 'slack', ${it.channel}, 'channel', ${card})`;
  const belowCard = await it.zoe.write(it.channel, 'we see it too', { thread: card });
  const elsewhere = await it.zoe.write(it.channel, 'lunch?');
  for (const message of [inRoom, belowCard, elsewhere]) await it.bea.react(message, 'pushpin');
  await it.settled();
  expect((await it.timeline()).map(({ text }) => text)).toEqual(['how is it?', 'we see it too']);
});

test('whoever may not is told in private, and nothing is taken', async () => {
  await using it = await aSlackRoom();
  await it.zoe.react(await it.bea.write(it.room, 'failover done'), 'pushpin');
  const told = await it.slack.until('a private word', () => it.slack.ephemeralsFor(it.zoe.id)[0]);
  expect([wordsOf(told), await it.timeline()]).toEqual([expect.stringMatching(/Request access/), []]);
});

test('our own messages, other reactions and places that are no room mean nothing', async () => {
  await using it = await aSlackRoom();
  const { ts } = await it.web.call<{ ts: string }>('chat.postMessage', { channel: it.room, text: 'INC-1' }, { lane: 'talk' });
  await it.bea.react(it.slack.messagesIn(it.room).find((one) => one.ts === ts)!, 'pushpin');
  await it.bea.react(await it.zoe.write(it.room, 'hm'), 'eyes');
  await it.bea.react(await it.zoe.write(it.channel, 'lunch?'), 'pushpin');
  await it.settled();
  expect([await it.timeline(), it.slack.callsOf('conversations.history').length, it.slack.ephemeralsFor(it.bea.id)]).toEqual([[], 1, []]);
});

test('a message longer than a note may be is cut, and Slack’s refusal to read it is said', async () => {
  await using it = await aSlackRoom();
  const message = await it.zoe.write(it.room, 'é'.repeat(20_000));
  it.slack.grant(botScopes.filter((scope) => scope !== 'channels:history'));
  await it.bea.react(message, 'pushpin');
  expect(wordsOf(await it.slack.until('a private word', () => it.slack.ephemeralsFor(it.bea.id)[0]))).toContain('channels:history');
  it.slack.grant(botScopes);
  await it.bea.react(message, 'pushpin');
  await it.slack.until('📝', () => message.reactions.get('memo')?.size === 1);
  expect((await it.timeline())[0]!.text).toHaveLength(10_000);
});
