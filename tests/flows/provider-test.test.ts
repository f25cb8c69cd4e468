import { expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeHttp } from '../fakes/http.ts';
import { aWorld } from '../world.ts';

test('what came of a provider’s test is said in the language of whoever asked', async () => {
  await using http = await fakeHttp();
  await using world = await aWorld();
  const { ctx, ports } = world.app;
  const { id } = await addProvider(ctx, { name: 'push', kind: 'NTFY', config: { server_url: http.url } }, ports);
  expect(await ports.testProvider(id, '', undefined, 'fr')).toMatchObject({ ok: false, detail: expect.stringContaining('Pas de sujet') as string });
  http.answer({ status: 200, body: '{"id":"x"}' });
  expect(await ports.testProvider(id, 'bea', undefined, 'fr')).toEqual({ ok: true, detail: 'accepté' });
  expect((await http.next()).body).toContain('Message d’essai');
  expect(await ports.testProvider(id, 'bea')).toEqual({ ok: true, detail: 'accepted' });
});
