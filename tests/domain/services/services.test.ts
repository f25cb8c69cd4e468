import { expect, test } from 'vitest';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import { addAlias } from '../../../src/domain/services/add-alias.ts';
import { createService } from '../../../src/domain/services/create-service.ts';
import { deleteService } from '../../../src/domain/services/delete-service.ts';
import { editService } from '../../../src/domain/services/edit-service.ts';
import { findService } from '../../../src/domain/services/find-service.ts';
import { listServices } from '../../../src/domain/services/list-services.ts';
import { removeAlias } from '../../../src/domain/services/remove-alias.ts';
import { aDatabase } from '../../database.ts';

async function withRedis() {
  const database = await aDatabase();
  const ctx = database.ctx();
  const team = await createTeam(ctx, { name: 'SRE' });
  const redis = await createService(ctx, { name: 'redis-prod', ownerTeam: 'sre', aliases: ['Redis'] });
  return { database, ctx, team, redis, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

test('a service is found by id, name and alias, whatever the case', async () => {
  await using world = await withRedis();
  for (const ref of [world.redis.id, 'REDIS-prod', ' redis ']) expect(await findService(world.ctx, ref)).toEqual(world.redis);
});

test('an unknown name is answered with the nearest', async () => {
  await using world = await withRedis();
  await expect(findService(world.ctx, 'redsi')).rejects.toMatchObject({ code: 'not_found', extras: { hint: { params: { names: expect.stringContaining('redis') } } } });
});

test.each(['redis-PROD', 'REDIS'])('nothing else may be called %s', async (name) => {
  await using world = await withRedis();
  await expect(createService(world.ctx, { name, ownerTeam: 'SRE' })).rejects.toMatchObject({ code: 'conflict', params: { service: 'redis-prod' } });
  expect(await listServices(world.ctx)).toHaveLength(1);
});

test('a renamed service still answers to its former name', async () => {
  await using world = await withRedis();
  await editService(world.ctx, 'redis-prod', { name: 'cache' });
  expect((await findService(world.ctx, 'redis-prod')).name).toBe('cache');
  expect((await listServices(world.ctx))[0]).toMatchObject({ name: 'cache', ownerTeam: 'SRE', aliases: ['redis', 'redis-prod'] });
});

test('an alias can become the name, and the name an alias', async () => {
  await using world = await withRedis();
  await editService(world.ctx, 'redis-prod', { name: 'Redis' });
  expect((await listServices(world.ctx))[0]).toMatchObject({ name: 'Redis', aliases: ['redis-prod'] });
});

test('a removed alias is free for another service', async () => {
  await using world = await withRedis();
  await removeAlias(world.ctx, 'redis-prod', 'REDIS');
  const other = await createService(world.ctx, { name: 'Redis', ownerTeam: 'SRE' });
  expect((await findService(world.ctx, 'redis')).id).toBe(other.id);
});

test('the name itself cannot be removed like an alias', async () => {
  await using world = await withRedis();
  await expect(removeAlias(world.ctx, 'redis', 'redis-prod')).rejects.toMatchObject({ code: 'invalid' });
});

test('adding an alias twice changes nothing', async () => {
  await using world = await withRedis();
  await addAlias(world.ctx, 'redis', 'cache');
  await addAlias(world.ctx, 'redis', 'Cache');
  expect((await listServices(world.ctx, { search: 'CACHE' }))[0]!.aliases).toEqual(['cache', 'redis']);
});

test('two who claim one word at once: one gets it, the other is told', async () => {
  await using world = await withRedis();
  const both = await Promise.allSettled(['a', 'b'].map((name) => createService(world.ctx, { name, ownerTeam: 'SRE', aliases: ['shared'] })));
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await listServices(world.ctx, { search: 'shared' })).toHaveLength(1);
});

test.each([
  ['javascript:alert(1)', 'runbook_url'], ['ftp://host/x', 'runbook_url'], ['no address', 'runbook_url'],
])('the runbook address %s is refused', async (runbookUrl, field) => {
  await using world = await withRedis();
  await expect(editService(world.ctx, 'redis', { runbookUrl })).rejects.toMatchObject({ code: 'invalid', extras: { fields: { [field]: expect.anything() } } });
});

test('a service with incidents is not deleted; making it inactive is suggested', async () => {
  await using world = await withRedis();
  await world.database.sql`insert into incidents (title, service_id, team_id, severity, origin, detected_at) values ('x', ${world.redis.id}, ${world.team.id}, 'SEV1_CRITICAL', 'person', now())`;
  await expect(deleteService(world.ctx, 'redis')).rejects.toMatchObject({ code: 'conflict', extras: { hint: { key: 'services.make_inactive' } } });
});

test('a service without a past goes with its names', async () => {
  await using world = await withRedis();
  await deleteService(world.ctx, 'redis');
  expect(await world.database.sql`select 1 from service_names`).toHaveLength(0);
});

test('each change leaves one row in the audit log', async () => {
  await using world = await withRedis();
  await editService(world.ctx, 'redis', { criticality: 'tier-2' });
  await addAlias(world.ctx, 'redis', 'kv');
  await removeAlias(world.ctx, 'redis', 'kv');
  await deleteService(world.ctx, 'redis');
  const rows = await world.database.sql<{ action: string }[]>`select action from audit_log where object_kind = 'service' order by id`;
  expect(rows.map((row) => row.action)).toEqual(['service.created', 'service.changed', 'service.alias_added', 'service.alias_removed', 'service.deleted']);
});
