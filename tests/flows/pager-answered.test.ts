import { expect, onTestFinished, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeNtfy } from '../fakes/ntfy.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { fakeSmtp } from '../fakes/smtp.ts';
import { alertmanagerBody, aWorld, type World } from '../world.ts';

const phone = '+33600000001';
const publicUrl = 'https://imas.example.com';

/** Alice is reached by mail, phone and push. */
async function withEverything(env: Record<string, string>) {
  const [world, smtp, ntfy, ovh] = [await aWorld(env), await fakeSmtp({ tls: 'none' }), await fakeNtfy(), await fakeOvh()];
  onTestFinished(async () => { for (const one of [world, smtp, ntfy, ovh]) await one[Symbol.asyncDispose](); });
  const { ctx, ports, sql } = world.app;
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, ports);
  await addProvider(ctx, { name: 'push', kind: 'NTFY', config: { server_url: ntfy.url } }, ports);
  await addProvider(ctx, { name: 'texts', kind: 'OVH_SMS', config: { ...ovhKeys, endpoint: ovh.endpoint } }, ports);
  await sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'NTFY', 'alice-phone', now()), (${world.night.alice}, 'SMS', ${phone}, now())`;
  for (const means of ['email', 'ntfy', 'sms']) await world.say('alice', `/imas user rule add high ${means} now`);
  return { world, smtp, ntfy, ovh };
}
const receipts = (world: World) => world.app.sql<{ means: string; status: string }[]>`select means, status from notifications where purpose = 'test' order by means`;
const answered = async (world: World) => (await receipts(world)).filter(({ status }) => status === 'acted').map(({ means }) => means);
const accepted = (world: World, n: number) => world.until(`${n} were taken`, async () => (await receipts(world)).filter(({ status }) => status === 'accepted').length === n);

test('the test of a pager is answered by the link in the mail, by one tap on the phone and by SMS: each counts for itself', async () => {
  const { world, smtp, ntfy, ovh } = await withEverything({ PUBLIC_URL: publicUrl });
  await world.say('alice', '/oncall test');
  const mail = (await smtp.next()).parsed;
  const ring = await world.until('her phone rings', async () => ntfy.on('alice-phone').at(-1));
  const text = (await ovh.next(phone)).message;
  await accepted(world, 3);

  const [, path] = /It reached me: https:\/\/imas\.example\.com(\S+)/.exec(mail.text ?? '') ?? [];
  expect(await (await fetch(world.url + path!)).text()).toMatch(/A test of alice’s pager: did it arrive\?[^]*It reached me/);
  expect(await answered(world)).toEqual([]);
  expect((await fetch(world.url + path!, { method: 'POST' })).status).toBe(200);
  expect(await answered(world)).toEqual(['EMAIL']);
  expect((await fetch(world.url + path!, { method: 'POST' })).status).toBe(409);

  expect(ring).toMatchObject({ priority: 5 });
  expect(ring.actions!.map(({ label }) => label)).toEqual(['It reached me']);
  await fetch(ring.actions![0]!.url.replace(publicUrl, world.url), { method: 'POST' });
  expect(await answered(world)).toEqual(['EMAIL', 'NTFY']);

  expect(text).toMatch(/^TEST of your pager: nothing is wrong\nReply 4A to say that it reached you\.$/);
  ovh.answers(phone, '4a');
  await world.advance('6 seconds');
  expect((await ovh.next(phone)).message).toBe('Good: your pager works. What was still to come is not sent.');
  expect(await answered(world)).toEqual(['EMAIL', 'NTFY', 'SMS']);
  expect(await world.app.sql`select 1 from incidents`).toEqual([]);
});

test('where nothing can reach us, a test on the phone is answered through the secret topic, and then nobody asks any more', async () => {
  const { world, ntfy } = await withEverything({});
  await world.say('alice', '/oncall test');
  const ring = await world.until('her phone rings', async () => ntfy.on('alice-phone').at(-1));
  await accepted(world, 3);
  await ntfy.tap(ring, 'It reached me');
  await world.until('it counts', async () => (await answered(world)).includes('NTFY'));
  await world.advance('16 minutes');
  await world.until('the last look is over', async () => (await world.app.sql`select 1 from timers where kind in ('read-taps', 'read-replies')`).length === 0);
});

test('pages that came as one are acknowledged by one tap, each incident for itself', async () => {
  const { world, ntfy } = await withEverything({ PUBLIC_URL: publicUrl });
  await world.say('ada', '/imas settings page_bundle_count 1');
  await world.post('alertmanager', alertmanagerBody(['a', 'b', 'c', 'd'].map((name) => ({ name, service: `svc-${name}`, labels: { team: 'SRE Core' } }))));
  await world.until('the first rings', async () => ntfy.on('alice-phone').length > 0);
  await world.advance('31 seconds');
  const ring = await world.until('the rest rings as one', async () => ntfy.on('alice-phone').find((one) => one.actions!.some(({ label }) => label === 'Acknowledge all')));
  expect(ring.actions!.map(({ label }) => label)).not.toContain('I can’t');
  const url = ring.actions!.find(({ label }) => label === 'Acknowledge all')!.url.replace(publicUrl, world.url);
  const named = [...ring.message.matchAll(/INC-\d/g)].map(([id]) => id);
  expect(named.length).toBeGreaterThan(1);
  expect(await (await fetch(url)).text()).toMatch(new RegExp(`${named[0]}[^]*Acknowledge all as alice`));
  await world.say('bea', `/incident ack ${named[0]}`);
  const pressed = await fetch(url, { method: 'POST' });
  expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining(`${named[0]} was already acknowledged by bea`)]);
  expect(await world.app.sql`select u.username, 'INC-' || i.number as id from incidents i join users u on u.id = i.holder_id where i.status = 'ACKNOWLEDGED' order by i.number = ${Number(named[0]!.slice(4))} desc, i.number`)
    .toEqual([{ username: 'bea', id: named[0] }, ...named.slice(1).toSorted().map((id) => ({ username: 'alice', id }))]);
});
