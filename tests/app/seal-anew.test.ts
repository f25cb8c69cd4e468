import { expect, test } from 'vitest';
import { sealAnew } from '../../src/app/seal-anew.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { providersFor } from '../../src/domain/providers/providers-for.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { kindsOf } from '../../src/delivery/kinds.ts';
import { providers } from '../../src/delivery/providers.ts';
import { keyFrom, sealer } from '../../src/secrets.ts';
import { aDatabase } from '../database.ts';

const [former, current] = ['former', 'current'].map((word) => keyFrom(word.padEnd(32, '.'))) as [Buffer, Buffer];
const before = sealer({ current: former, old: [] });
const both = sealer({ current, old: [former] });
const after = sealer({ current, old: [] });
const providerKinds = kindsOf(providers);

test('after a rotation and one start the former key may go', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  await addProvider(ctx, { name: 'phones', kind: 'NTFY', config: { server_url: 'https://ntfy.example.org', access_token: 'tk_1' } }, { providerKinds, sealer: before });
  await createSource(ctx, { name: 'sentry', kind: 'sentry', signingSecret: 'sssh-sssh' }, { sourceKinds: [{ kind: 'sentry', label: 'sentry', snippet: () => '' }], sealer: before });
  expect(await sealAnew(database.sql, both, 0)).toBe(3);
  expect(await sealAnew(database.sql, both, 0)).toBe(0);
  expect(await providersFor(ctx, 'NTFY', { providerKinds, sealer: after })).toMatchObject([{ settings: { access_token: 'tk_1', reply_topic: expect.stringMatching(/^imas-reply-/) } }]);
  const [source] = await database.sql<{ id: string; signing_secret: string }[]>`select id, signing_secret from sources where signing_secret is not null`;
  expect(after.open(source!.signing_secret, source!.id)).toBe('sssh-sssh');
});

test('not while another replica runs, and what no key opens stays', async () => {
  await using database = await aDatabase();
  const ctx = database.ctx();
  await addProvider(ctx, { name: 'phones', kind: 'NTFY', config: { server_url: 'https://ntfy.example.org' } }, { providerKinds, sealer: before });
  await database.sql`insert into replicas (host, pid) values ('other', 1)`;
  expect(await sealAnew(database.sql, both, 0)).toBe(0);
  await database.sql`delete from replicas`;
  expect(await sealAnew(database.sql, after, 0)).toBe(0);
  expect(await sealAnew(database.sql, both, 0)).toBe(1);
});
