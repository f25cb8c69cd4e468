import { describe, expect, test, beforeAll, afterAll } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { addRule } from '../../src/domain/sources/add-rule.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { createService } from '../../src/domain/services/create-service.ts';
import { openDoors, type Doors } from '../bad-input/doors.ts';
import { alertmanagerBody, aWorld, type World } from '../world.ts';

let doors: Doors;
let world: World;
beforeAll(async () => {
  doors = await openDoors();
  world = doors.world;
});
afterAll(async () => doors[Symbol.asyncDispose]());

interface Placed { service: string; team: string; severity: string; incident: number; outcome: string; placed_by: string; group_key: string }
const placed = async (name: string): Promise<Placed | undefined> => (await world.app.sql<Placed[]>`
  select s.name as service, t.name as team, a.severity, i.number as incident, a.outcome, a.placed_by, a.group_key from alerts a
  left join incidents i on i.id = a.incident_id left join services s on s.id = i.service_id left join teams t on t.id = i.team_id where a.name = ${name}`)[0];
const fire = (name: string, alert: { service?: string; severity?: string; labels?: Record<string, string> } = {}) => world.post('alertmanager', alertmanagerBody([{ name, ...alert }]));

test.each([
  ['critical', 'SEV1_CRITICAL'], ['FATAL', 'SEV1_CRITICAL'], ['p1', 'SEV1_CRITICAL'], ['sev1', 'SEV1_CRITICAL'], ['error', 'SEV2_HIGH'], ['high', 'SEV2_HIGH'], ['P2', 'SEV2_HIGH'], ['sev2', 'SEV2_HIGH'],
  ['warning', 'SEV3_MEDIUM'], ['medium', 'SEV3_MEDIUM'], ['p3', 'SEV3_MEDIUM'], ['info', 'SEV4_LOW'], ['low', 'SEV4_LOW'], ['p4', 'SEV4_LOW'], ['p5', 'SEV4_LOW'], ['none', 'SEV3_MEDIUM'], ['', 'SEV3_MEDIUM'], ['purple', 'SEV3_MEDIUM'],
])('the word %j is %s, the source’s default where it means nothing', async (severity, expected) => {
  await fire(`Word “${severity}”`, { severity });
  expect(await placed(`Word “${severity}”`)).toMatchObject({ severity: expected });
});

describe('a service', () => {
  test('is found by its name in any case', async () => {
    await fire('Any case', { service: 'REDIS-Prod' });
    expect(await placed('Any case')).toMatchObject({ service: 'redis-prod', team: 'SRE Core' });
  });

  test.each(['job', 'app', 'component'])('is named by the label %s where there is no service', async (label) => {
    await doors.knock('custom', { alert_name: `By ${label}`, labels: { [label]: 'redis-prod' } });
    expect(await placed(`By ${label}`)).toMatchObject({ service: 'redis-prod' });
  });

  test('nobody knows: Unknown/Triage, with the two buttons; named once, it is known from then on', async () => {
    await fire('Lost', { service: 'cache-9' });
    const { incident } = (await placed('Lost'))!;
    expect(await placed('Lost')).toMatchObject({ service: 'Unknown/Triage', team: 'Triage' });
    const card = await world.until('the card stands in the channel', async () => (await world.app.sql<{ card: Card }[]>`select m.card from console_messages m join console_places p on p.id = m.place_id and p.kind = 'channel' where m.card::text like ${`%INC-${incident}%`} and m.card::text like '%cache-9%'`)[0]?.card);
    expect(card.actions.map((action) => ('command' in action ? action.command : ''))).toEqual(expect.arrayContaining(['incident/is-service', 'incident/create-service']));

    expect(await world.press('ada', 'incident/is-service', { incident: `INC-${incident}`, service: 'redis-prod' })).toMatchObject({ kind: 'card', card: { tone: 'good' } });
    expect(await placed('Lost')).toMatchObject({ service: 'redis-prod', team: 'SRE Core' });
    await fire('Found', { service: 'Cache-9' });
    expect(await placed('Found')).toMatchObject({ service: 'redis-prod', team: 'SRE Core' });
  });

  test('nobody knows, but its team is named: that team owns it', async () => {
    await fire('Owned', { service: 'unheard-of', labels: { team: 'sre core' } });
    expect(await placed('Owned')).toMatchObject({ service: 'Unknown/Triage', team: 'SRE Core' });
  });

  test('two that nobody knows are two incidents, one of them twice is one', async () => {
    await fire('U1', { service: 'unknown-a' });
    await fire('U2', { service: 'unknown-b' });
    await fire('U3', { service: 'unknown-a' });
    const [one, two, three] = await Promise.all(['U1', 'U2', 'U3'].map(placed));
    expect([one!.incident === two!.incident, one!.incident === three!.incident]).toEqual([false, true]);
  });
});

test('a group does not depend on the source: two tools, one service, one incident', async () => {
  await createService(world.app.ctx, { name: 'shared', ownerTeam: 'SRE Core' });
  await fire('From Prometheus', { service: 'shared' });
  await doors.knock('datadog', { title: 'From Datadog', alert_transition: 'Triggered', alert_cycle_key: 'dd', tags: 'service:shared' });
  await doors.knock('opsgenie', { message: 'From Opsgenie', alias: 'og', entity: 'shared' }, { path: '/v2/alerts' });
  const all = await Promise.all(['From Prometheus', 'From Datadog', 'From Opsgenie'].map(placed));
  expect(new Set(all.map((one) => one!.incident)).size).toBe(1);
});

test('the resolve of one tool does not end what another tool says', async () => {
  await createService(world.app.ctx, { name: 'two-tools', ownerTeam: 'SRE Core' });
  const custom = (status: string) => doors.knock('custom', { alert_name: 'Twice', service: 'two-tools', fingerprint: 'same', status });
  await custom('firing');
  await doors.knock('grafana', { alerts: [{ status: 'firing', fingerprint: 'same', labels: { alertname: 'Twice', service: 'two-tools' } }] });
  await custom('resolved');
  expect(await world.app.sql`select status, alerts_firing, alerts_total from incidents i join services s on s.id = i.service_id where s.name = 'two-tools'`).toEqual([{ status: 'TRIGGERED', alerts_firing: 1, alerts_total: 2 }]);
});

describe('rules', () => {
  beforeAll(async () => {
    const { ctx } = world.app;
    await createService(ctx, { name: 'payments', ownerTeam: 'SRE Core' });
    await addRule(ctx, 'prom', { name: 'noise', matchers: { env: 'dev' }, isDrop: true });
    await addRule(ctx, 'prom', { name: 'first', matchers: 'alertname=~"Pay.*"', targetService: 'payments', overrideSeverity: 'SEV1' });
    await addRule(ctx, 'prom', { name: 'second', matchers: { alertname: 'PayLate' }, overrideSeverity: 'SEV4' });
    await addRule(ctx, 'prom', { name: 'apart', matchers: { apart: 'yes' }, grouping: 'alert' });
  });

  test('the first that matches places it, and it says which and why', async () => {
    await fire('PayLate', { severity: 'info' });
    const found = await placed('PayLate');
    expect(found).toMatchObject({ service: 'payments', severity: 'SEV1_CRITICAL' });
    expect(found!.placed_by).toContain('first');
  });

  test('a drop ends there, and is counted', async () => {
    await fire('Noise', { labels: { env: 'dev' } });
    expect(await placed('Noise')).toMatchObject({ outcome: 'dropped', incident: null });
    expect(await world.app.sql`select count from drops`).toEqual([{ count: 1 }]);
  });

  test('its grouping counts instead of the source’s', async () => {
    await fire('Apart one', { labels: { apart: 'yes' } });
    await fire('Apart two', { labels: { apart: 'yes', n: '2' } });
    const [one, two] = await Promise.all(['Apart one', 'Apart two'].map(placed));
    expect(one!.incident).not.toBe(two!.incident);
  });

  test('grouping by service and alert name: each name its incident, hosts together', async () => {
    await editSource(world.app.ctx, 'prom', { grouping: 'service+alertname' }, world.app.ports.sealer);
    await createService(world.app.ctx, { name: 'web', ownerTeam: 'SRE Core' });
    await world.post('alertmanager', alertmanagerBody([{ name: 'Slow', service: 'web', labels: { host: '1' } }, { name: 'Slow', service: 'web', labels: { host: '2' } }, { name: 'Down', service: 'web' }]));
    expect(await world.app.sql`select alerts_total from incidents i join services s on s.id = i.service_id where s.name = 'web' order by 1`).toEqual([{ alerts_total: 1 }, { alerts_total: 2 }]);
  });
});

test('a source’s own team owns what cannot be placed', async () => {
  await using own = await aWorld();
  await editSource(own.app.ctx, 'prom', { ownerTeam: 'SRE Core' }, own.app.ports.sealer);
  await own.post('alertmanager', alertmanagerBody([{ name: 'Whose', service: 'nobody' }]));
  expect(await own.app.sql`select t.name from incidents i join teams t on t.id = i.team_id`).toEqual([{ name: 'SRE Core' }]);
});
