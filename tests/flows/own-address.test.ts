import { expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { aWorld } from '../world.ts';

test('a webhook that leads back to this server is not called', async () => {
  await using world = await aWorld({ PUBLIC_URL: 'https://imas.example.org' });
  const { ctx, ports } = world.app;
  const { id } = await addProvider(ctx, { name: 'loop', kind: 'WEBHOOK', config: { url: 'https://imas.example.org/hooks/prom' } }, ports);
  expect(await ports.testProvider(id, '')).toMatchObject({ ok: false, detail: expect.stringContaining('is this server itself') as string });
});
