import { expect, test } from 'vitest';
import { answerMessage } from '../../../../src/jobs/handlers/answer-message.ts';
import type { Posting } from '../../../../src/jobs/opening.ts';
import { slackPlatform } from '../../../../src/chat/slack/platform.ts';
import { cardOf } from '../../../../src/chat/answer.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { silent } from '../../../log.ts';
import { aSlackRoom, type SlackRoom } from './a-room.ts';

const modalOf = (it: SlackRoom) => it.slack.until('a modal', () => it.slack.modal(it.bea.id));
const said = JSON.stringify;

test('in a room a message goes to its timeline at once', async () => {
  await using it = await aSlackRoom();
  const message = await it.zoe.write(it.room, 'failover done');
  const asked = await it.bea.shortcut('add_to_timeline', message);
  expect(wordsOf(await asked.answer())).toContain('on the timeline of INC-1');
  await it.slack.until('📝', () => message.reactions.get('memo')?.size === 1);
  expect((await it.timeline()).map(({ actor_name, text }) => [actor_name, text])).toEqual([['Zoe Quinn', 'failover done']]);
  expect(wordsOf(await (await it.bea.shortcut('add_to_timeline', message)).answer())).toContain('already');
});

test('elsewhere the incident is chosen in a form', async () => {
  await using it = await aSlackRoom();
  await it.bea.shortcut('add_to_timeline', await it.zoe.write(it.channel, 'payments fail since 10:02'));
  const modal = await modalOf(it);
  await it.bea.fill(modal, { Incident: 'INC-1' });
  await it.bea.submit(modal);
  await it.settled();
  expect((await it.timeline()).map(({ actor_name, text }) => [actor_name, text])).toEqual([['Zoe Quinn', 'payments fail since 10:02']]);
});

test('our own messages are on the timeline already', async () => {
  await using it = await aSlackRoom();
  await it.web.call('chat.postMessage', { channel: it.room, text: 'INC-1' }, { lane: 'talk' });
  const asked = await it.bea.shortcut('add_to_timeline', it.slack.lastMessage(it.room));
  expect(wordsOf(await asked.answer())).toContain('a message of IMAS itself');
});

test('an incident is declared from a message, whose thread says so', async () => {
  await using it = await aSlackRoom();
  const message = await it.zoe.write(it.channel, 'payments fail\nsince 10:02 for everybody');
  await it.bea.shortcut('create_incident', message);
  const modal = await modalOf(it);
  expect(said(modal.view)).toContain('"initial_value":"payments fail"');
  expect(said(modal.view)).toMatch(/since 10:02 for everybody\\n\\nZoe Quinn in chat: https:/);
  await it.bea.fill(modal, { Severity: 'SEV2_HIGH' });
  expect((await it.bea.submit(modal)).errors).toEqual({});
  await it.settled();
  expect(await it.db.sql`select title, split_part(description, E'\n', 2) as second from incidents where number = 2`).toEqual([{ title: 'payments fail', second: 'since 10:02 for everybody' }]);
  const job = it.db.jobs.find(({ name }) => name === 'answer-message')!;
  const say = sayIn('en');
  const platform = slackPlatform({ slack: it.web, sql: it.db.sql, log: silent, say, slackIdsOf: async () => new Map() });
  const posting = { say, saying: (key: Parameters<typeof say>[0], params: Record<string, string>) => cardOf({ title: say(key, params) }), platforms: new Map([['slack', platform]]) } as unknown as Posting;
  await answerMessage(posting, { has: () => true })(it.db.ctx(), job.payload as never);
  expect(it.slack.messagesIn(it.channel).filter((one) => one.threadTs === message.ts).map(wordsOf)).toEqual([expect.stringContaining('INC-2 was declared from this message')]);
});

test('open incidents of the service are shown first, and declaring all the same keeps the message', async () => {
  await using it = await aSlackRoom();
  await it.bea.shortcut('create_incident', await it.zoe.write(it.channel, 'redis again'));
  const modal = await modalOf(it);
  await it.bea.fill(modal, { Severity: 'SEV3_MEDIUM', Service: 'redis-prod' });
  await it.bea.submit(modal);
  const offer = await it.slack.until('the offer', () => it.slack.world.messages.find((one) => wordsOf(one).includes('INC-1') && one.blocks.length > 0));
  await it.bea.click(offer, sayIn('en')('cards.declare_new'));
  await it.settled();
  expect(await it.db.sql`select title from incidents where number = 2`).toEqual([{ title: 'redis again' }]);
  expect(it.db.jobs.map(({ name }) => name)).toContain('answer-message');
});

test('the lightning opens the form that declares', async () => {
  await using it = await aSlackRoom();
  await it.bea.shortcut('declare');
  expect(said((await modalOf(it)).view)).toContain('Severity');
});
