import { expect, test } from 'vitest';
import { createService } from '../../src/domain/services/create-service.ts';
import { addRule } from '../../src/domain/sources/add-rule.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { aDesk, anAdministrator, type TestDesk } from './a-desk.ts';

/** A source whose first rule drops tests and whose second sends redis to the service cache of team Triage. */
async function aConfiguration(desk: TestDesk): Promise<void> {
  const ctx = desk.database.ctx();
  await anAdministrator(desk, 'ana');
  await createService(ctx, { name: 'cache', ownerTeam: 'Triage' });
  await createSource(ctx, { name: 'prod', kind: 'custom' }, { sourceKinds: [{ kind: 'custom', label: 'custom', snippet: () => '' }], sealer: { seal: (text) => text } });
  await addRule(ctx, 'prod', { matchers: 'env="test"', isDrop: true });
  await addRule(ctx, 'prod', { matchers: 'job="redis"', targetService: 'cache', overrideSeverity: 'SEV1' });
}

test('labels are followed through rules, service, policy and people to their means', async () => {
  await using desk = await aDesk();
  await aConfiguration(desk);
  await desk.database.sql`insert into providers (name, kind, config) values ('mail', 'SMTP', '{}')`;
  const { code, out } = await desk.run('simulate', 'prod', '--label', 'job=redis', '--label', 'alertname=RedisDown');
  expect(code).toBe(0);
  const text = out.join('\n');
  for (const part of ['RedisDown → cache · SEV1 · Triage', 'Rule 1 does not: env=test – env is not there', 'Rule 2 matches.', 'Policy: built in, high urgency']) expect(text).toContain(part);
  expect(text).toMatch(/^- at once → ana \(chat, e-mail\) · on-call · pinned/m);
});

test('an address counts only when a provider serves it', async () => {
  await using desk = await aDesk();
  await aConfiguration(desk);
  const { out } = await desk.run('simulate', 'prod', '--label', 'job=redis');
  expect(out.join('\n')).toMatch(/^- at once → ana \(chat\) · on-call/m);
});

test('a dropped alert reaches nobody', async () => {
  await using desk = await aDesk();
  await aConfiguration(desk);
  const { out } = await desk.run('simulate', 'prod', '--label', 'env=test');
  expect(out.join('\n')).toMatch(/simulated → .*drop/);
  expect(out.join('\n')).not.toContain('Policy');
});

test('a service is followed from its team on, for any instant', async () => {
  await using desk = await aDesk();
  await aConfiguration(desk);
  await desk.database.sql`insert into escalation_policies (team_id, name, steps) select id, 'Days', ${JSON.stringify([{ delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }], means: null, working_hours_only: true }])}::text::jsonb from teams where name = 'Triage'`;
  const at = async (instant: string) => (await desk.run('simulate', 'cache', '--severity', 'sev3', '--at', instant)).out.join('\n');
  expect(await at('2026-02-09T12:00:00Z')).toMatch(/cache · SEV3 · Triage\nPolicy: Days · low urgency\n- at once → ana \(chat\) · on-call · .* · in working hours only/);
  expect(await at('2026-02-07T12:00:00Z')).toContain('waits for working hours');
});

test.each([
  [['simulate', 'prod', '--label', 'redis'], 'A label looks like NAME=VALUE, not “redis”.'],
  [['simulate', 'cache', '--at', 'teatime'], expect.stringContaining('teatime')],
  [['simulate', 'prod', '/nowhere/alert.json'], 'The file /nowhere/alert.json cannot be read (ENOENT).'],
])('%j is refused in one sentence', async (argv, sentence) => {
  await using desk = await aDesk();
  await aConfiguration(desk);
  expect(await desk.run(...argv)).toEqual({ code: 1, out: [], err: [sentence] });
});
