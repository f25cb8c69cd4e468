import { expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeHttp } from '../fakes/http.ts';
import { fakeSmtp, type FakeSmtp } from '../fakes/smtp.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

/** Alice has an e-mail address and, for after a minute, a webhook of her own; nothing is told by Slack. */
async function withMail(smtp: FakeSmtp, config: Record<string, unknown> = {}) {
  const world = await aWorld();
  const http = await fakeHttp();
  const { ctx, ports, sql } = world.app;
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false, ...config } }, ports);
  await addProvider(ctx, { name: 'hook', kind: 'WEBHOOK', config: { url: `${http.url}/all` } }, ports);
  await sql`insert into contacts (user_id, means, address, verified_at) values (${world.night.alice}, 'WEBHOOK', ${`${http.url}/alice`}, now())`;
  await sql`insert into notification_rules (user_id, urgency, position, means, after_seconds) values (${world.night.alice}, 'high', 1, 'EMAIL', 0), (${world.night.alice}, 'high', 2, 'WEBHOOK', 600)`;
  return { world, http, async [Symbol.asyncDispose]() { await world[Symbol.asyncDispose](); await http[Symbol.asyncDispose](); } };
}
const fires = (world: World) => world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
const mailOf = async ({ app: { sql }, night }: World) => (await sql<{ status: string; attempts: number; error: string | null }[]>`select status, attempts, error from notifications where means = 'EMAIL' and user_id = ${night.alice} and is_page`)[0];
const isBad = async ({ app: { sql }, night }: World) => (await sql<{ bad: boolean }[]>`select bad_since is not null as bad from contacts where means = 'EMAIL' and user_id = ${night.alice}`)[0]!.bad;
/** Pages that went to her webhook; that her address is bad she is told there too. */
const hooked = (http: { requests: readonly { path: string; body: string }[] }) => http.requests.filter(({ path, body }) => path === '/alice' && body.includes('incident.page'));

test('greylisted, a page is sent again and arrives', { timeout: 60_000 }, async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  smtp.greylist();
  await using it = await withMail(smtp);
  await fires(it.world);
  await smtp.next(({ to }) => to.includes('alice@example.org'), 20_000);
  await it.world.until('its receipt is written', async () => (await mailOf(it.world))?.status === 'accepted');
  expect(await mailOf(it.world)).toMatchObject({ attempts: 2, error: null });
  expect(await isBad(it.world)).toBe(false);
  expect(hooked(it.http), 'nobody is told by more than needed').toHaveLength(0);
});

test('refused for now after it was handed over, it comes again as the same mail, later each time', { timeout: 60_000 }, async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  smtp.refuse('data', 452, 'insufficient storage', 2);
  await using it = await withMail(smtp);
  const began = performance.now();
  await fires(it.world);
  const mail = await smtp.next(undefined, 30_000);
  expect(performance.now() - began, 'two waits: 2 s and 4 s').toBeGreaterThan(5500);
  expect(smtp.refused).toHaveLength(2);
  expect(new Set([...smtp.refused, mail.parsed].map(({ messageId }) => messageId)).size).toBe(1);
});

test('an address that is refused for good counts no more, and the next means comes at once', { timeout: 60_000 }, async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  smtp.refuse('to', 550, '5.1.1 no such mailbox');
  await using it = await withMail(smtp);
  await fires(it.world);
  await it.world.until('the next means has it', async () => hooked(it.http).length === 1);
  expect(await mailOf(it.world)).toMatchObject({ status: 'dead', attempts: 1, error: expect.stringContaining('no such mailbox') });
  expect(await isBad(it.world)).toBe(true);
  expect(smtp.mails).toHaveLength(0);
});

test.each([
  ['does not relay for us', (smtp: FakeSmtp) => smtp.refuse('to', 554, '5.7.1 Relay access denied'), {}],
  ['refuses the encryption that is demanded', () => undefined, { use_tls: true }],
] as const)('a server that %s is the provider’s fault and not the address’s; the next means comes at once', { timeout: 60_000 }, async (_, trouble, config) => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  trouble(smtp);
  await using it = await withMail(smtp, config);
  await fires(it.world);
  await it.world.until('the next means has it', async () => hooked(it.http).length === 1);
  expect(await mailOf(it.world)).toMatchObject({ status: 'dead' });
  expect(await isBad(it.world)).toBe(false);
  expect((await it.world.app.ports.health()).providers.find(({ name }) => name === 'mail')).toMatchObject({ ok: false });
});
