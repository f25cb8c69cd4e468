import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerBySms } from '../../../src/domain/notifications/answer-by-phone.ts';
import { mayAnswerSms } from '../../../src/domain/notifications/may-answer-sms.ts';
import { noteOutcome } from '../../../src/domain/notifications/note-outcome.ts';
import { giveReplyCode, nextLook } from '../../../src/domain/notifications/reply-codes.ts';
import { declare } from '../../../src/domain/incidents/declare.ts';
import { actorOf } from '../../../src/domain/people/actor-of.ts';
import { aDatabase, type TestDatabase } from '../../database.ts';
import { aNight, type Night } from '../../night.ts';

const phone = '+33600000001';
let db: TestDatabase;
let night: Night;
beforeEach(async () => {
  db = await aDatabase();
  night = await aNight(db.ctx());
});
afterEach(() => db[Symbol.asyncDispose]());

async function anIncident(title: string): Promise<string> {
  const actor = (await actorOf(db.ctx(), night.max, 'console'))!;
  return (await declare(db.ctx(actor), { title, severity: 'SEV1_CRITICAL', service: 'redis-prod', via: 'person', lead: false })).id;
}
/** A page of an incident to a phone, as it stands once a vendor has it. */
async function aPage(incidentId: string, { address = phone, user = night.alice, means = 'SMS' } = {}): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`
    insert into notifications (incident_id, user_id, purpose, means, address, status, is_page, slot, receipt) values (${incidentId}, ${user}, 'page', ${means}, ${address}, 'accepted', true, '1.1', 'r') returning id`;
  return row!.id;
}
const give = async (incidentId: string, address = phone) => giveReplyCode(db.ctx(), { id: await aPage(incidentId, { address }), address, incidentIds: [incidentId] });
const said = async (text: string, from = phone) => (await answerBySms(db.ctx(), from, text))?.words.map(({ key, params }) => [key, ...Object.values(params ?? {})].join(' '));
const statusOf = async (id: string) => (await db.sql<{ status: string }[]>`select status from incidents where id = ${id}`)[0]!.status;

describe('the letter that answers a page', () => {
  test('is one an incident and phone, however often it rings', async () => {
    const [one, two] = [await anIncident('One'), await anIncident('Two')];
    expect([await give(one), await give(two), await give(one), await give(two)]).toEqual(['A', 'B', 'A', 'B']);
    expect(await give(one, '+33600000002')).toBe('A');
  });

  test('comes again only when all others have been used since', async () => {
    const letters: string[] = [];
    for (let n = 0; n < 20; n++) {
      letters.push(await give(await anIncident(`Number ${n}`)));
      await db.advance('1 second');
    }
    expect(new Set(letters.slice(0, 19)).size).toBe(19);
    expect(letters[19]).toBe('A');
    expect(letters.join('')).not.toMatch(/[IKNOSYZ]/);
  });

  test('acknowledges its own incident only, from its own phone only', async () => {
    const [one, two] = [await anIncident('One'), await anIncident('Two')];
    await give(one);
    await give(two);
    expect(await said('4B', '+33600000009')).toBeUndefined();
    expect(await said('4b')).toEqual(['sms.you_have_it INC-2']);
    expect([await statusOf(one), await statusOf(two)]).toEqual(['TRIGGERED', 'ACKNOWLEDGED']);
    expect(await said('4')).toEqual(['sms.you_have_it INC-1']);
    expect(await said('4A')).toEqual(['sms.you_have_it INC-1']);
  });

  test('says who was faster', async () => {
    const one = await anIncident('One');
    await give(one);
    const page = await aPage(one, { address: '+33600000002', user: night.bea });
    await giveReplyCode(db.ctx(), { id: page, address: '+33600000002', incidentIds: [one] });
    await said('4', '+33600000002');
    expect((await said('4'))![0]).toMatch(/^incidents\.already_acknowledged INC-1 bea /);
  });

  test('passes on once, however often that is said, and still acknowledges', async () => {
    const one = await anIncident('One');
    await give(one);
    expect(await said('6')).toEqual(['sms.passed_on INC-1']);
    expect(await said('6a')).toEqual([]);
    expect(await db.sql`select 1 from timeline where kind = 'passed_on'`).toHaveLength(1);
    expect(await said('4a')).toEqual(['sms.you_have_it INC-1']);
  });

  test('of a page with many incidents acknowledges all of them', async () => {
    const [one, two] = [await anIncident('One'), await anIncident('Two')];
    const [first, second] = [await aPage(one), await aPage(two)];
    await db.sql`update notifications set bundle_id = ${first} where id in (${first}, ${second})`;
    await giveReplyCode(db.ctx(), { id: first, address: phone, incidentIds: [one, two] });
    expect(await said('4')).toEqual([expect.stringMatching(/^sms\.you_have_them INC-[12], INC-[12]$/)]);
    expect([await statusOf(one), await statusOf(two)]).toEqual(['ACKNOWLEDGED', 'ACKNOWLEDGED']);
  });

  test('is told when a wrong one was typed, and nothing once all is over', async () => {
    await give(await anIncident('One'));
    expect(await said('4Q')).toEqual(['sms.unknown_code 4A INC-1']);
    expect(await said('hello?')).toEqual(['sms.not_understood 4A INC-1']);
    await said('4');
    expect(await said('hello?')).toEqual(['sms.nothing_open']);
    await db.advance('13 hours');
    expect(await said('4')).toBeUndefined();
  });

  test('of whoever was disabled since counts no more', async () => {
    const one = await anIncident('One');
    await give(one);
    await db.sql`update users set is_active = false where id = ${night.alice}`;
    expect(await said('4')).toBeUndefined();
    expect(await statusOf(one)).toBe('TRIGGERED');
  });
});

test('answers are looked for ever more rarely, and not at all once nobody has anything to answer', async () => {
  expect(await nextLook(db.ctx())).toBeUndefined();
  await give(await anIncident('One'));
  const paces: (number | undefined)[] = [];
  for (const by of ['0 seconds', '16 minutes', '2 hours']) {
    await db.advance(by);
    paces.push((await nextLook(db.ctx()))?.seconds);
  }
  expect(paces).toEqual([5, 30, 120]);
  await said('4');
  expect(await nextLook(db.ctx())).toBeUndefined();
});

test('a number gets five answers in a quarter of an hour, then again', async () => {
  const answers: boolean[] = [];
  for (let n = 0; n < 6; n++) answers.push(await mayAnswerSms(db.ctx(), phone));
  expect(answers).toEqual([true, true, true, true, true, false]);
  expect(await mayAnswerSms(db.ctx(), '+33600000002')).toBe(true);
  await db.advance('16 minutes');
  expect(await mayAnswerSms(db.ctx(), phone)).toBe(true);
});

describe('what a vendor says later', () => {
  const notification = async (id: string) => (await db.sql<{ status: string; error: string | null }[]>`select status, error from notifications where id = ${id}`)[0];

  test('is written once: delivered stays delivered, and an answer is more than any of it', async () => {
    const one = await anIncident('One');
    const [page, call] = [await aPage(one), await aPage(one, { means: 'VOICE' })];
    await noteOutcome(db.ctx(), page, { state: 'delivered' });
    await noteOutcome(db.ctx(), page, { state: 'failed', why: 'undelivered' });
    expect(await notification(page)).toEqual({ status: 'delivered', error: null });
    await db.sql`update notifications set status = 'acted' where id = ${call}`;
    await noteOutcome(db.ctx(), call, { state: 'failed', why: 'busy' });
    expect(await notification(call)).toEqual({ status: 'acted', error: null });
  });

  test('about a number where nothing will arrive marks the contact', async () => {
    await db.sql`insert into contacts (user_id, means, address, verified_at) values (${night.alice}, 'SMS', ${phone}, imas_now())`;
    await noteOutcome(db.ctx(), await aPage(await anIncident('One')), { state: 'failed', why: 'undelivered (30006)', badAddress: true });
    expect(await db.sql`select bad_reason from contacts where bad_since is not null`).toEqual([{ bad_reason: 'undelivered (30006)' }]);
  });

  test('about nothing we know changes nothing', async () => {
    await noteOutcome(db.ctx(), '00000000-0000-4000-8000-000000000000', { state: 'failed', why: 'busy' });
    expect(db.jobs.filter(({ name }) => name === 'update-cards')).toEqual([]);
  });
});
