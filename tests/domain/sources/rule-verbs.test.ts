import { expect, test } from 'vitest';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { createService } from '../../../src/domain/services/create-service.ts';
import { deleteService } from '../../../src/domain/services/delete-service.ts';
import { addRule } from '../../../src/domain/sources/add-rule.ts';
import { createSource } from '../../../src/domain/sources/create-source.ts';
import { editRule } from '../../../src/domain/sources/edit-rule.ts';
import { findRule, listRules } from '../../../src/domain/sources/find-rule.ts';
import { moveRule } from '../../../src/domain/sources/move-rule.ts';
import { removeRule } from '../../../src/domain/sources/remove-rule.ts';
import { testRules } from '../../../src/domain/sources/test-rules.ts';
import { aDatabase } from '../../database.ts';
import { aSignal } from './a-directory.ts';

async function withRules() {
  const database = await aDatabase();
  const ctx = database.ctx();
  await createTeam(ctx, { name: 'SRE' });
  const service = await createService(ctx, { name: 'Redis', ownerTeam: 'SRE' });
  await createSource(ctx, { name: 'Prod', kind: 'custom' }, { sourceKinds: [{ kind: 'custom', label: 'Custom', snippet: () => '' }], sealer: { seal: (plain) => plain } });
  const a = await addRule(ctx, 'prod', { name: 'a', matchers: 'env=test', isDrop: true });
  const b = await addRule(ctx, 'prod', { name: 'b', matchers: { env: 'prod' }, targetService: 'REDIS', overrideSeverity: 'sev1', grouping: 'service+alertname' });
  const names = async () => (await listRules(ctx, 'prod')).map((rule) => `${rule.position}${rule.name}`).join(' ');
  return { database, ctx, service, a, b, names, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test('rules stand in the order in which they were added', async () => {
  await using world = await withRules();
  expect(await world.names()).toBe('1a 2b');
  expect(world.b).toMatchObject({ matchers: [{ label: 'env', op: '=', value: 'prod' }], targetServiceId: world.service.id, overrideSeverity: 'SEV1_CRITICAL', grouping: 'service+alertname' });
});

test('a rule can be put before the others', async () => {
  await using world = await withRules();
  expect((await addRule(world.ctx, 'prod', { name: 'c', matchers: '*', overrideSeverity: 'SEV4', position: 1 })).position).toBe(1);
  expect(await world.names()).toBe('1c 2a 3b');
});

test('rules move, and the gap of a removed one closes', async () => {
  await using world = await withRules();
  const c = await addRule(world.ctx, 'prod', { name: 'c', matchers: '*', overrideSeverity: 'SEV4' });
  await moveRule(world.ctx, c.id, 1);
  expect(await world.names()).toBe('1c 2a 3b');
  await removeRule(world.ctx, world.a.id);
  expect(await world.names()).toBe('1c 2b');
});

test.each([0, 3, 1.5])('there is no position %s among two', async (position) => {
  await using world = await withRules();
  await expect(moveRule(world.ctx, world.a.id, position)).rejects.toMatchObject({ code: 'invalid' });
});

test('a rule is found by id, position and name', async () => {
  await using world = await withRules();
  for (const ref of [world.b.id, '2', 'B']) expect((await findRule(world.ctx, 'prod', ref)).id).toBe(world.b.id);
  await expect(findRule(world.ctx, 'prod', '3')).rejects.toMatchObject({ code: 'not_found' });
});

test('a rule has to do something', async () => {
  await using world = await withRules();
  await expect(addRule(world.ctx, 'prod', { matchers: 'env=prod' })).rejects.toMatchObject({ key: 'sources.rule_does_nothing' });
  await expect(editRule(world.ctx, world.a.id, { isDrop: false })).rejects.toMatchObject({ key: 'sources.rule_does_nothing' });
});

test('a rule that drops cannot also place', async () => {
  await using world = await withRules();
  await expect(editRule(world.ctx, world.b.id, { isDrop: true })).rejects.toMatchObject({ key: 'sources.drop_is_alone' });
});

test('an edit changes what it names and takes away what is null', async () => {
  await using world = await withRules();
  expect(await editRule(world.ctx, world.b.id, { matchers: 'env=~"p.*"', targetService: null })).toMatchObject({ name: 'b', targetServiceId: null, overrideSeverity: 'SEV1_CRITICAL', matchers: [{ op: '=~' }] });
});

test('a service that a rule targets is not deleted under it', async () => {
  await using world = await withRules();
  await expect(deleteService(world.ctx, 'redis')).rejects.toMatchObject({ key: 'services.has_rules', params: { count: 1 } });
});

test('testing rules shows which one a payload hits and why, and stores nothing', async () => {
  await using world = await withRules();
  const [explained] = await testRules(world.ctx, 'prod', '{}', { readSample: async () => [aSignal({ env: 'prod' })] });
  expect(explained).toMatchObject({ tried: [{ hit: false, actual: 'prod' }, { hit: true }], placing: { serviceId: world.service.id, severity: 'SEV1_CRITICAL', placedBy: 'Rule 2 “b” sends it to Redis. Rule 2 “b” makes it SEV1.' } });
  expect(await world.database.sql`select 1 from alerts`).toHaveLength(0);
});
