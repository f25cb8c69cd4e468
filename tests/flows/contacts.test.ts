import { expect, test } from 'vitest';
import { plainAnswer } from '../../src/chat/plain.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeHttp } from '../fakes/http.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { fakeSmtp } from '../fakes/smtp.ts';
import { aWorld } from '../world.ts';

const codeIn = (text: string): string => /[A-Z]{4}-[A-Z]{4}-[A-Z]{4}/.exec(text)?.[0] ?? `no code in: ${text}`;

test('a contact of any means counts once the code that went there came back', async () => {
  await using ovh = await fakeOvh();
  await using smtp = await fakeSmtp({ tls: 'none' });
  await using http = await fakeHttp();
  await using world = await aWorld();
  const { ctx, ports, sql } = world.app;
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, ports);
  await addProvider(ctx, { name: 'sms', kind: 'OVH_SMS', config: { ...ovhKeys, endpoint: ovh.endpoint, sender: 'IMAS' } }, ports);
  // The first webhook keeps alerts elsewhere: it is not for people.
  await addProvider(ctx, { name: 'alerts', kind: 'WEBHOOK', config: { url: `${http.url}/v2/enqueue`, secret: 'R0UT1NGKEY', format: 'pagerduty' }, priority: 1 }, ports);
  await addProvider(ctx, { name: 'hook', kind: 'WEBHOOK', config: { url: `${http.url}/all` }, priority: 2 }, ports);
  const say = async (phrase: string): Promise<string> => plainAnswer(await world.say('alice', phrase), { language: 'en', timeZone: 'UTC' });
  const sent: [phrase: string, code: () => Promise<string>][] = [
    ['SMS +33612345678', async () => codeIn((await ovh.next('+33612345678')).message)],
    ['EMAIL night@example.org', async () => codeIn((await smtp.next(({ to }) => to.includes('night@example.org'))).parsed.subject ?? '')],
    [`WEBHOOK ${http.url}/alice`, async () => codeIn((await http.next(({ path }) => path === '/alice')).body)],
  ];
  for (const [contact, code] of sent) {
    expect(await say(`/user contact add ${contact}`)).toContain('A code went to');
    expect(await say('/user contact')).toContain('does not count yet');
    expect(await say(`/user contact verify ${await code()}`)).toContain('That contact counts from now on.');
    expect(await say('/user contact')).not.toContain('does not count yet');
  }
  expect(await say('/user contact add WEBHOOK http://169.254.169.254/latest')).toMatch(/could not be sent[^]*private or reserved address/);
  expect(await sql`select 1 from contacts where means = 'WEBHOOK' and verified_at is not null`).toHaveLength(1);
});
