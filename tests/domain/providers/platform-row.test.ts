import { expect, test } from 'vitest';
import type { ProviderKind } from '../../../src/domain/ports.ts';
import { addProvider } from '../../../src/domain/providers/add-provider.ts';
import { editProvider } from '../../../src/domain/providers/edit-provider.ts';
import { platformConfig } from '../../../src/domain/providers/platform-row.ts';
import { noteUse } from '../../../src/domain/providers/providers-for.ts';
import { removeProvider } from '../../../src/domain/providers/remove-provider.ts';
import { disableProvider } from '../../../src/domain/providers/switch-provider.ts';
import { keyFrom, sealer } from '../../../src/secrets.ts';
import { aDatabase } from '../../database.ts';

const kind = (name: string): ProviderKind => ({
  kind: name, means: [], fields: [{ name: 'bot_token', label: 'Token', kind: 'secret', required: true }], check: (config) => ({ ok: true, config }),
});
const tools = { providerKinds: [kind('SLACK'), kind('DISCORD'), kind('SMTP')], sealer: sealer({ current: keyFrom('a test key of at least 32 characters'), old: [] }) };
const row = (name: string, more: { kind?: string; priority?: number } = {}) => ({ name, kind: 'SLACK', config: { bot_token: `token of ${name}` }, ...more });

test('a platform is configured by the first active row that opens', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  expect(await platformConfig(ctx, 'SLACK', tools.sealer)).toBeUndefined();
  await addProvider(ctx, row('Mail', { kind: 'SMTP' }), tools);
  const second = await addProvider(ctx, row('second'), tools);
  const first = await addProvider(ctx, row('first', { priority: 1 }), tools);
  expect(await platformConfig(ctx, 'SLACK', tools.sealer)).toEqual({ bot_token: 'token of first' });
  await disableProvider(ctx, first.id);
  expect(await platformConfig(ctx, 'SLACK', tools.sealer)).toEqual({ bot_token: 'token of second' });
  await database.sql`update providers set config = (select config from providers where name = 'first') where id = ${second.id}`;
  expect(await platformConfig(ctx, 'SLACK', tools.sealer)).toBeUndefined();
});

test('a Discord webhook is no platform’s configuration, whatever its priority', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  await addProvider(ctx, { name: 'Channel', kind: 'DISCORD', priority: 1, config: { webhook_url: 'https://discord.com/api/webhooks/1/x' } }, tools);
  expect(await platformConfig(ctx, 'DISCORD', tools.sealer)).toBeUndefined();
  await addProvider(ctx, row('Discord', { kind: 'DISCORD' }), tools);
  expect(await platformConfig(ctx, 'DISCORD', tools.sealer)).toEqual({ bot_token: 'token of Discord' });
});

test('every replica is told when a platform’s row is added, changed, disabled or removed, and of nothing else', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  const told: string[] = [];
  const listening = await database.sql.listen('imas_platforms', () => told.push('told'));
  // Notices arrive in the order in which they were sent: when the mark is here, so is all before it.
  const mark = async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = await database.sql.listen('imas_test_mark', () => resolve());
    await database.sql`select pg_notify('imas_test_mark', '')`;
    await promise;
    await end.unlisten();
    return told.splice(0).length;
  };
  const steps: [string, () => Promise<unknown>, number][] = [
    ['added', () => addProvider(ctx, row('Slack'), tools), 1],
    ['changed', () => editProvider(ctx, 'Slack', { config: { bot_token: 'new' } }, tools), 1],
    ['used', async () => noteUse(ctx, (await database.sql<{ id: string }[]>`select id from providers`)[0]!.id, 'failed'), 0],
    ['disabled', () => disableProvider(ctx, 'Slack'), 1],
    ['removed', () => removeProvider(ctx, 'Slack'), 1],
    ['another kind', () => addProvider(ctx, row('Mail', { kind: 'SMTP' }), tools), 0],
  ];
  for (const [what, act, times] of steps) {
    await act();
    expect([what, await mark()]).toEqual([what, times]);
  }
  await listening.unlisten();
});
