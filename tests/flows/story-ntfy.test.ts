import { describe, expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeNtfy, type FakeNtfy } from '../fakes/ntfy.ts';
import { stages } from '../stage/stages.ts';
import { alertmanagerBody, type World } from '../world.ts';

/** Alice's phone is subscribed to a topic of her own on the company's server. */
async function onPhone(world: World, server: FakeNtfy): Promise<void> {
  await addProvider(world.app.ctx, { name: 'phones', kind: 'NTFY', config: { server_url: server.url, access_token: 'tk_canary' } }, world.app.ports);
  await world.app.sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'NTFY', 'alice-phone', now())`;
}
const onAlicesPhone = (world: World, server: FakeNtfy) => world.until('her phone rings', async () => server.on('alice-phone').at(-1));

describe.each(stages)('on %s', (_, open) => {
  test('a tap on the phone acknowledges, everybody sees who has it, and nobody is paged any further', async () => {
    await using server = await fakeNtfy({ auth: 'Bearer tk_canary' });
    await using stage = await open({ PUBLIC_URL: 'https://imas.example.com' });
    const { world } = stage;
    const bea = stage.as('bea');
    await onPhone(world, server);
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    const ring = await onAlicesPhone(world, server);
    expect(ring).toMatchObject({ title: expect.stringMatching(/^SEV1 redis-prod: RedisDown/), priority: 5 });

    // The request leaves the phone; our public name leads to this test's server.
    const { url, method = 'POST' } = ring.actions!.find((one) => one.label === 'Acknowledge')!;
    const tapped = await fetch(url.replace('https://imas.example.com', world.url), { method });
    expect(tapped.status).toBe(200);
    await bea.sees('team', /Acknowledged|held by alice/);
    expect((await world.api('bea', 'GET', 'incidents/INC-1/')).body).toMatchObject({ status: 'ACKNOWLEDGED', acknowledged_by: 'alice' });
    expect(await world.app.sql`select 1 from runs where ended_at is null`).toHaveLength(0);
    expect(stage.troubles()).toEqual([]);
  });

  test('where nothing can reach us from outside, the same tap comes through the secret topic', async () => {
    await using server = await fakeNtfy({ auth: 'Bearer tk_canary' });
    await using stage = await open();
    const { world } = stage;
    const bea = stage.as('bea');
    await onPhone(world, server);
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    const ring = await onAlicesPhone(world, server);
    expect(ring.actions!.map((one) => one.label)).toEqual(['Acknowledge', 'I can’t']);
    expect((await server.tap(ring, 'Acknowledge')).status).toBe(200);
    await world.advance('6 seconds');
    await world.until('it is acknowledged', async () => (await world.api('bea', 'GET', 'incidents/INC-1/')).body['acknowledged_by'] === 'alice');
    await bea.sees('team', /Acknowledged|held by alice/);
    expect(stage.troubles()).toEqual([]);
  });
});
