import { describe, expect, onTestFinished, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeOvh, ovhKeys } from '../fakes/ovh.ts';
import { fakeTwilio, twilioAccount } from '../fakes/twilio.ts';
import { alertmanagerBody, aWorld, type World } from '../world.ts';

const phone = '+33600000001';
const publicUrl = 'https://imas.example.org';

async function aNightOf(world: World, contacts: readonly string[], kind: string, config: Record<string, unknown>): Promise<void> {
  const { app, night } = world;
  await addProvider(app.ctx, { kind, name: kind.toLowerCase(), config }, app.ports);
  for (const means of contacts) await app.sql`insert into contacts (user_id, means, address, verified_at) values (${night.alice}, ${means}, ${phone}, imas_now())`;
}
const alert = (world: World, ...names: string[]) => world.post('alertmanager', alertmanagerBody(names.map((name, index) => ({ name, service: `svc-${index}`, labels: { team: 'SRE Core' } }))));
const audited = async (world: World) => [...await world.app.sql<{ via: string; actor_name: string }[]>`select via, actor_name from audit_log where action like '%acknowledged%'`];
const acknowledged = (world: World) => world.until('somebody has it', async () => (await world.app.sql`select 1 from incidents where status = 'ACKNOWLEDGED'`)[0]);
const statusOf = async (world: World, means: string) => (await world.app.sql<{ status: string; error: string | null }[]>`select status, error from notifications where means = ${means} and attempts > 0 order by created_at limit 1`)[0];

async function withOvh(env: Record<string, string> = {}, more: Record<string, unknown> = {}) {
  const [world, ovh] = [await aWorld(env), await fakeOvh()];
  onTestFinished(async () => { await world[Symbol.asyncDispose](); await ovh[Symbol.asyncDispose](); });
  await aNightOf(world, ['SMS'], 'OVH_SMS', { ...ovhKeys, endpoint: ovh.endpoint, ...more });
  return { world, ovh };
}
async function withTwilio(contacts: readonly string[], env: Record<string, string> = { PUBLIC_URL: publicUrl }) {
  const [world, twilio] = [await aWorld(env), await fakeTwilio()];
  onTestFinished(async () => { await world[Symbol.asyncDispose](); await twilio[Symbol.asyncDispose](); });
  twilio.reach(publicUrl, world.url);
  await aNightOf(world, contacts, 'TWILIO', { ...twilioAccount, base_url: twilio.baseUrl });
  return { world, twilio };
}

describe('a page by OVH', () => {
  test('is acknowledged by an answer, as its person, who hears so; nobody asks OVH for more', async () => {
    const { world, ovh } = await withOvh();
    await alert(world, 'RedisDown');
    expect((await ovh.next(phone)).message).toMatch(/^SEV1 .*INC-1.*\nReply 4A to acknowledge/s);
    ovh.answers('+33600000009', '4A');
    ovh.answers(phone, ' 4a');
    await world.advance('6 seconds');
    expect(await acknowledged(world)).toBeDefined();
    expect((await ovh.next(phone)).message).toBe('INC-1: acknowledged, it is yours.');
    expect(await audited(world)).toContainEqual({ via: 'sms', actor_name: 'alice' });
    await world.advance('4 minutes');
    await world.until('the last look', async () => (await world.app.sql`select 1 from timers where kind = 'read-replies'`).length === 0);
    expect(ovh.sent.map(({ to }) => to)).toEqual([phone, phone]);
  });

  test('that its operator says has arrived is delivered', async () => {
    const { world, ovh } = await withOvh();
    await alert(world, 'RedisDown');
    const { id } = await ovh.next(phone);
    ovh.receipts.set(id, 'waiting');
    await world.until('it was taken', async () => (await statusOf(world, 'SMS'))?.status === 'accepted');
    await world.advance('16 seconds');
    await world.until('it was asked for', async () => ovh.calls.includes(`GET /sms/${ovhKeys.service_name}/outgoing/${id}`));
    expect(await statusOf(world, 'SMS')).toEqual({ status: 'accepted', error: null });
    ovh.receipts.set(id, 1);
    await world.advance('16 seconds');
    await world.until('it arrived', async () => (await statusOf(world, 'SMS'))?.status === 'delivered');
  });

  test.each([2, 16])('that its operator could not deliver (%i) has reached nobody', async (receipt) => {
    const { world, ovh } = await withOvh();
    await alert(world, 'RedisDown');
    const { id } = await ovh.next(phone);
    ovh.receipts.set(id, receipt);
    await world.until('it was taken', async () => (await statusOf(world, 'SMS'))?.status === 'accepted');
    await world.advance('16 seconds');
    await world.until('it reached nobody', async () => (await statusOf(world, 'SMS'))?.status === 'failed');
    expect((await statusOf(world, 'SMS'))!.error).toBe(`The operator could not deliver it (receipt ${receipt}).`);
  });

  test('of two incidents asks which one, and takes the letter', async () => {
    const { world, ovh } = await withOvh();
    await alert(world, 'One', 'Two');
    const letters = [(await ovh.next(phone)).message, (await ovh.next(phone)).message].map((text) => /Reply 4([A-Z])/.exec(text)?.[1]);
    expect(new Set(letters)).toEqual(new Set(['A', 'B']));
    ovh.answers(phone, '4');
    await world.advance('6 seconds');
    expect((await ovh.next(phone)).message).toMatch(/^Several are open\. Which one\? 4[AB] INC-\d, 4[AB] INC-\d\. All of them: 4 ALL\.$/);
    ovh.answers(phone, '4 all');
    await world.advance('6 seconds');
    await world.until('both are taken', async () => (await world.app.sql`select 1 from incidents where status = 'ACKNOWLEDGED'`).length === 2);
  });

  test('gets at most five answers in a quarter of an hour to what nobody understands', async () => {
    const { world, ovh } = await withOvh();
    await alert(world, 'RedisDown');
    await ovh.next(phone);
    for (let n = 0; n < 7; n++) ovh.answers(phone, `what ${n}?`);
    await world.advance('6 seconds');
    await world.until('all are read', async () => (await world.app.sql`select 1 from sms_answers where sent = 7`)[0]);
    expect(ovh.sent).toHaveLength(6);
    expect(ovh.sent[1]!.message).toContain('Not understood. Reply 4');
  });

  test('with few credits left is told to administrators', async () => {
    const { world, ovh } = await withOvh({}, { low_credit: 5000 });
    await alert(world, 'RedisDown');
    await ovh.next(phone);
    await world.until('a warning', async () => (await world.app.sql`select 1 from console_messages where card::text like '%credits left%'`)[0]);
  });
});

describe('a call by Twilio', () => {
  test('is answered by a key: 4 acknowledges, and says so', async () => {
    const { world, twilio } = await withTwilio(['VOICE']);
    await alert(world, 'RedisDown');
    const call = await twilio.nextCall(phone);
    expect(await twilio.press(call, '5')).toContain('That key does nothing');
    expect(await twilio.press(call, '4')).toContain('INC-1: acknowledged, it is yours.</Say><Hangup/>');
    expect(await audited(world)).toContainEqual({ via: 'call', actor_name: 'alice' });
    expect((await twilio.tell(call, { CallStatus: 'completed' })).status).toBe(204);
  });

  test('6 passes it on: the next step comes at once', async () => {
    const { world, twilio } = await withTwilio(['VOICE']);
    await alert(world, 'RedisDown');
    expect(await twilio.press(await twilio.nextCall(phone), '6')).toContain('INC-1: passed on');
    await world.until('the next step', async () => (await world.app.sql`select 1 from timeline where kind = 'passed_on'`)[0]);
  });

  test.each([['busy', { CallStatus: 'busy' }], ['nobody', { CallStatus: 'no-answer' }]])('that finds %s has reached nobody', async (_, about) => {
    const { world, twilio } = await withTwilio(['VOICE']);
    await alert(world, 'RedisDown');
    const call = await twilio.nextCall(phone);
    await world.until('it was taken', async () => (await statusOf(world, 'VOICE'))?.status === 'accepted');
    await twilio.tell(call, about);
    expect(await statusOf(world, 'VOICE')).toEqual({ status: 'failed', error: about.CallStatus });
  });

  test('that a machine answers goes on to the next means as soon as it is heard', async () => {
    const { world, twilio } = await withTwilio(['SMS', 'VOICE']);
    await alert(world, 'RedisDown');
    const text = await twilio.nextText(phone);
    await world.until('it was taken', async () => (await statusOf(world, 'SMS'))?.status === 'accepted');
    await twilio.tell(text, { MessageStatus: 'undelivered', ErrorCode: '30003' });
    const call = await twilio.nextCall(phone);
    await world.until('it was taken', async () => (await statusOf(world, 'VOICE'))?.status === 'accepted');
    await twilio.hears(call, 'machine_start');
    expect(await statusOf(world, 'VOICE')).toEqual({ status: 'failed', error: 'machine start' });
  });

  test('without a public address is asked for once it must have ended', async () => {
    const { world, twilio } = await withTwilio(['VOICE'], {});
    await alert(world, 'RedisDown');
    const call = await twilio.nextCall(phone);
    Object.assign(call, { status: 'no-answer' });
    await world.until('it was taken', async () => (await statusOf(world, 'VOICE'))?.status === 'accepted');
    await world.advance('76 seconds');
    await world.until('it reached nobody', async () => (await statusOf(world, 'VOICE'))?.status === 'failed');
  });
});

test('without a public address an answer to Twilio’s SMS is read there', async () => {
  const { world, twilio } = await withTwilio(['SMS'], {});
  await alert(world, 'RedisDown');
  await twilio.nextText(phone);
  twilio.keeps(phone, 'ok');
  await world.advance('6 seconds');
  expect((await twilio.nextText(phone)).form['Body']).toBe('INC-1: acknowledged, it is yours.');
});

describe('what Twilio tells', () => {
  test('counts only with its signature, over our public address, about what it was told of', async () => {
    const { world, twilio } = await withTwilio(['SMS']);
    await alert(world, 'RedisDown');
    const text = await twilio.nextText(phone);
    await world.until('it was taken', async () => (await statusOf(world, 'SMS'))?.status === 'accepted');
    const at = text.form['StatusCallback']!.replace(publicUrl, world.url);
    const form = new URLSearchParams({ AccountSid: twilioAccount.account_sid, MessageStatus: 'delivered' });
    expect((await fetch(at, { method: 'POST', body: form })).status).toBe(403);
    expect((await fetch(at, { method: 'POST', body: form, headers: { 'x-twilio-signature': 'AAAA' } })).status).toBe(403);
    expect((await twilio.tell({ ...text, form: { ...text.form, StatusCallback: text.form['StatusCallback']!.replace(/.{4}$/, 'AAAA') } }, { MessageStatus: 'delivered' })).status).toBe(403);
    expect(await statusOf(world, 'SMS')).toMatchObject({ status: 'accepted' });
    expect((await twilio.tell(text, { MessageStatus: 'delivered' })).status).toBe(204);
    expect(await statusOf(world, 'SMS')).toMatchObject({ status: 'delivered' });
    expect((await twilio.comesIn(phone, '4A', '/twilio/sms')).twiml).toContain('<Message>INC-1: acknowledged, it is yours.</Message>');
    expect(await twilio.comesIn('+33699999999', '4A')).toMatchObject({ status: 200, twiml: expect.not.stringContaining('Message') });
  });
});
