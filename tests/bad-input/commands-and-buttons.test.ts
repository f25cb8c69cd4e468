import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainAnswer } from '../../src/chat/plain.ts';
import type { Answer } from '../../src/chat/card.ts';
import { addUser } from '../../src/domain/people/add-user.ts';
import { alertmanagerBody, aWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await addUser(world.app.ctx, { username: 'vera', email: 'vera@example.org', groups: ['Viewers'] });
  await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
});
afterAll(async () => world[Symbol.asyncDispose]());

const plain = (answer: Answer): string => plainAnswer(answer, { language: 'en', timeZone: 'UTC' });
const isPrivate = (answer: Answer): boolean => answer.kind === 'form' || answer.private;
/** Everything that a button could have changed. */
const state = async (): Promise<unknown> => ({
  incidents: await world.app.sql`select number, status, severity, lead_id, holder_id, acknowledged_at, resolved_at, team_id, service_id, title, snoozed_until, merged_into from incidents order by number`,
  timeline: await world.app.sql`select count(*)::int as n from timeline where actor_id is not null`,
});

describe('a phrase that means nothing is answered privately with what is nearest', () => {
  test.each([
    ['/incidnet', '/incident'], ['/incident akc', 'incident ack'], ['/incident resovle 1', 'incident resolve'], ['/teem list', '/team'], ['/imas hlep', 'help'],
    ['/incident declare Slow service:redis-prd severity:sev2', 'redis-prod'], ['/incident assign 1 "SRE Cor"', 'SRE Core'], ['/page @alise why', 'alice'], ['/oncall set "SRE Core" @bee', 'bea'],
    ['/incident snooze 1 later-ish', '30m'], ['/incident show 999', 'INC-999'], ['/incident severity 1 sev9', 'SEV'],
  ])('%s → %s', async (phrase, nearest) => {
    const before = await state();
    const answer = await world.say('ada', phrase);
    expect(isPrivate(answer)).toBe(true);
    expect(plain(answer)).toContain(nearest);
    expect(await state()).toEqual(before);
  });

  test.each(['', ' ', '/', '//', '\0', '/incident '.repeat(3000), '/incident ack \ud800', '"', '/incident show "unclosed', '/__proto__', '/constructor list', '/incident __proto__', '/incident/ack', '💥'])('%j is answered, and changes nothing', async (phrase) => {
    const before = await state();
    const answer = await world.say('ada', phrase);
    expect(isPrivate(answer)).toBe(true);
    expect(plain(answer)).not.toMatch(/went wrong/i);
    expect(await state()).toEqual(before);
  });
});

describe('a button is answered privately, and nothing changes,', () => {
  test.each([
    ['of an incident that never was', 'incident/ack', { incident: 'INC-4711' }], ['of an incident that is gone', 'incident/resolve', { incident: '00000000-0000-4000-8000-000000000000' }],
    ['of a command that is gone', 'incident/launch', { incident: 'INC-1' }], ['of no command', '', {}], ['of the prototype', '__proto__', {}], ['of a constructor', 'constructor', { incident: 'INC-1' }],
    ['without its incident', 'incident/merge', {}], ['with nonsense for an incident', 'incident/ack', { incident: '<script>' }], ['with a number beyond all', 'incident/ack', { incident: '999999999999999' }],
    ['with another’s value', 'incident/severity', { incident: 'INC-1', severity: 'SEV0' }],
  ])('%s', async (_, command, args) => {
    const before = await state();
    const answer = await world.press('ada', command, args as Record<string, string>);
    expect(isPrivate(answer)).toBe(true);
    expect(plain(answer)).not.toMatch(/went wrong/i);
    expect(await state()).toEqual(before);
  });

  test.each(['incident/ack', 'incident/resolve', 'incident/severity', 'incident/escalate', 'incident/snooze', 'incident/assign', 'incident/reopen', 'incident/merge', 'incident/is-service'])('pressed by someone who may not: %s', async (command) => {
    const before = await state();
    const answer = await world.press('vera', command, { incident: 'INC-1', severity: 'SEV4', team: 'Triage', service: 'redis-prod', into: 'INC-1' });
    expect(isPrivate(answer)).toBe(true);
    expect(await state()).toEqual(before);
  });

  test('of a card that is no longer true, or pressed twice', async () => {
    await world.press('alice', 'incident/ack', { incident: 'INC-1' });
    const acknowledged = await state();
    const again = await world.press('alice', 'incident/ack', { incident: 'INC-1' });
    const late = await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    expect([isPrivate(again), isPrivate(late)]).toEqual([true, true]);
    expect(plain(late)).toContain('alice');
    expect(await state()).toEqual(acknowledged);

    await world.press('alice', 'incident/resolve', { incident: 'INC-1' });
    const resolved = await state();
    for (const command of ['incident/resolve', 'incident/ack', 'incident/escalate', 'incident/mitigate', 'incident/snooze']) {
      const answer = await world.press('bea', command, { incident: 'INC-1', until: '30m', for: '30m' });
      expect([command, isPrivate(answer), await state()]).toEqual([command, true, resolved]);
    }
  });

  test('by two people at the same moment: one acknowledgement with one name, both answered', async () => {
    await world.post('alertmanager', alertmanagerBody([{ name: 'Second', service: 'elsewhere' }]));
    const [{ number }] = await world.app.sql<[{ number: number }]>`select number from incidents where status = 'TRIGGERED'`;
    const answers = await Promise.all(['ada', 'max', 'ada', 'max'].map((user) => world.press(user, 'incident/ack', { incident: `INC-${number}` })));
    for (const answer of answers) expect(plain(answer)).not.toBe('');
    expect(await world.app.sql`select count(*)::int as n from timeline t join incidents i on i.id = t.incident_id where i.number = ${number} and t.kind = 'acknowledged'`).toEqual([{ n: 1 }]);
  });
});
