import { describe, expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { editProvider } from '../../src/domain/providers/edit-provider.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { stages } from '../stage/stages.ts';
import { alertmanagerBody } from '../world.ts';

const phone = '+33600000001';
const wrong = 'wrong-secret-0123456789';

describe.each(stages)('on %s', (_, open) => {
  test('OVH’s refusal is read in its words, the keys are mended, and an answer by SMS shows on the team’s card', async () => {
    await using ovh = await fakeOvh();
    await using stage = await open();
    const { app, night } = stage.world;
    const [ada, bea] = [stage.as('ada'), stage.as('bea')];
    await addProvider(app.ctx, { kind: 'OVH_SMS', name: 'texts', config: { ...ovhKeys, application_secret: wrong, endpoint: ovh.endpoint } }, app.ports);

    const refused = await (await ada.say(`/provider test texts ${phone}`)).answer();
    expect(refused.isPrivate).toBe(true);
    expect(refused.words).toContain('OVH refuses the keys: “Invalid signature”. Check the application key, its secret and the consumer key');
    for (const secret of [wrong, ovhKeys.application_key, ovhKeys.consumer_key]) expect(refused.words).not.toContain(secret);
    expect((await (await ada.say('/provider test texts 0612345678')).answer()).words).toContain('no telephone number with its country code');

    await editProvider(app.ctx, 'texts', { config: { application_secret: ovhKeys.application_secret } }, app.ports);
    expect((await (await ada.press(refused, 'Try again')).answer()).words).toMatch(/OVH took it for 1 credit/);
    expect((await ovh.next(phone)).message).toContain('IMAS');

    await app.sql`insert into contacts (user_id, means, address, set_by_admin) values (${night.alice}, 'SMS', ${phone}, true)`;
    await stage.world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    await bea.sees('team', /RedisDown/);
    await stage.world.advance('61 seconds');
    expect((await ovh.next(phone)).message).toMatch(/^SEV1 redis-prod: RedisDown.* - INC-1 - answer by .*\nReply 4A to acknowledge, 6A to pass it on\.$/);
    ovh.answers(phone, 'OK');
    await stage.world.advance('6 seconds');
    await bea.sees('team', /Acknowledged by alice/);
    expect((await ovh.next(phone)).message).toBe('INC-1: acknowledged, it is yours.');
    expect(await app.sql`select 1 from contacts where address = ${phone} and verified_at is not null`).toHaveLength(1);
    expect(stage.troubles()).toEqual([]);
  });
});
