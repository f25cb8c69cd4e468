import { describe, expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { fakeSmtp } from '../fakes/smtp.ts';
import { stages } from '../stage/stages.ts';
import { alertmanagerBody } from '../world.ts';

const phone = '+33600000001';

describe.each(stages)('on %s', (_, open) => {
  test('the SMS is refused, so the e-mail comes at once; that is refused too, so the next person is paged; the contacts count no more', async () => {
    await using ovh = await fakeOvh();
    await using smtp = await fakeSmtp({ tls: 'none' });
    await using stage = await open();
    const { world } = stage;
    const { ctx, ports, sql } = world.app;
    await addProvider(ctx, { name: 'sms', kind: 'OVH_SMS', config: { ...ovhKeys, endpoint: ovh.endpoint, sender: 'IMAS' } }, ports);
    await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, ports);
    await sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'SMS', ${phone}, now())`;
    ovh.deaf.add(phone);
    smtp.refuse('to', 550, 'no such mailbox');
    const [alice, max] = [stage.as('alice'), stage.as('max')];
    for (const rule of ['chat now', 'sms 30s', 'email 4min']) await (await alice.say(`/imas user rule add high ${rule}`)).answer();
    await sql`delete from contacts where user_id = ${world.night.max}`;

    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    await alice.sees('direct', /RedisDown/);
    expect(await max.messages('direct')).toEqual([]);
    await world.advance('31 seconds');
    await world.until('both are refused', async () => (await sql`select 1 from notifications where status = 'dead' and user_id = ${world.night.alice} and is_page`).length === 2);
    expect(ovh.sent).toEqual([]);
    // Chat has its minute; then the next person does not wait for the step's time.
    await world.advance('30 seconds');
    await max.sees('direct', /RedisDown/);

    await alice.sees('direct', new RegExp(`Nothing arrives at \\${phone} any more`));
    const contacts = await (await alice.say('/imas user contact')).answer();
    expect(contacts.words.match(/does not count: nothing arrives there/g)).toHaveLength(2);
    expect(contacts.buttons).toContain('Verify again');
    const receipts = (await (await alice.say('/incident notifications INC-1')).answer()).words;
    expect(receipts).toMatch(/SMS[^]*failed \(OVH[^]*e-mail[^]*failed \(The mail server/);
    await (await max.press(await max.sees('direct', /RedisDown/), 'Acknowledge')).answer();
    expect(stage.troubles()).toEqual([]);
  });
});
