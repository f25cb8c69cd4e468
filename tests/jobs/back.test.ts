import { expect, test } from 'vitest';
import { catchUp } from '../../src/chat/posted/catch-up.ts';
import { cardFacts } from '../../src/domain/escalation/card-facts.ts';
import { endOutage, noteOutage } from '../../src/domain/rooms/outage.ts';
import { refuse } from '../fakes/a-platform.ts';
import { back, between, fail, leadsAt, movedFromSlack, open, told } from './moving-rooms.ts';

test('Back says plainly that nothing can be posted there yet, and leaves the room where it is', async () => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  fail(at.slack);
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await at.pass('0 seconds');
  await at.work();
  expect(await back(at, incident.id)).toMatchObject({ outcome: 'away', home: 'slack' });
  expect((await cardFacts(at.ctx, incident.id)).standsBy).toEqual({ home: 'slack', platform: 'discord' });
  at.slack.recover();
  expect((await back(at, incident.id)).outcome).toBe('back');
  await expect(back(at, incident.id)).rejects.toThrow(/is where it belongs/);
});

test('Back to a platform that has no room yet opens it, and then it leads', async () => {
  await using at = await between('slack');
  fail(at.slack);
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true, said: { key: 'slackFaults.unreachable', params: {} } });
  const incident = await at.incident();
  await at.work();
  await at.pass('31 seconds');
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord']);
  expect(await back(at, incident.id)).toMatchObject({ outcome: 'away', why: { key: 'slackFaults.unreachable' } });
  at.slack.recover();
  await endOutage(at.ctx, 'slack');
  await catchUp(at.ctx, 'slack', true);
  await at.work();
  expect(await open(at)).toEqual(['console', 'discord']);
  expect((await back(at, incident.id)).outcome).toBe('opening');
  expect((await cardFacts(at.ctx, incident.id)).standsBy).toBeDefined();
  await at.work();
  expect(await leadsAt(at, incident.id)).toEqual(['https://chat.example.com', undefined]);
  expect((await at.db.sql<{ name: string }[]>`select params ->> 'name' as name from timeline where kind = 'room_returned'`)[0]!.name).toBe('alice');
});

test('when the platform refuses the room at home for good, whoever pressed Back is told, and the other goes on', async () => {
  await using at = await between('slack');
  const incident = await movedFromSlack(at);
  fail(at.slack, refuse('restricted_action'));
  expect((await back(at, incident.id)).outcome).toBe('opening');
  await at.work();
  expect((await told(at)).filter((line) => line.includes('back_refused'))).toEqual(['alice CHAT rooms.back_refused']);
  expect((await cardFacts(at.ctx, incident.id)).standsBy).toEqual({ home: 'slack', platform: 'discord' });
  expect(await at.db.sql`select 1 from room_leads where is_returning`).toHaveLength(0);
});

test('Back that waited for its platform is gone through with when that is back', async () => {
  await using at = await between('slack');
  const incident = await movedFromSlack(at);
  expect((await back(at, incident.id)).outcome).toBe('opening');
  await at.work();
  at.db.jobs.length = 0;
  at.slack.recover();
  await catchUp(at.ctx, 'slack', true);
  await at.work();
  expect(await leadsAt(at, incident.id)).toEqual(['https://chat.example.com', undefined]);
});

test.each<[who: 'alice' | 'bea' | 'max' | 'admin', what: string, may: boolean]>([
  ['alice', 'who is on call for its team', true], ['max', 'who leads it', true], ['admin', 'an administrator', true], ['bea', 'a responder who has nothing to do with it', false],
])('%s, %s: may press Back? %s', async (who, _, may) => {
  await using at = await between('slack');
  const incident = await at.incident();
  await at.work();
  await at.db.sql`update incidents set lead_id = ${at.night.max}`;
  await noteOutage(at.ctx, 'slack', { atOnce: true, forAll: true });
  await at.pass('0 seconds');
  await at.work();
  const pressed = back(at, incident.id, at.night[who]);
  if (may) expect((await pressed).outcome).toBe('back');
  else await expect(pressed).rejects.toMatchObject({ code: 'forbidden' });
});
