import { beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../commands/commands.ts';
import type { Answer, Form } from '../../src/chat/card.ts';
import type { Commands } from '../../src/chat/commands.ts';
import { makeDispatch } from '../../src/chat/dispatch.ts';
import { plainAnswer } from '../../src/chat/plain.ts';
import type { Dispatch, Speaker } from '../../src/chat/platform.ts';
import type { Ports } from '../../src/domain/ports.ts';
import { declare } from '../../src/domain/incidents/declare.ts';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { createService } from '../../src/domain/services/create-service.ts';
import type { TestDatabase } from '../database.ts';
import { as, aPeopledDatabase, aTeam, someone } from '../domain/people/someone.ts';
import { unavailable } from '../../src/errors.ts';

type Known = Speaker & { userId: string };
interface Told { db: TestDatabase; dispatch: Dispatch; from(name: string, more?: Pick<Partial<Speaker>, 'place' | 'incident'>): Known }
const noPorts = { baseUrl: 'http://localhost', providerKinds: [], sourceKinds: [] } as unknown as Ports;

/** A team SRE with alice (on call), bea and a service redis-prod; viv only looks; ops may do everything to incidents. */
async function aNight(list: Commands = commands, language: 'en' | 'fr' = 'en'): Promise<Told & AsyncDisposable> {
  const db = await aPeopledDatabase();
  const { teamId, ids } = await aTeam(db, 'SRE', ['alice', 'bea']);
  const all: Record<string, string> = { ...ids, viv: await someone(db, 'viv', 'Viewers'), ops: await someone(db, 'ops', 'Operators'), boss: await someone(db, 'boss', 'Admins') };
  await setOnCall(db.ctx(), { teamId, userId: ids.alice });
  await createService(db.ctx(), { name: 'redis-prod', ownerTeam: 'SRE', criticality: 'TIER_1_CRITICAL' });
  await db.sql`insert into teams (name, slug, is_triage) values ('Triage', 'triage', true)`;
  await db.sql`with s as (insert into services (name, owner_team_id, is_triage) select 'Unknown/Triage', id, true from teams where is_triage returning id) insert into service_names (name, service_id, is_alias) select 'unknown/triage', id, false from s`;
  const dispatch = makeDispatch({
    commands: list, ports: noPorts, fallback: { ctx: db.ctx(), language: 'en', timeZone: 'UTC' },
    contextFor: async (from) => ({ ctx: db.ctx(await as(db, from.userId!)), language, timeZone: 'Europe/Paris' }),
  });
  return { db, dispatch, from: (name, more = {}) => ({ userId: all[name]!, via: 'console', ...more }), [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}
const said = (answer: Answer) => plainAnswer(answer, { language: 'en', timeZone: 'Europe/Paris' });
const formIn = (answer: Answer): Form => { if (answer.kind !== 'form') throw new Error(`not a form: ${said(answer)}`); return answer.form; };
const statusOf = async (db: TestDatabase, number = 1) => (await db.sql<{ status: string }[]>`select status from incidents where number = ${number}`)[0]?.status;

describe('the dispatcher', () => {
  let night: Awaited<ReturnType<typeof aNight>>;
  const declareOne = (title = 'Redis is down') => declare(night.db.ctx(), { title, service: 'redis-prod', severity: 'SEV1_CRITICAL', via: 'api' });
  const paged = (name: string) => night.db.sql`insert into incident_people (incident_id, user_id, role) select id, ${night.from(name).userId}, 'paged' from incidents`;
  beforeEach(async () => {
    night = await aNight();
    return () => night[Symbol.asyncDispose]();
  });

  test('carries out what is typed', async () => {
    await declareOne();
    expect(said(await night.dispatch.phrase(night.from('bea'), '/incident ack INC-1 looking at it'))).toContain('INC-1 is yours');
    expect(await statusOf(night.db)).toBe('ACKNOWLEDGED');
    expect(said(await night.dispatch.phrase(night.from('viv'), '/incident timeline 1'))).toMatch(/Acknowledged by bea[\s\S]*bea: looking at it/);
  });

  test('says beside its only field what is wrong there, with what is near, in the form that stands', async () => {
    await declareOne();
    const form = formIn(await night.dispatch.press(night.from('ops'), 'incident/assign', { incident: 'INC-1' }));
    const again = formIn(await night.dispatch.submit(night.from('ops'), form, { to: 'redsi' }));
    expect([again.args, again.error]).toEqual([form.args, undefined]);
    expect(again.fields).toMatchObject([{ name: 'to', error: 'There is no team, service or person called “redsi”. Did you mean redis-prod?' }]);
  });

  test('says who has it when there is nobody to page next, as no mistake', async () => {
    await declareOne();
    await night.dispatch.press(night.from('bea'), 'incident/ack', { incident: 'INC-1' });
    const answer = await night.dispatch.press(night.from('ops'), 'incident/escalate', { incident: 'INC-1' });
    expect([said(answer), answer.kind === 'card' && answer.card.tone]).toEqual(['bea has INC-1 in hand; nobody is being paged.', 'neutral']);
  });

  test('draws in private no button that would only refuse', async () => {
    const buttonsOf = async (name: string) => { const answer = await night.dispatch.phrase(night.from(name), '/team list'); return answer.kind === 'card' ? answer.card.actions.map(({ label }) => label) : []; };
    expect([await buttonsOf('viv'), await buttonsOf('boss')]).toEqual([[], ['New team']]);
  });

  test('keeps the fields of a form that stands, and chooses nothing that nobody chose', async () => {
    await declareOne();
    const form = formIn(await night.dispatch.phrase(night.from('bea'), '/incident severity'));
    const wrong = formIn(await night.dispatch.submit(night.from('bea'), form, { incident: 'INC-1', severity: 'sev9' }));
    expect([wrong.args, wrong.fields.map(({ name, error }) => [name, error !== undefined])]).toEqual([{}, [['incident', false], ['severity', true]]]);
    const empty = formIn(await night.dispatch.submit(night.from('bea'), form, { incident: 'INC-1', severity: '' }));
    expect(empty.fields[1]).toMatchObject({ error: 'This is needed.', choices: { length: 4 } });
  });

  test.each(['/incident note 1 " "', '/incident note 1 note:" "'])('says of %s that the note is needed', async (phrase) => {
    await declareOne();
    expect(formIn(await night.dispatch.phrase(night.from('bea'), phrase)).fields).toMatchObject([{ name: 'note', error: 'This is needed.' }]);
  });

  test('carries out a button as if it were typed', async () => {
    await declareOne();
    await night.dispatch.press(night.from('bea'), 'incident/ack', { incident: 'INC-1' });
    expect(await statusOf(night.db)).toBe('ACKNOWLEDGED');
  });

  test('tells the second who was faster', async () => {
    await declareOne();
    await night.dispatch.press(night.from('bea'), 'incident/ack', { incident: 'INC-1' });
    const late = await night.dispatch.press(night.from('ops'), 'incident/ack', { incident: 'INC-1' });
    expect(late).toMatchObject({ kind: 'card', private: true, card: { tone: 'neutral' } });
    expect(said(late)).toMatch(/^INC-1 was already acknowledged by bea at \d\d:\d\d\./);
    expect(late).toMatchObject({ card: { actions: [{ label: 'Take over', command: 'incident/take-over', args: { incident: 'INC-1' } }] } });
    await night.dispatch.press(night.from('ops'), 'incident/take-over', { incident: 'INC-1' });
    expect(said(await night.dispatch.press(night.from('ops'), 'incident/ack', { incident: 'INC-1' }))).toContain('INC-1 was yours already');
  });

  test('asks by a form for what is missing and keeps what was typed', async () => {
    const form = formIn(await night.dispatch.phrase(night.from('bea'), '/incident declare redis is slow'));
    expect(form.fields.map((field) => [field.name, field.required, field.value])).toEqual([['severity', true, undefined], ['service', false, undefined], ['title', true, 'redis is slow'], ['description', false, undefined], ['private', false, undefined]]);
    const done = await night.dispatch.submit(night.from('bea'), form, { severity: 'sev2', title: 'redis is slow', service: '', description: '' });
    expect(said(done)).toContain('INC-1 declared at SEV2');
  });

  test('draws a form again with the error beside its field', async () => {
    const form = formIn(await night.dispatch.phrase(night.from('bea'), '/incident declare redis is slow'));
    const again = formIn(await night.dispatch.submit(night.from('bea'), form, { severity: 'SEV2_HIGH', title: 'redis is slow', service: 'redis-prd' }));
    expect(again.fields.find((field) => field.name === 'service')).toMatchObject({ value: 'redis-prd', error: 'There is no service called “redis-prd”. Did you mean redis-prod?' });
    expect(again.fields.find((field) => field.name === 'title')).toMatchObject({ value: 'redis is slow' });
  });

  test('reads a wrong value back with what is allowed', async () => {
    await declareOne();
    const form = formIn(await night.dispatch.phrase(night.from('ops'), '/incident severity 1 sevv2'));
    expect([form.title, form.fields]).toMatchObject(['INC-1 · Severity', [{ name: 'severity', error: '“sevv2” is not one of SEV1, SEV2, SEV3, SEV4.' }]]);
  });

  test('offers the open incidents of a service before another is declared', async () => {
    await declareOne();
    const answer = await night.dispatch.phrase(night.from('bea'), '/incident declare sev2 redis-prod "redis is slow"');
    if (answer.kind !== 'card') throw new Error(said(answer));
    expect(answer.card.actions.map((action) => action.label)).toEqual(['Join INC-1', 'Declare new']);
    const [, another] = answer.card.actions;
    if (another === undefined || 'url' in another) throw new Error('no button');
    expect(said(await night.dispatch.press(night.from('bea'), another.command, another.args))).toContain('INC-2 declared');
  });

  test('takes the only incident that paged the speaker when none is named', async () => {
    await declareOne();
    await paged('alice');
    expect(said(await night.dispatch.phrase(night.from('alice'), 'ack'))).toContain('INC-1 is yours');
  });

  test('lets choose when several paged the speaker', async () => {
    await declareOne();
    await declareOne('Redis is slow');
    await paged('alice');
    const form = formIn(await night.dispatch.phrase(night.from('alice'), '/incident ack on it'));
    expect(form.fields).toMatchObject([{ name: 'incident', kind: 'incident' }, { name: 'note', value: 'on it' }]);
    expect((await night.dispatch.completeField(night.from('alice'), form.command, 'incident', '')).map((choice) => choice.value)).toEqual(['INC-2', 'INC-1']);
  });

  test('offers “none” where that is meant as well as a name', async () => {
    const offered = async (command: string, field: string, typed: string) => (await night.dispatch.completeField(night.from('alice'), command, field, typed)).map(({ value }) => value);
    expect(await offered('oncall/set', 'user', '')).toEqual(expect.arrayContaining(['@alice', 'none']));
    expect(await offered('oncall/set', 'user', 'no')).toEqual(['none']);
    expect(await offered('oncall/set', 'team', 'no')).toEqual([]);
  });

  test('means the incident of the room', async () => {
    await declareOne();
    await night.dispatch.phrase(night.from('bea', { incident: 'INC-1' }), '/incident note 3 pods restarted');
    expect(said(await night.dispatch.phrase(night.from('bea', { incident: 'INC-1' }), '/incident timeline'))).toContain('bea: 3 pods restarted');
  });

  test('hands an edit form over with what is there today', async () => {
    await declareOne();
    const form = formIn(await night.dispatch.phrase(night.from('ops'), '/incident edit 1'));
    expect(form.fields.map((field) => [field.name, field.value])).toMatchObject([['title', 'Redis is down'], ['description', ''], ['service', 'redis-prod'], ['detected_at', expect.stringMatching(/Z$/)], ['private', expect.anything()]]);
    const values = Object.fromEntries(form.fields.map((field) => [field.name, field.value ?? '']));
    await night.dispatch.submit(night.from('ops'), form, { ...values, title: 'Redis is slow' });
    expect(await night.db.sql`select title from incidents`).toEqual([{ title: 'Redis is slow' }]);
  });

  test('says that alerts fire on when an incident is resolved, and un-mutes it', async () => {
    await declareOne();
    await night.db.sql`update incidents set alerts_firing = 3, alerts_total = 3`;
    const answer = await night.dispatch.phrase(night.from('ops'), '/incident resolve 1 restarted it');
    expect(said(answer)).toMatch(/INC-1 is resolved\.\n3 alerts still fire: muted until clear, at the latest until .*\n\[Un-mute\]/);
    await night.dispatch.press(night.from('ops'), 'incident/unmute', { incident: 'INC-1' });
    expect(await statusOf(night.db)).toBe('TRIGGERED');
  });

  test('escalates now, and passes on when somebody cannot', async () => {
    await declareOne();
    await night.db.sql`update timers set due_at = due_at + interval '1 hour'`;
    await night.dispatch.phrase(night.from('bea'), '/incident escalate 1');
    const due = () => night.db.sql<{ now: boolean; force: boolean }[]>`select due_at <= imas_now() as now, (payload->>'force')::boolean as force from timers where kind = 'escalate'`;
    expect(await due()).toEqual([{ now: true, force: true }]);
    await night.dispatch.press(night.from('alice'), 'incident/cant', { incident: 'INC-1' });
    expect(said(await night.dispatch.phrase(night.from('viv'), '/incident timeline 1'))).toContain('alice cannot take it: next step now');
  });

  test('pages one more person in a run of its own', async () => {
    await declareOne();
    expect(said(await night.dispatch.phrase(night.from('bea'), '/incident page 1 @ops'))).toContain('INC-1: ops is being paged');
    expect(await night.db.sql`select kind from runs where ended_at is null order by number`).toEqual([{ kind: 'ladder' }, { kind: 'page' }]);
  });

  test('declares and pages with /page, and the answer follows who was told', async () => {
    const answer = await night.dispatch.phrase(night.from('bea'), "/page sre 'checkout fails' sev1");
    expect(answer).toMatchObject({ follow: { incident: 'INC-1', command: 'incident/paged' }, card: { title: 'INC-1 declared: SRE is being paged' } });
    expect(await night.db.sql`select i.title, i.severity, t.name from incidents i join teams t on t.id = i.team_id`).toEqual([{ title: 'checkout fails', severity: 'SEV1_CRITICAL', name: 'SRE' }]);
  });

  test('snoozes until a time of the speaker’s zone and says it back in that zone', async () => {
    await declareOne();
    expect(said(await night.dispatch.phrase(night.from('ops'), '/incident snooze 1 30m'))).toMatch(/INC-1 is snoozed\..*\nNobody is paged for it until \S.*\d\d:\d\d\n\[End the snooze\]$/);
  });

  test('snoozed until all clear, it says so with the button that ends it', async () => {
    await declareOne();
    expect(said(await night.dispatch.phrase(night.from('ops'), '/incident snooze 1 clear'))).toMatch(/until all clear, at most until .*\n\[End the snooze\]$/);
    await night.dispatch.press(night.from('ops'), 'incident/unsnooze', { incident: 'INC-1' });
    expect(await night.db.sql`select reason from runs where ended_at is null`).toEqual([{ reason: 'snooze ended' }]);
  });

  test.each(['end', 'off', 'wake', 'now', 'fin', 'stop'])('a snooze is ended by “%s”: paging begins in a new run', async (word) => {
    await declareOne();
    await night.dispatch.phrase(night.from('ops'), '/incident snooze 1 2h');
    expect(said(await night.dispatch.phrase(night.from('ops'), `/incident snooze 1 ${word}`))).toContain('The snooze of INC-1 is over: paging begins again.');
    expect(await night.db.sql`select i.snoozed_until, r.reason, t.due_at <= imas_now() as now from incidents i join runs r on r.incident_id = i.id and r.ended_at is null join timers t on t.kind = 'escalate' and t.subject = r.id`)
      .toEqual([{ snoozed_until: null, reason: 'snooze ended', now: true }]);
    expect(await night.db.sql`select 1 from timers where kind = 'unsnooze'`).toHaveLength(0);
    expect(said(await night.dispatch.phrase(night.from('ops'), `/incident snooze 1 ${word}`))).toContain('INC-1 is not snoozed');
  });

  test('acknowledges everything of a team at once', async () => {
    await declareOne();
    await declareOne('Redis is slow');
    expect(said(await night.dispatch.phrase(night.from('bea'), '/incident ack all SRE'))).toContain('2 incidents acknowledged');
    expect(said(await night.dispatch.phrase(night.from('bea'), '/incident ack all SRE'))).toContain('Nothing is waiting');
  });

  test('says which service an unknown one is', async () => {
    await declare(night.db.ctx(), { title: 'Redis is down', severity: 'SEV2_HIGH', via: 'api' });
    await night.db.sql`update incidents set group_key = 'unknown:00000000-0000-4000-8000-000000000001|redis-prd'`;
    await night.db.sql`insert into user_groups values (${night.from('bea').userId}, 'Admins')`;
    const form = formIn(await night.dispatch.press(night.from('bea'), 'incident/is-service', { incident: 'INC-1' }));
    expect(said(await night.dispatch.submit(night.from('bea'), form, { service: 'Redis-Prod' }))).toBe('INC-1 is about redis-prod now; SRE answers for it.\n“redis-prd” means redis-prod from now on.');
    expect(await night.db.sql`select name from service_names where is_alias`).toEqual([{ name: 'redis-prd' }]);
  });

  test('refuses privately, naming the permission', async () => {
    await declareOne();
    const answer = await night.dispatch.phrase(night.from('viv'), '/incident resolve 1');
    expect([answer.kind === 'card' && answer.private, said(answer)]).toEqual([true, 'You may not do that.\nWhoever leads it, holds a role in it or is on call for its team may do that: acknowledge it first if you take it, or ask its lead.\n[Request access]\nPermission that is missing: resolve_incident']);
    expect(await statusOf(night.db)).toBe('TRIGGERED');
  });

  test.each([
    ['/incident akc 1', /knows no “akc”\.\nDid you mean: \/incident ack/],
    ['/incidnet', /no command “\/incidnet”\.\nDid you mean: \/incident/],
    ['/incident show 99', /There is no incident “INC-99”\./],
    ['/incident show 1 2 3', /“2 3” is more than this command takes\.\nIt is typed like this: \/incident show INCIDENT/],
    ['', /Say what to do/],
  ])('answers %s with what to type instead', async (phrase, expected) => {
    expect(said(await night.dispatch.phrase(night.from('bea'), phrase))).toMatch(expected);
  });

  test('answers the button of something that is gone', async () => {
    expect(said(await night.dispatch.press(night.from('bea'), 'incident/vanished', {}))).toMatch(/no longer there/);
    expect(said(await night.dispatch.press(night.from('bea'), 'constructor', {}))).toMatch(/no longer there/);
  });

  test('completes commands, options and values', async () => {
    await declareOne();
    const values = async (text: string, name = 'bea') => (await night.dispatch.complete(night.from(name), text)).map((choice) => choice.value);
    expect(await values('/incident a')).toEqual(['/incident ack', '/incident assign']);
    expect(await values('/incident ack ')).toEqual(['INC-1', 'incident:', 'note:']);
    expect(await values('/incident declare sev1 re')).toEqual(['redis-prod']);
    expect(await values('/incident lead 1 @be')).toEqual(['@bea']);
    expect(await values('/incident list status:')).toEqual(['status:open', 'status:triggered', 'status:acknowledged', 'status:mitigated', 'status:resolved', 'status:all']);
    expect(await values('/incident r', 'viv')).toEqual([]);
    expect(await values('/page sr')).toEqual(['SRE']);
    expect(await values('/')).not.toContain('/incident why');
  });

  test('lists what is mine first', async () => {
    await declareOne();
    await declareOne('Redis is slow');
    await night.dispatch.phrase(night.from('bea'), '/incident ack 1');
    expect(said(await night.dispatch.phrase(night.from('bea'), '/incident'))).toMatch(/Open incidents \(2\)\nYours\n[\s\S]*INC-1 [\s\S]*Open\n[\s\S]*INC-2 /);
  });

  test('explains why people were paged', async () => {
    await declareOne();
    expect(said(await night.dispatch.press(night.from('viv'), 'incident/why', { incident: 'INC-1' }))).toMatch(/you were not.*\n- So it is about redis-prod, and SRE answers for it/);
  });

  test('helps with what the speaker may do, and with one command', async () => {
    const all = said(await night.dispatch.phrase(night.from('viv'), '/imas help'));
    expect([all.includes('/incident list'), all.includes('/incident resolve')]).toEqual([true, false]);
    expect(said(await night.dispatch.phrase(night.from('bea'), '/imas help incident resolve'))).toContain('/incident resolve INCIDENT [note …] [root_cause:…]');
  });
});

test('speaks French to whoever reads French', async () => {
  await using night = await aNight(commands, 'fr');
  expect(said(await night.dispatch.phrase(night.from('bea'), '/incident show 9'))).toContain('Il n’y a pas d’incident « INC-9 ».');
});

test('answers an unexpected error with a reference, and keeps its text to the log', async () => {
  const broken: Commands = { 'incident/show': { ...commands['incident/show']!, run: () => Promise.reject(new Error('secret detail')) } };
  await using night = await aNight(broken);
  const answer = said(await night.dispatch.phrase(night.from('bea'), '/incident show 1'));
  expect(answer).toMatch(/Something went wrong on our side\.[\s\S]*Reference [0-9a-f-]{36}/);
  expect(answer).not.toContain('secret');
});

test('answers when not even the speaker can be read', async () => {
  await using night = await aNight();
  const dispatch = makeDispatch({ commands, ports: noPorts, fallback: { ctx: night.db.ctx(), language: 'en', timeZone: 'UTC' }, contextFor: () => Promise.reject(unavailable('errors.database_down')) });
  expect(said(await dispatch.phrase(night.from('bea'), '/incident'))).toContain('The database cannot be reached');
  expect(await dispatch.complete(night.from('bea'), '/')).toEqual([]);
});
