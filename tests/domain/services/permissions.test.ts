import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody, type Actor, type Context, type Tx } from '../../../src/context.ts';
import { transaction } from '../../../src/db/transaction.ts';
import { AppError } from '../../../src/errors.ts';
import { showPolicy } from '../../../src/domain/escalation/policies/find-policy.ts';
import { listPolicies } from '../../../src/domain/escalation/policies/list-policies.ts';
import { testPolicy } from '../../../src/domain/escalation/policies/test-policy.ts';
import { createTeam } from '../../../src/domain/people/create-team.ts';
import type { ProviderKind } from '../../../src/domain/ports.ts';
import { addProvider } from '../../../src/domain/providers/add-provider.ts';
import { editProvider } from '../../../src/domain/providers/edit-provider.ts';
import { findProvider, listProviders } from '../../../src/domain/providers/find-provider.ts';
import { orderProviders } from '../../../src/domain/providers/order-providers.ts';
import { providersFor } from '../../../src/domain/providers/providers-for.ts';
import { removeProvider } from '../../../src/domain/providers/remove-provider.ts';
import { disableProvider, enableProvider } from '../../../src/domain/providers/switch-provider.ts';
import { addAlias } from '../../../src/domain/services/add-alias.ts';
import { createService } from '../../../src/domain/services/create-service.ts';
import { deleteService } from '../../../src/domain/services/delete-service.ts';
import { editService } from '../../../src/domain/services/edit-service.ts';
import { listServices, showService } from '../../../src/domain/services/list-services.ts';
import { removeAlias } from '../../../src/domain/services/remove-alias.ts';
import { addRule } from '../../../src/domain/sources/add-rule.ts';
import { createSource } from '../../../src/domain/sources/create-source.ts';
import { deleteSource } from '../../../src/domain/sources/delete-source.ts';
import { editRule } from '../../../src/domain/sources/edit-rule.ts';
import { editSource } from '../../../src/domain/sources/edit-source.ts';
import { listRules, showRule } from '../../../src/domain/sources/find-rule.ts';
import { listSources, showSource } from '../../../src/domain/sources/find-source.ts';
import { moveRule } from '../../../src/domain/sources/move-rule.ts';
import { removeRule } from '../../../src/domain/sources/remove-rule.ts';
import { rotateToken } from '../../../src/domain/sources/rotate-token.ts';
import { testRules } from '../../../src/domain/sources/test-rules.ts';
import { aDatabase, aPerson, type TestDatabase } from '../../database.ts';

const plain = { seal: (text: string) => text, open: (text: string) => text };
const smtp: ProviderKind = { kind: 'SMTP', means: ['EMAIL'], fields: [], check: (config) => ({ ok: true, config }) };
const tools = { providerKinds: [smtp], sourceKinds: [{ kind: 'custom', label: 'Custom', snippet: () => '' }], sealer: plain };

let database: TestDatabase;
const ids = { sre: '', web: '', redis: '', rule: '' };
beforeAll(async () => {
  database = await aDatabase();
  const ctx = database.ctx();
  ids.sre = (await createTeam(ctx, { name: 'SRE' })).id;
  ids.web = (await createTeam(ctx, { name: 'Web' })).id;
  ids.redis = (await createService(ctx, { name: 'redis', ownerTeam: 'SRE', aliases: ['cache'] })).id;
  await createSource(ctx, { name: 'prod', kind: 'custom' }, tools);
  ids.rule = (await addRule(ctx, 'prod', { matchers: '*', overrideSeverity: 'SEV1' })).id;
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: {} }, tools);
});
afterAll(() => database[Symbol.asyncDispose]());

/** Who they are: the five groups, the manager of the service's team and of another, somebody who is not signed in. */
const user = '00000000-0000-4000-8000-000000000001';
const actors: Record<string, () => Actor> = {
  Viewers: () => aPerson(user, 'Viewers'),
  Responders: () => aPerson(user, 'Responders'),
  Operators: () => aPerson(user, 'Operators'),
  Admins: () => aPerson(user, 'Admins'),
  Auditors: () => aPerson(user, 'Auditors'),
  'own manager': () => aPerson(user, 'Responders', [ids.sre]),
  'other manager': () => aPerson(user, 'Responders', [ids.web]),
  'narrow token': () => ({ ...aPerson(user, 'Admins', [ids.sre]), scopes: new Set(['view_incident']) } as Actor),
  nobody: () => nobody,
};
const readers = ['Viewers', 'Responders', 'Operators', 'Admins', 'Auditors', 'own manager', 'other manager'];
const managers = ['Admins', 'own manager'];
const admins = ['Admins'];

const verbs: [string, readonly string[], (ctx: Context) => Promise<unknown>][] = [
  ['listServices', readers, (ctx) => listServices(ctx)],
  ['showService', readers, (ctx) => showService(ctx, ids.redis)],
  ['createService', managers, (ctx) => createService(ctx, { name: 'new', ownerTeam: 'SRE' })],
  ['editService', managers, (ctx) => editService(ctx, 'redis', { description: 'x' })],
  ['editService to another team', admins, (ctx) => editService(ctx, 'redis', { ownerTeam: 'Web' })],
  ['addAlias', managers, (ctx) => addAlias(ctx, 'redis', 'kv')],
  ['removeAlias', managers, (ctx) => removeAlias(ctx, 'redis', 'cache')],
  ['deleteService', managers, (ctx) => deleteService(ctx, 'redis')],
  ['listSources', readers, (ctx) => listSources(ctx)],
  ['showSource', readers, (ctx) => showSource(ctx, 'prod')],
  ['createSource', admins, (ctx) => createSource(ctx, { name: 'new', kind: 'custom' }, tools)],
  ['editSource', admins, (ctx) => editSource(ctx, 'prod', { isActive: false }, plain)],
  ['rotateToken', admins, (ctx) => rotateToken(ctx, 'prod')],
  ['deleteSource', admins, (ctx) => deleteSource(ctx, 'prod')],
  ['listRules', readers, (ctx) => listRules(ctx, 'prod')],
  ['showRule', readers, (ctx) => showRule(ctx, ids.rule)],
  ['testRules', readers, (ctx) => testRules(ctx, 'prod', '', { readSample: async () => [] })],
  ['addRule', admins, (ctx) => addRule(ctx, 'prod', { matchers: '*', isDrop: true })],
  ['editRule', admins, (ctx) => editRule(ctx, ids.rule, { name: 'x' })],
  ['moveRule', admins, (ctx) => moveRule(ctx, ids.rule, 1)],
  ['removeRule', admins, (ctx) => removeRule(ctx, ids.rule)],
  ['listProviders', admins, (ctx) => listProviders(ctx)],
  ['findProvider', admins, (ctx) => findProvider(ctx, 'mail')],
  ['addProvider', admins, (ctx) => addProvider(ctx, { name: 'new', kind: 'SMTP', config: {} }, tools)],
  ['editProvider', admins, (ctx) => editProvider(ctx, 'mail', { priority: 1 }, tools)],
  ['enableProvider', admins, (ctx) => enableProvider(ctx, 'mail')],
  ['disableProvider', admins, (ctx) => disableProvider(ctx, 'mail')],
  ['orderProviders', admins, (ctx) => orderProviders(ctx, ['mail'])],
  ['removeProvider', admins, (ctx) => removeProvider(ctx, 'mail')],
  ['providersFor', admins, (ctx) => providersFor(ctx, 'EMAIL', tools)],
  ['listPolicies', readers, (ctx) => listPolicies(ctx)],
  ['showPolicy', readers, (ctx) => showPolicy(ctx, 'SRE', 'SEV1')],
  ['testPolicy', readers, (ctx) => testPolicy(ctx, 'SRE', 'SEV1')],
];

const undone = new Error('done, and undone again');

async function outcome(actor: Actor, verb: (ctx: Context) => Promise<unknown>): Promise<string> {
  try {
    return await transaction(database.ctx(actor), async (tx: Tx) => {
      await verb(tx);
      throw undone;
    });
  } catch (error) {
    if (error === undone) return 'allowed';
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test.each(verbs)('%s is for %j alone', async (_, allowed, verb) => {
  const seen: Record<string, string> = {};
  for (const [who, actor] of Object.entries(actors)) seen[who] = await outcome(actor(), verb);
  const expected = Object.fromEntries(Object.keys(actors).map((who) => [who, allowed.includes(who) ? 'allowed' : who === 'nobody' ? 'unauthenticated' : 'forbidden']));
  expect(seen).toEqual(expected);
});

test.each([
  ['a service', (ctx: Context) => editService(ctx, 'no-such-service', {})],
  ['a source', (ctx: Context) => editSource(ctx, 'no-such-source', {}, plain)],
  ['a provider', (ctx: Context) => editProvider(ctx, 'no-such-provider', {}, tools)],
])('a refusal does not tell whether %s exists', async (_, verb) => {
  expect(await outcome(actors['Viewers']!(), verb)).toBe('forbidden');
});
