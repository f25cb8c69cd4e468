import { expect, test } from 'vitest';
import { acknowledge } from '../../../../src/domain/incidents/acknowledge.ts';
import { declare } from '../../../../src/domain/incidents/declare.ts';
import { setSetting } from '../../../../src/domain/settings/set-setting.ts';
import { as } from '../../../domain/people/someone.ts';
import { wordsOf } from '../../../fakes/slack/look.ts';
import { buttonsOf } from '../../../fakes/slack/person/press.ts';
import { homes, type Homes } from './a-home.ts';

const broken = { title: 'Redis is down', service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'person' } as const;
const declaredBy = async ({ db }: Homes, userId: string, more: Partial<Parameters<typeof declare>[1]> = {}) => declare(db.ctx(await as(db, userId)), { ...broken, ...more });

test('says first what waits for its reader, then what is open elsewhere, then who is on call', async () => {
  await using it = await homes();
  const alice = await it.linked('alice');
  await declaredBy(it, it.night.bea, { title: 'Disk almost full', severity: 'SEV3_MEDIUM' });
  await declaredBy(it, it.night.alice);
  await alice.openHome();
  const view = await it.until(alice, 'Redis is down');
  const words = it.words(alice);
  const order = ['1 incident waits for you', 'Yours', 'SEV1 · INC-2', 'Redis is down', 'nobody has it yet', 'Your teams', 'SEV3 · INC-1', 'Disk almost full', 'On call now', 'You are on call for SRE Core'].map((part) => words.indexOf(part));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(buttonsOf(view)).toEqual(['Declare incident', 'Page someone', 'List', 'Help', 'Acknowledge', 'Show', 'Acknowledge', 'Show', 'Test my pager']);
});

test('changes when somebody acknowledges in it, who is answered by direct message', async () => {
  await using it = await homes();
  const alice = await it.linked('alice');
  await declaredBy(it, it.night.alice);
  await alice.openHome();
  await alice.click(await it.until(alice, 'waits for you'), 'Acknowledge');
  const view = await it.until(alice, 'Acknowledged by alice');
  expect(it.words(alice)).toContain('You have 1 open incident');
  expect(buttonsOf(view)).not.toContain('Acknowledge');
  const answer = await it.slack.until('an answer', () => it.slack.directFor(alice.id).at(-1));
  expect(wordsOf(answer)).toContain('INC-1');
});

test('opens forms, whose answers come once, by direct message', async () => {
  await using it = await homes();
  const alice = await it.linked('alice');
  await alice.openHome();
  await alice.click(await it.until(alice, 'Nothing waits for you'), 'Page someone');
  const form = await it.slack.until('the form', () => it.slack.modal(alice.id));
  await alice.fill(form, { whom: '@bea', what: 'Redis is down' });
  await alice.submit(form);
  await it.until(alice, 'Redis is down');
  await it.slack.until('an answer', () => it.slack.directFor(alice.id).at(-1));
  await alice.click(await it.until(alice, 'List'), 'Help');
  await it.slack.until('help', () => it.slack.directFor(alice.id).some((message) => wordsOf(message).includes('/incident')));
  expect(it.slack.directFor(alice.id).filter((message) => wordsOf(message).includes('INC-1'))).toHaveLength(1);
});

test('shows a member without an account what is open, and how to get access', async () => {
  await using it = await homes();
  await declaredBy(it, it.night.alice);
  const zoe = it.slack.as(it.slack.addUser({ name: 'Zoe', email: 'zoe@example.com' }).id);
  await zoe.openHome();
  const view = await it.until(zoe, 'Redis is down');
  expect(it.words(zoe)).toContain('does not know this chat account yet');
  expect(buttonsOf(view)).toEqual(['Request access', 'Link my account', 'List', 'Help', 'Show']);
  await zoe.click(view, 'Request access');
  await it.slack.until('an answer', () => it.slack.directFor(zoe.id).some((message) => wordsOf(message).includes('The admins have been asked')));
});

test.each<[who: string, user: { isGuest?: boolean; stranger?: boolean }, mayLook: boolean]>([
  ['a guest', { isGuest: true }, true], ['somebody of another workspace', { stranger: true }, true], ['a member, where members may not look', {}, false],
])('shows nothing to %s but how to get access', async (_, user, mayLook) => {
  await using it = await homes();
  await declaredBy(it, it.night.alice);
  if (!mayLook) await setSetting(it.db.ctx(), 'home_members_act_as_viewers', false);
  const zoe = it.slack.as(it.slack.addUser({ name: 'Zoe', email: 'zoe@example.com', ...user }).id);
  await zoe.openHome();
  const view = await it.until(zoe, 'does not know this chat account yet');
  expect(it.words(zoe)).not.toMatch(/Redis|INC-|SRE|alice/);
  expect(buttonsOf(view)).toEqual(['Request access', 'Link my account', 'Help']);
});

test('says nothing but that to a disabled account', async () => {
  await using it = await homes({ beatMs: 50 });
  const bea = await it.linked('bea');
  await declaredBy(it, it.night.alice);
  await bea.openHome();
  await it.until(bea, 'Redis is down');
  await it.db.sql`update users set is_active = false where username = 'bea'`;
  await expect.poll(async () => {
    await it.db.sql`update chat_homes set looked_at = imas_now() - interval '11 minutes'`;
    return it.words(bea);
  }, { timeout: 10_000 }).toContain('Your account in IMAS is disabled');
  expect(it.words(bea)).not.toContain('Redis');
});

test('of what is confidential says only that it is there', async () => {
  await using it = await homes();
  const alice = await it.linked('alice');
  await declaredBy(it, it.night.alice, { title: 'Payroll leak' });
  await it.db.sql`update incidents set is_confidential = true`;
  await alice.openHome();
  await it.until(alice, 'SEV1 · INC-1* · confidential');
  expect(it.words(alice)).not.toMatch(/Payroll|redis-prod/);
});

test('speaks the language of its reader', async () => {
  await using it = await homes();
  await it.db.sql`update users set language = 'fr' where username = 'alice'`;
  const alice = await it.linked('alice');
  await alice.openHome();
  await it.until(alice, 'Rien ne vous attend');
  await it.until(alice, 'Aucun incident ouvert. Tout est calme.');
});

test('of 300 incidents shows the worst, and how many more there are', async () => {
  await using it = await homes();
  const bea = await it.linked('bea');
  await declaredBy(it, it.night.alice, { severity: 'SEV4_LOW' });
  await it.db.sql`
    insert into incidents (title, service_id, team_id, severity, status, origin, detected_at, created_at)
    select 'Broken ' || n, service_id, team_id, (array['SEV2_HIGH', 'SEV3_MEDIUM'])[1 + n % 2], 'TRIGGERED', 'alert', imas_now(), imas_now() from incidents, generate_series(1, 299) n`;
  await bea.openHome();
  await it.until(bea, 'and 290 more');
  expect(it.words(bea)).not.toMatch(/SEV3|SEV4/);
});

test('hears of a change by another replica, and only one of them sends it', async () => {
  await using it = await homes();
  it.another();
  const alice = await it.linked('alice');
  const { id } = await declaredBy(it, it.night.alice);
  await alice.openHome();
  await it.until(alice, 'waits for you');
  const before = it.slack.callsOf('views.publish').length;
  await acknowledge(it.db.ctx(await as(it.db, it.night.bea)), id);
  await it.until(alice, 'Acknowledged by bea');
  // What follows goes through the same rounds: by then each had its turn with the change before.
  await it.db.sql`update teams set name = 'Platform' where name = 'SRE Core'`;
  await it.until(alice, 'Platform');
  expect(it.slack.callsOf('views.publish').length - before).toBe(2);
});
