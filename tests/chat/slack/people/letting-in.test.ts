import { beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../../../commands/commands.ts';
import { listenerFor } from '../../../../src/app/listener.ts';
import type { Answer, CommandAction } from '../../../../src/chat/card.ts';
import { consolePlatform } from '../../../../src/chat/console/platform.ts';
import { makeDispatch } from '../../../../src/chat/dispatch.ts';
import type { Dispatch, Place, Platform, PlatformName } from '../../../../src/chat/platform.ts';
import { slackPeople, type SlackPeople } from '../../../../src/chat/slack/people.ts';
import { slackPlatform } from '../../../../src/chat/slack/platform.ts';
import { slackWeb } from '../../../../src/chat/slack/web.ts';
import type { Ports } from '../../../../src/domain/ports.ts';
import { linkIdentity } from '../../../../src/domain/people/link-identity.ts';
import { askAccess } from '../../../../src/jobs/handlers/ask-access.ts';
import { tellAccess } from '../../../../src/jobs/handlers/tell-access.ts';
import { tellLinked } from '../../../../src/jobs/handlers/tell-linked.ts';
import type { Posting } from '../../../../src/jobs/opening.ts';
import { queueOf } from '../../../../src/queue.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import type { TestDatabase } from '../../../database.ts';
import { as, aPeopledDatabase, someone } from '../../../domain/people/someone.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { silent } from '../../../log.ts';

let db: TestDatabase;
let there: FakeSlack;
let people: SlackPeople;
let dispatch: Dispatch;
let channel: string;
let ada: string;
/** Where the team that takes what nobody owns has a channel. */
let triagePlaces: Place[];
/** Carries out what waits, as the runner would. @returns each job with the queue it waited in */
let work: () => Promise<string[]>;
beforeEach(async () => {
  db = await aPeopledDatabase();
  there = await fakeSlack();
  ada = await someone(db, 'ada', 'Admins');
  await db.sql`insert into teams (name, slug, is_triage) values ('Triage', 'triage', true)`;
  channel = there.addChannel({ name: 'triage' }).id;
  triagePlaces = [{ platform: 'slack', id: channel, kind: 'channel' }];
  const slack = slackWeb({ settings: { botToken: there.botToken, signingSecrets: [], apiUrl: there.apiUrl }, sql: db.sql, log: silent });
  people = slackPeople({ slack, ctx: db.ctx() });
  const reader = { language: 'en', timeZone: 'UTC' } as const;
  dispatch = makeDispatch({ commands, contextFor: listenerFor(db.ctx(), reader), ports: {} as Ports, fallback: { ctx: db.ctx(), ...reader } });
  const platforms = new Map([['slack', slackPlatform({ slack, sql: db.sql, log: silent, say: sayIn('en'), slackIdsOf: people.slackIdsOf }) as Platform], ['console', consolePlatform({ sql: db.sql })]] as [PlatformName, Platform][]);
  const posting = { platforms, teamChannels: async () => triagePlaces } as unknown as Posting;
  const lettingIn = { dispatch, has: (name: string) => Object.hasOwn(commands, name), ...reader };
  const handlers = { 'ask-access': askAccess(posting, lettingIn), 'tell-access': tellAccess(posting, lettingIn), 'tell-linked': tellLinked(posting, lettingIn) } as Record<string, ((ctx: unknown, payload: unknown) => Promise<void>) | undefined>;
  work = async () => {
    const done: string[] = [];
    for (let job = db.jobs.shift(); job !== undefined; job = db.jobs.shift()) {
      done.push(`${job.name} ${queueOf(job)}`);
      await handlers[job.name]?.(db.ctx(), job.payload);
    }
    return done;
  };
  return async () => {
    await there[Symbol.asyncDispose]();
    await db[Symbol.asyncDispose]();
  };
});
const buttonOf = (answer: Answer): CommandAction => (answer.kind === 'card' ? answer.card.actions[0] : undefined) as CommandAction;
const askedBy = async (slackUserId: string, phrase = '/team create Ops'): Promise<string> => {
  const from = await people.speaker({ userId: slackUserId, channel });
  const { command, args } = buttonOf(await dispatch.phrase(from, phrase));
  await dispatch.press(from, command, args);
  await work();
  return (await db.sql<{ id: string }[]>`select id from access_requests order by asked_at desc limit 1`)[0]!.id;
};
const decide = async (command: string, args: Record<string, string>) => {
  await dispatch.press({ userId: ada, via: 'slack' }, command, args);
  await work();
};
const card = () => there.messagesIn(channel).map(wordsOf);
const told = (slackUserId: string) => there.directFor(slackUserId).map(wordsOf);

test('a visitor of Slack is let in: one card, edited; a new account, linked; told by direct message with what came of it', async () => {
  const zoe = there.addUser({ name: 'Zoe Quinn', email: 'zoe@example.com' }).id;
  const request = await askedBy(zoe);
  expect(card()).toHaveLength(1);
  expect(card()[0]).toMatch(/Zoe Quinn asks for access[\s\S]*member of the workspace[\s\S]*zoe@example\.com[\s\S]*\/team create Ops/);
  await decide('access/approve', { request, group: 'Admins' });
  expect([card().length, card()[0]]).toEqual([1, expect.stringMatching(/approved as Admins by ada/)]);
  expect(told(zoe)).toEqual([expect.stringMatching(/as Admins[\s\S]*Ops/)]);
  expect(await db.sql`select username, email, slack_user_id from users where username = 'zoe-quinn'`).toEqual([{ username: 'zoe-quinn', email: 'zoe@example.com', slack_user_id: zoe }]);
  expect(await db.sql`select 1 from teams where name = 'Ops'`).toHaveLength(1);
});

describe('where the admins’ team has no channel in Slack', () => {
  let adasSlack: string;
  beforeEach(async () => {
    triagePlaces = [];
    adasSlack = there.addUser({ name: 'Ada' }).id;
    await linkIdentity(db.ctx(await as(db, ada)), ada, 'slack', adasSlack);
    await someone(db, 'cid', 'Admins');
    await work();
  });
  const cards = () => there.directFor(adasSlack).map(wordsOf).filter((words) => words.includes('Zoe Quinn'));

  test('the administrators who are linked have the card in their direct messages, edited when it is decided', async () => {
    const request = await askedBy(there.addUser({ name: 'Zoe Quinn' }).id);
    expect(cards()).toEqual([expect.stringMatching(/Zoe Quinn asks for access[\s\S]*Approve as Responders[\s\S]*Deny/)]);
    await decide('access/deny', { request });
    expect(cards()).toEqual([expect.stringMatching(/denied by ada/)]);
  });
  test('asking again brings a card back that somebody deleted, and doubles none that stands', async () => {
    const zoe = there.addUser({ name: 'Zoe Quinn' }).id;
    await askedBy(zoe);
    await askedBy(zoe);
    expect(cards()).toHaveLength(1);
    there.directFor(adasSlack).find((message) => wordsOf(message).includes('Zoe Quinn'))!.deleted = true;
    await askedBy(zoe);
    expect(cards()).toEqual([expect.stringContaining('asks for access')]);
  });
});

test('whoever was disabled since the decision leaves nobody to be told, and nothing to be tried again', async () => {
  const bob = await someone(db, 'bob', 'Viewers');
  const { command, args } = buttonOf(await dispatch.phrase({ userId: bob, via: 'console' }, '/team create Ops'));
  await dispatch.press({ userId: bob, via: 'console' }, command, args);
  const [request] = await db.sql<{ id: string }[]>`select id from access_requests`;
  await dispatch.press({ userId: ada, via: 'console' }, 'access/approve', { request: request!.id, group: 'Operators' });
  await db.sql`update users set is_active = false where id = ${bob}`;
  expect(await work()).toContain('tell-access chat');
  expect(await db.sql`select 1 from teams where name = 'Ops'`).toHaveLength(0);
});

test('what is said in Slack about access waits in the queue of what leaves the house: the console’s cards do not stand behind it', async () => {
  const request = await askedBy(there.addUser({ name: 'Zoe Quinn' }).id);
  await dispatch.press({ userId: ada, via: 'slack' }, 'access/deny', { request });
  expect(await work()).toEqual(['ask-access chat', 'tell-access afar', 'ask-access afar']);
});

test('a visitor who is refused reads it in the direct conversation', async () => {
  const zoe = there.addUser({ name: 'Zoe Quinn', isGuest: true }).id;
  await decide('access/deny', { request: await askedBy(zoe) });
  expect([card()[0], told(zoe)]).toEqual([expect.stringMatching(/denied by ada/), [expect.stringContaining('An admin denied your request')]]);
});

test('what was wanted too long ago is shown instead of being carried out', async () => {
  const zoe = there.addUser({ name: 'Zoe Quinn' }).id;
  const request = await askedBy(zoe);
  await db.advance('2 hours');
  await decide('access/approve', { request, group: 'Admins' });
  expect(told(zoe)).toEqual([expect.stringMatching(/too long ago: .*\/team create Ops/)]);
  expect(await db.sql`select 1 from teams where name = 'Ops'`).toHaveLength(0);
});

test('a lost message is sent once more with the same outcome, and nothing is carried out twice', async () => {
  const zoe = there.addUser({ name: 'Zoe Quinn' }).id;
  const request = await askedBy(zoe);
  there.fail('conversations.open', { error: 'fatal_error', times: 1 });
  await dispatch.press({ userId: ada, via: 'slack' }, 'access/approve', { request, group: 'Admins' });
  const jobs = [...db.jobs];
  await work().catch(() => {});
  db.jobs.splice(0, Infinity, ...jobs);
  await work();
  expect(told(zoe)).toEqual([expect.stringMatching(/has been carried out[\s\S]*Ops/)]);
});

test('whoever is linked by their e-mail on the first word is told so once', async () => {
  await someone(db, 'bea', 'Responders');
  const bea = there.addUser({ name: 'Bea', email: 'bea@example.com' }).id;
  for (const _ of [1, 2]) await people.speaker({ userId: bea });
  await work();
  expect(told(bea)).toEqual([expect.stringMatching(/You are bea in IMAS: your e-mail address/)]);
});

test('whoever an admin links is told, and what they were refused just before is carried out', async () => {
  const bea = await someone(db, 'bea', 'Admins');
  const zoe = there.addUser({ name: 'Zoe Quinn' }).id;
  await dispatch.phrase(await people.speaker({ userId: zoe }), '/team create Ops');
  await linkIdentity(db.ctx(await as(db, ada)), bea, 'slack', zoe);
  await work();
  expect(told(zoe)).toEqual([expect.stringMatching(/An admin linked this chat account: you are bea[\s\S]*Ops/)]);
});

test('whoever cannot be reached in Slack any more is told in the console', async () => {
  const zoe = there.addUser({ name: 'Zoe Quinn' }).id;
  const request = await askedBy(zoe);
  await dispatch.press({ userId: ada, via: 'slack' }, 'access/approve', { request, group: 'Admins' });
  await db.sql`update users set slack_user_id = null where username = 'zoe-quinn'`;
  await work();
  expect(await db.sql`select 1 from console_messages m join console_places p on p.id = m.place_id join users u on u.id = p.user_id where u.username = 'zoe-quinn'`).toHaveLength(1);
});
