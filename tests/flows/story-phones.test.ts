import { describe, expect, test } from 'vitest';
import { addUser } from '../../src/domain/people/add-user.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { stages } from '../stage/stages.ts';
import { alertmanagerBody } from '../world.ts';

describe.each(stages)('on %s', (_, open) => {
  test('when no page gets through, the card gives the phone numbers to those who may acknowledge, and to nobody else', async () => {
    await using ovh = await fakeOvh();
    await using stage = await open();
    const { world } = stage;
    const { ctx, ports, sql } = world.app;
    await addUser(ctx, { username: 'vic', email: 'vic@example.org', groups: ['Viewers'] });
    await stage.meets('vic');
    await addProvider(ctx, { name: 'sms', kind: 'OVH_SMS', config: { ...ovhKeys, consumer_key: 'CKnobodyknowsthisone00000000000000', endpoint: ovh.endpoint, sender: 'IMAS' } }, ports);
    // Everybody is told by SMS alone, and OVH knows the key no more.
    for (const [n, username] of ['alice', 'bea', 'max', 'ada'].entries()) {
      await sql`insert into contacts (user_id, means, address, verified_at) select id, 'SMS', ${`+3360000000${n}`}, now() from users where username = ${username}`;
      await sql`insert into notification_rules (user_id, urgency, position, means, after_seconds) select id, 'high', 1, 'SMS', 0 from users where username = ${username}`;
    }
    const [bea, vic] = [stage.as('bea'), stage.as('vic')];
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    // Between two steps a page that is under way may still get through.
    await world.until('the whole team was tried in vain', async () => (await sql`select 1 from notifications where is_page having bool_and(status = 'dead') and count(distinct user_id) = 3`).length === 1);
    const card = await world.until('the card offers the numbers', async () => (await bea.messages('team')).find(({ buttons }) => buttons.includes('Phone numbers')));
    const told = await (await bea.press(card, 'Phone numbers')).answer();
    expect(told.isPrivate).toBe(true);
    expect(told.words).toMatch(/INC-1: pages reach nobody\. Call by hand[^]*alice · on call · \+33600000000[^]*max · manager · \+33600000002/);
    expect((await (await vic.press(card, 'Phone numbers')).answer()).words).toContain('You may not do that.');
    expect(await sql`select actor_name, detail from audit_log where action = 'contacts.shown'`).toMatchObject([{ actor_name: 'bea', detail: { people: ['alice', 'max'] } }]);

    await (await bea.press(card, 'Acknowledge')).answer();
    expect((await (await bea.press(card, 'Phone numbers')).answer()).words).toContain('phone numbers stay private');
    expect((await bea.sees('team', /Acknowledged by bea/)).buttons).not.toContain('Phone numbers');
    expect(stage.troubles()).toEqual([]);
  });
});
