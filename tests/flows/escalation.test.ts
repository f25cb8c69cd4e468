import { expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { remind } from '../../src/domain/notifications/remind.ts';
import { queueNotice } from '../../src/domain/notifications/queue-notice.ts';
import { sweepEscalations } from '../../src/domain/escalation/sweep.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { fakeSmtp } from '../fakes/smtp.ts';
import { testSealer } from '../night.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

const notifications = (world: World) => world.app.sql<{ username: string | null; means: string; status: string; purpose: string; slot: string; error: string | null }[]>`
  select u.username, n.means, n.status, n.purpose, n.slot, n.error from notifications n left join users u on u.id = n.user_id order by n.created_at, n.means`;
const withMail = async (world: World, smtp: { host: string; port: number }) => addProvider(world.app.ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, { providerKinds: world.app.ports.providerKinds, sealer: world.app.ports.sealer });
const firesOnce = (world: World) => world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));

test('whoever is on call is told in chat and by e-mail, with receipts', async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  await using world = await aWorld();
  await withMail(world, smtp);
  await firesOnce(world);
  const mail = await smtp.next((one) => JSON.stringify(one.to).includes('alice@example.org'));
  expect(mail.parsed.subject).toContain('SEV1 redis-prod');
  await world.until('both receipts are written', async () => (await notifications(world)).filter((one) => one.username === 'alice' && (one.status === 'accepted' || one.status === 'delivered')).length === 2);
});

test('the acknowledge link in the e-mail shows as whom it acts, acknowledges once, and not by being looked at', async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  await using world = await aWorld({ PUBLIC_URL: 'https://imas.example.com' });
  await withMail(world, smtp);
  await firesOnce(world);
  const mail = await smtp.next((one) => JSON.stringify(one.to).includes('alice@example.org'));
  const path = /https:\/\/imas\.example\.com(\/acknowledge\/[\w.-]+)/.exec(mail.parsed.text ?? '')![1]!;
  const looked = await fetch(world.url + path);
  expect(await looked.text()).toContain('Acknowledge as alice');
  expect((await world.api('bea', 'GET', 'incidents/INC-1/')).body).toMatchObject({ status: 'TRIGGERED' });
  expect((await fetch(world.url + path, { method: 'POST' })).status).toBe(200);
  expect((await world.api('bea', 'GET', 'incidents/INC-1/')).body).toMatchObject({ status: 'ACKNOWLEDGED', acknowledged_by: 'alice' });
  expect((await fetch(world.url + path, { method: 'POST' })).status).toBe(409);
});

test('an address that is refused for good is a dead letter, and the other means still reach the person', async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  smtp.refuse('to', 550, 'no such mailbox');
  await using world = await aWorld();
  await withMail(world, smtp);
  await firesOnce(world);
  await world.until('the mail is a dead letter', async () => (await notifications(world)).some((one) => one.means === 'EMAIL' && one.status === 'dead' && one.error !== null));
  await world.until('chat reached her', async () => (await notifications(world)).some((one) => one.means === 'CHAT' && one.status === 'delivered'));
});

test('giving it back pages the on-call again in a new run', async () => {
  await using world = await aWorld();
  await firesOnce(world);
  await world.until('Alice is paged', async () => (await notifications(world))[0]?.status === 'delivered');
  await world.press('alice', 'incident/ack', { incident: 'INC-1' });
  await world.say('alice', '/incident unack INC-1');
  await world.until('Alice is paged again', async () => (await notifications(world)).filter((one) => one.purpose === 'page' && one.username === 'alice').length === 2);
});

test('a snooze stops the pages, and its end begins a new run', async () => {
  await using world = await aWorld();
  await firesOnce(world);
  await world.until('Alice is paged', async () => (await notifications(world))[0]?.status === 'delivered');
  await world.say('ada', '/incident snooze INC-1 30m');
  await world.advance('20 minutes');
  expect(await world.app.sql`select 1 from timers where kind = 'escalate'`).toHaveLength(0);
  await world.advance('11 minutes');
  await world.until('Alice is paged again', async () => (await notifications(world)).filter((one) => one.purpose === 'page' && one.username === 'alice').length === 2);
});

test('escalate is the next step now', async () => {
  await using world = await aWorld();
  await firesOnce(world);
  await world.until('Alice is paged', async () => (await notifications(world))[0]?.status === 'delivered');
  await world.say('alice', '/incident escalate INC-1');
  await world.until('the managers are paged, since there is no backup', async () => (await notifications(world)).some((one) => one.username === 'max'));
});

test('the sweep puts a lost due moment back, and does nothing when nothing is lost', async () => {
  await using world = await aWorld();
  await firesOnce(world);
  await world.until('Alice is paged', async () => (await notifications(world))[0]?.status === 'delivered');
  expect(await sweepEscalations(world.app.ctx)).toEqual({ repaired: 0 });
  const steps = () => world.app.sql`select 1 from timers where kind = 'escalate'`;
  // What counts is what stands there in the end: every five minutes the product sweeps by itself.
  for (const lose of [async () => undefined, () => world.app.sql`update runs set ended_at = now()`]) {
    await lose();
    await world.app.sql`delete from timers where kind = 'escalate'`;
    await sweepEscalations(world.app.ctx);
    expect(await steps()).toHaveLength(1);
  }
});

test('people are reminded of what nobody acknowledged in one message, and not twice in a row', async () => {
  await using world = await aWorld();
  await world.app.sql`insert into settings (scope, name, value) values ('organisation', 'reminder_after_minutes', '10')`;
  await world.app.sql`update teams set working_hours = '{"days":[1,2,3,4,5,6,7],"from":"00:00","to":"00:00"}'`;
  await world.post('alertmanager', alertmanagerBody([{ name: 'A', severity: 'warning' }]));
  await world.until('Alice is told', async () => (await notifications(world))[0]?.status === 'delivered');
  expect(await remind(world.app.ctx)).toEqual({ people: 0 });
  await world.advance('30 minutes');
  expect((await remind(world.app.ctx)).people).toBeGreaterThan(0);
  expect(await remind(world.app.ctx)).toEqual({ people: 0 });
});

test('more than five pages in five minutes reach a person as few messages', async () => {
  await using world = await aWorld();
  await editSource(world.app.ctx, 'prom', { grouping: 'alert' }, testSealer);
  await world.post('alertmanager', alertmanagerBody(Array.from({ length: 9 }, (_, n) => ({ name: `Disk${n}` }))));
  await world.until('all nine pages are settled', async () => (await notifications(world)).filter((one) => one.username === 'alice' && one.status === 'delivered').length === 9);
  const messages = await world.app.sql`select 1 from console_messages m join console_places p on p.id = m.place_id where p.kind = 'direct' and p.user_id = ${world.night.alice}`;
  expect(messages.length).toBeLessThanOrEqual(2);
});

test('someone who is called in is paged though another has it, and answering ends their page', async () => {
  await using world = await aWorld();
  await firesOnce(world);
  await world.until('Alice is paged', async () => (await notifications(world))[0]?.status === 'delivered');
  await world.press('alice', 'incident/ack', { incident: 'INC-1' });
  await world.say('alice', '/incident page INC-1 @bea');
  await world.until('Bea is paged', async () => (await notifications(world)).some((one) => one.username === 'bea' && one.status === 'delivered'));
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  expect(await world.app.sql`select 1 from runs where ended_at is null`).toHaveLength(0);
});

test('a page that was claimed by nobody is dropped once the incident is acknowledged', async () => {
  await using world = await aWorld();
  await firesOnce(world);
  await world.until('Alice is paged', async () => (await notifications(world))[0]?.status === 'delivered');
  const [run] = await world.app.sql<{ id: string; incident_id: string }[]>`select id, incident_id from runs`;
  await world.press('alice', 'incident/ack', { incident: 'INC-1' });
  const [late] = await world.app.sql<{ id: string }[]>`insert into notifications (incident_id, run_id, slot, user_id, purpose, means, address, is_page) values (${run!.incident_id}, ${run!.id}, '9.9', ${world.night.bea}, 'page', 'CHAT', '', true) returning id`;
  await transaction(world.app.ctx, (tx) => tx.enqueue('deliver', { notificationIds: [late!.id] }));
  await world.until('it is dropped', async () => (await world.app.sql`select 1 from notifications where id = ${late!.id} and status = 'dropped'`)[0]);
});

test('a notice goes by mail in its reader’s words, and by chat when its address is refused for good', async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  await using world = await aWorld();
  await withMail(world, smtp);
  const tell = (key: string) => transaction(world.app.ctx, (tx) => queueNotice(tx, [{ key, userId: world.night.alice, purpose: 'notice', means: 'next', title: { key: 'notify.test' }, body: [{ key: 'notify.nobody_answered', params: { incident: 'INC-9', n: 2, title: key } }], actions: [] }]));
  await world.app.sql`update users set language = 'fr' where username = 'alice'`;
  await tell('a');
  expect((await smtp.next()).parsed).toMatchObject({ subject: 'Message d’essai d’IMAS', text: expect.stringContaining('INC-9 : personne n’a répondu depuis 2 minutes. a') });
  smtp.refuse('to', 550, 'no such mailbox');
  await tell('b');
  await world.until('chat has it', async () => (await notifications(world)).some((one) => one.means === 'CHAT' && one.status === 'delivered'));
});

test('a provider that refuses everything drives the ladder to its end and no further', async () => {
  await using smtp = await fakeSmtp({ tls: 'none' });
  smtp.refuse('from', 553, 'sender rejected');
  await using world = await aWorld();
  await withMail(world, smtp);
  await world.app.sql`insert into notification_rules (user_id, urgency, position, means, after_seconds) select id, 'high', 1, 'EMAIL', 0 from users`;
  await firesOnce(world);
  const people = async () => [...new Set((await notifications(world)).filter((one) => one.status === 'dead').map((one) => one.username))];
  await world.until('everybody of the ladder was tried', async () => (await people()).length === 3);
  await world.until('it waits', async () => (await world.app.sql`select 1 from timers where kind = 'escalate' and due_at > imas_now() + interval '10 minutes'`).length === 1);
  expect((await notifications(world)).filter((one) => one.slot.startsWith('2.'))).toEqual([]);
});
