import { describe, expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeSmtp } from '../fakes/smtp.ts';
import { stages } from '../stage/stages.ts';

describe.each(stages)('on %s', (_, open) => {
  test('a pager is tested by its owner’s own rules, and one tap ends the test', async () => {
    await using smtp = await fakeSmtp({ tls: 'none' });
    await using stage = await open();
    const { world } = stage;
    const { ctx, ports, sql } = world.app;
    await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, ports);
    const alice = stage.as('alice');
    await (await alice.say('/imas user rule add high chat now')).answer();
    await (await alice.say('/imas user rule add high email 50s')).answer();
    expect((await (await alice.say('/oncall test')).answer()).words).toMatch(/Testing your pager[^]*e-mail alice@example\.org · waiting/);
    await alice.sees('direct', /TEST of your pager: nothing is wrong/);
    expect(smtp.mails).toHaveLength(0);
    await world.advance('51 seconds');
    expect((await smtp.next()).parsed).toMatchObject({ subject: 'TEST of your pager: nothing is wrong', text: expect.stringContaining('press “It reached me”') });
    await world.until('the mail’s receipt is written', async () => (await sql`select 1 from notifications where means = 'EMAIL' and status = 'accepted'`).length === 1);
    const told = await alice.sees('direct', /TEST of your pager/);
    expect((await (await alice.press(told, 'It reached me')).answer()).words).toContain('your pager works');
    expect(await sql`select means, status, is_page, incident_id from notifications order by after_seconds`).toMatchObject([
      { means: 'CHAT', status: 'acted', is_page: false, incident_id: null }, { means: 'EMAIL', status: 'accepted', is_page: false, incident_id: null },
    ]);
    expect((await (await alice.say('/oncall test')).answer()).words).toContain('A test of yours is under way');
    expect(stage.troubles()).toEqual([]);
  });
});
