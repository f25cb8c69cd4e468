import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { commands } from '../../../../commands/commands.ts';
import { listenerFor } from '../../../../src/app/listener.ts';
import { visible } from '../../../../src/chat/commands.ts';
import { makeDispatch } from '../../../../src/chat/dispatch.ts';
import { startInbound, type Inbound } from '../../../../src/chat/slack/inbound.ts';
import { slackPeople } from '../../../../src/chat/slack/people.ts';
import { slackWeb } from '../../../../src/chat/slack/web.ts';
import type { Ports } from '../../../../src/domain/ports.ts';
import type { TestDatabase } from '../../../database.ts';
import { aPeopledDatabase } from '../../../domain/people/someone.ts';
import { fakeSlack, type FakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import type { Person } from '../../../fakes/slack/person/person.ts';
import { silent } from '../../../log.ts';
import { aNight, testSealer } from '../../../night.ts';
import { unreadable } from '../../unreadable.ts';
import { slackDoor, type Door } from '../a-door.ts';

/* Every command of the folder, said by an administrator in Slack, as Slack itself sees it. */
let db: TestDatabase;
let slack: FakeSlack;
let inbound: Inbound;
let ada: Person;
let channel: string;
let door: Door;
/** What of a form is there to be read. */
const readInView = ['title', 'blocks', 'label', 'hint', 'element', 'placeholder', 'options', 'option_groups', 'text', 'submit'];

beforeAll(async () => {
  [db, slack] = await Promise.all([aPeopledDatabase(), fakeSlack()]);
  await aNight(db.ctx());
  const reader = { language: 'en', timeZone: 'UTC' } as const;
  const web = slackWeb({ settings: { botToken: slack.botToken, signingSecrets: [slack.signingSecret], apiUrl: slack.apiUrl }, sql: db.sql, log: silent });
  const contextFor = listenerFor(db.ctx(), reader);
  const dispatch = makeDispatch({ commands, contextFor, ports: { health: async () => ({ status: 'healthy', database: { ok: true, detail: '' }, queue: { ok: true, depth: 0, oldestSeconds: 0 }, timers: { oldestLateSeconds: 0, waiting: 0 }, platforms: [], providers: [], deadLetters: 0 }), sourceKinds: [], providerKinds: [], schedules: async () => [], lockedKinds: [], baseUrl: 'http://127.0.0.1:3000' } as unknown as Ports, fallback: { ctx: db.ctx(), ...reader } });
  inbound = await startInbound({ slack: web, sql: db.sql, log: silent, sealer: testSealer, dispatch, people: slackPeople({ slack: web, ctx: db.ctx() }), commands, contextFor, ...reader });
  door = await slackDoor(() => inbound);
  slack.deliverTo(door.url);
  ada = slack.as(slack.addUser({ name: 'Ada', email: 'ada@example.org' }).id);
  channel = slack.addChannel({ name: 'payments', members: [ada.id] }).id;
});
afterAll(async () => {
  await inbound.stop();
  await door[Symbol.asyncDispose]();
  await slack[Symbol.asyncDispose]();
  await db[Symbol.asyncDispose]();
});

afterEach(async () => { for (let open = slack.modal(ada.id); open !== undefined; open = slack.modal(ada.id)) await ada.close(open); });

test.each(visible(commands).flatMap((name) => (['en', 'fr'] as const).map((language) => [name, language] as const)))('%s answers in Slack with a card or a form that people can read in language %s', async (name, language) => {
  await db.sql`update users set language = ${language}`;
  const [root, sub] = name.split('/') as [string, string];
  const modals = slack.callsOf('views.open').length;
  const asked = await ada.command('/imas', root === sub ? root : `${root} ${sub}`, { channel });
  const seen = await slack.until('an answer', () => asked.answers[0] ?? (slack.callsOf('views.open').length > modals ? 'a form' : undefined));
  if (seen !== 'a form') expect(wordsOf(seen).length).toBeGreaterThan(3);
  expect(unreadable((seen === 'a form' ? JSON.stringify(slack.modal(ada.id)?.view, readInView) : wordsOf(seen)).replaceAll(/<!date\^[^>]*>/g, ''))).toEqual([]);
  expect(slack.troubles).toEqual([]);
  // Nothing that Slack refused, and nothing that went another way for it.
  expect(slack.calls.filter((call) => call.answer?.['ok'] === false)).toEqual([]);
  // Only the answer that is kept true, of a test of one's pager, stands in the direct messages.
  expect(slack.directFor(ada.id).filter(({ text }) => !/^(?:Testing your pager|Essai de vos alertes)/.test(text))).toEqual([]);
});

test('an incident is declared by its form, shown, acknowledged by its button and resolved in words', async () => {
  await db.sql`update users set language = null`;
  await ada.command('/incident', 'declare', { channel });
  const modal = await slack.until('the form', () => slack.modal(ada.id));
  await ada.fill(modal, { 'What is broken': 'Redis <!channel> is down', Severity: 'SEV2 · high: wakes people', Service: 'redis-prod' });
  expect(await ada.submit(modal)).toMatchObject({ status: 200, errors: {} });
  const declared = await slack.until('the answer', () => slack.ephemeralsFor(ada.id).find((one) => wordsOf(one).includes('INC-1')));
  expect(JSON.stringify(declared)).not.toContain('<!channel>');
  const shown = await (await ada.command('/incident', 'show INC-1', { channel })).answer();
  await (await ada.click(shown, 'Acknowledge')).answer();
  expect(await db.sql`select status from incidents where number = 1`).toEqual([{ status: 'ACKNOWLEDGED' }]);
  await (await ada.command('/imas', 'incident resolve INC-1 fixed by a restart', { channel })).answer();
  expect(await db.sql`select status from incidents where number = 1`).toEqual([{ status: 'RESOLVED' }]);
});
