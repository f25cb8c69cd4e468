import { expect, test } from 'vitest';
import type { ProviderKind } from '../../../src/domain/ports.ts';
import { addProvider } from '../../../src/domain/providers/add-provider.ts';
import { editProvider } from '../../../src/domain/providers/edit-provider.ts';
import { findProvider, listProviders } from '../../../src/domain/providers/find-provider.ts';
import { orderProviders } from '../../../src/domain/providers/order-providers.ts';
import { noteUse, providersFor } from '../../../src/domain/providers/providers-for.ts';
import { removeProvider } from '../../../src/domain/providers/remove-provider.ts';
import { mask } from '../../../src/domain/providers/secret-members.ts';
import { disableProvider, enableProvider } from '../../../src/domain/providers/switch-provider.ts';
import { keyFrom, sealer } from '../../../src/secrets.ts';
import { aDatabase, aPerson } from '../../database.ts';

const field = (name: string, kind: 'text' | 'secret') => ({ name, label: name, kind, required: true });
const sms: ProviderKind = {
  kind: 'TWILIO', means: ['SMS', 'VOICE'], fields: [field('from', 'text'), field('auth_token', 'secret')],
  check: (config) => (typeof config['from'] === 'string' && typeof config['auth_token'] === 'string' ? { ok: true, config } : { ok: false, problems: { from: 'is missing' } }),
};
const mail: ProviderKind = { kind: 'SMTP', means: ['EMAIL'], fields: [field('host', 'text')], check: (config) => ({ ok: true, config }) };
const toolsOf = (key: string) => ({ providerKinds: [sms, mail], sealer: sealer({ current: keyFrom(key.padEnd(32, '.')), old: [] }) });
const tools = toolsOf('one');
const config = { from: '+33', auth_token: 'canary-secret' };

test('a provider’s secret is sealed at rest, masked to people, and open to delivery', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const added = await addProvider(ctx, { name: 'Main SMS', kind: 'twilio', config }, tools);
  expect(added.config).toEqual({ from: '+33', auth_token: mask });
  expect(JSON.stringify([added, await listProviders(ctx), await findProvider(ctx, 'main sms'), await database.sql`select * from providers`, await database.sql`select * from audit_log`])).not.toContain('canary-secret');
  expect(await providersFor(ctx, 'VOICE', tools)).toEqual([{ id: added.id, name: 'Main SMS', kind: 'TWILIO', settings: config, limits: { perMinute: null, perHour: null } }]);
});

test('a secret copied into another provider does not open there, and the others still work', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const one = await addProvider(ctx, { name: 'one', kind: 'TWILIO', config }, tools);
  const two = await addProvider(ctx, { name: 'two', kind: 'TWILIO', config }, tools);
  await database.sql`update providers set config = (select config from providers where id = ${one.id}) where id = ${two.id}`;
  expect((await providersFor(ctx, 'SMS', tools)).map((provider) => provider.name)).toEqual(['one']);
  expect((await findProvider(ctx, 'two')).lastError).toMatch(/cannot be opened/);
});

test('an edit with a masked or absent secret keeps it', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  await addProvider(ctx, { name: 'sms', kind: 'TWILIO', config }, tools);
  await editProvider(ctx, 'sms', { config: { from: '+44', auth_token: mask } }, tools);
  await editProvider(ctx, 'sms', { name: 'SMS 2', config: {} }, tools);
  expect(await providersFor(ctx, 'SMS', tools)).toMatchObject([{ name: 'SMS 2', settings: { from: '+44', auth_token: 'canary-secret' } }]);
});

test('what a kind finds wrong is told field by field', async () => {
  await using database = await aDatabase();
  await expect(addProvider(database.ctx(), { name: 'sms', kind: 'TWILIO', config: {} }, tools)).rejects.toMatchObject({ code: 'invalid', extras: { fields: { from: { params: { problem: 'is missing' } } } } });
});

test('an unknown kind is answered with the kinds there are', async () => {
  await using database = await aDatabase();
  await expect(addProvider(database.ctx(), { name: 'x', kind: 'pigeon', config: {} }, tools)).rejects.toMatchObject({ code: 'invalid', params: { kinds: 'TWILIO, SMTP' } });
});

test('a name is taken whatever its case', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  await addProvider(ctx, { name: 'Mail', kind: 'SMTP', config: {} }, tools);
  await addProvider(ctx, { name: 'Other', kind: 'SMTP', config: {} }, tools);
  await expect(addProvider(ctx, { name: 'MAIL', kind: 'SMTP', config: {} }, tools)).rejects.toMatchObject({ code: 'conflict' });
  await expect(editProvider(ctx, 'other', { name: 'mail' }, tools)).rejects.toMatchObject({ code: 'conflict' });
});

test('several of one means are tried in priority order, disabled ones not at all', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  for (const [name, priority] of [['c', 30], ['a', 10], ['b', 20]] as const) await addProvider(ctx, { name, kind: 'SMTP', config: {}, priority }, tools);
  const order = async () => (await providersFor(ctx, 'EMAIL', tools)).map((provider) => provider.name).join('');
  expect(await order()).toBe('abc');
  await orderProviders(ctx, ['c']);
  expect(await order()).toBe('cab');
  await disableProvider(ctx, 'a');
  expect(await order()).toBe('cb');
  await enableProvider(ctx, 'a');
  await removeProvider(ctx, 'c');
  expect(await order()).toBe('ab');
});

test('opened secrets are not for people who may only look', async () => {
  await using database = await aDatabase();
  await expect(providersFor(database.ctx(aPerson('00000000-0000-4000-8000-000000000001', ['view_provider'])), 'SMS', tools)).rejects.toMatchObject({ code: 'forbidden' });
});

test('the last use is kept, an error at once', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const { id } = await addProvider(ctx, { name: 'Mail', kind: 'SMTP', config: {} }, tools);
  await noteUse(ctx, id, null);
  await noteUse(ctx, id, 'the vendor refused');
  expect(await findProvider(ctx, 'mail')).toMatchObject({ lastError: 'the vendor refused', lastUsedAt: expect.any(Date) });
});
