import { expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { plainCard } from '../../src/chat/plain.ts';
import { transaction } from '../../src/db/transaction.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { startSession } from '../../src/domain/people/start-session.ts';
import { queuePages } from '../../src/domain/notifications/queue-pages.ts';
import { Fault, never, refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

/** Alice, who has a phone, is paged for a SEV1; nothing is delivered yet. */
async function aPage(at: TwoPlatforms, { phone = true } = {}) {
  if (phone) {
    await at.db.sql`insert into providers (name, kind, config) values ('sms', 'TWILIO', '{}')`;
    await at.db.sql`insert into contacts (user_id, means, address, set_by_admin) values (${at.night.alice}, 'SMS', '+33600000000', true)`;
  }
  const incident = await at.incident();
  await at.work();
  at.slack.calls.length = 0;
  const [run] = await at.db.sql<{ id: string }[]>`select id from runs where incident_id = ${incident.id}`;
  await transaction(at.ctx, (tx) => queuePages(tx, [{ incidentId: incident.id, runId: run!.id, slot: '1.0', userId: at.night.alice, urgency: 'high', means: null, shadow: false, why: {}, rank: 0 }]));
  return incident;
}
const told = (at: TwoPlatforms) => at.slack.said.filter(({ to }) => to === at.night.alice);
/** Seconds until Alice's next means; undefined: it does not come. */
const nextMeansIn = async (at: TwoPlatforms) => (await at.db.sql<{ s: number }[]>`select round(extract(epoch from due_at - imas_now()))::int as s from timers where kind = 'nudge' order by due_at`)[0]?.s;
const chat = async (at: TwoPlatforms) => (await at.db.sql<{ status: string; error: string | null }[]>`select status, error from notifications where means = 'CHAT' and is_page`)[0]!;

test('a page reaches its person on both platforms, and its message follows the incident', async () => {
  await using at = await twoPlatforms();
  const incident = await aPage(at);
  expect(await at.work()).toEqual([]);
  expect(told(at).map(({ card }) => card.actions[0])).toMatchObject([{ command: 'incident/ack' }]);
  expect(await chat(at)).toMatchObject({ status: 'accepted', error: null });
  expect(await nextMeansIn(at)).toBeGreaterThan(55);
  await acknowledge(at.ctx, incident.id);
  await at.work();
  expect(told(at).map(({ card }) => card.notice.includes('Acknowledged'))).toEqual([true]);
});

test.each([
  ['is away', { retry: true }, 'unreachable', [2]], ['asks for an hour', { retry: true, retryAfterSeconds: 3600 }, 'rate_limited', [3600]], ['refuses for good', {}, 'user_not_found', []],
] as const)('while the platform %s the next means goes at once', async (_, fault, code, later) => {
  await using at = await twoPlatforms();
  await aPage(at);
  at.slack.instead.tell = refuse(code, fault);
  expect(await at.work()).toEqual([]);
  expect(await nextMeansIn(at)).toBeLessThanOrEqual(0);
  expect(await chat(at)).toMatchObject({ status: 'delivered', error: `Slack: It said ${code}` });
  const again = at.putOff().filter(({ name }) => name === 'tell-there').map(({ options }) => options?.delaySeconds);
  expect(again).toEqual(later);
});

test('who rests is tried by their next means at once, and has the message all the same', async () => {
  await using at = await twoPlatforms();
  await aPage(at);
  at.slack.rest.add(at.night.alice);
  await at.work();
  expect(told(at)).toHaveLength(1);
  expect(await nextMeansIn(at)).toBeLessThanOrEqual(0);
});

test('who has no account on the platform and the console open is told there, and their next means keeps its time', async () => {
  await using at = await twoPlatforms();
  await startSession(at.ctx, at.night.alice);
  await at.db.sql`update users set slack_user_id = null`;
  await aPage(at);
  at.slack.strangers.add(at.night.alice);
  expect(await at.work()).toEqual([]);
  expect(await nextMeansIn(at)).toBeGreaterThan(55);
  expect(await chat(at)).toMatchObject({ status: 'delivered', error: null });
});

test('refused for good with no other means, the next step comes at once', async () => {
  await using at = await twoPlatforms();
  await aPage(at, { phone: false });
  at.slack.instead.tell = refuse('user_not_found');
  await at.work();
  const [step] = await at.db.sql<{ now: boolean }[]>`select due_at <= imas_now() and payload ->> 'force' = 'true' as now from timers where kind = 'escalate'`;
  expect(step!.now).toBe(true);
});

const toAdmins = async (at: TwoPlatforms) => (await at.db.sql<{ notice: string }[]>`select card ->> 'notice' as notice from console_messages where card ->> 'notice' like 'Slack:%'`).map(({ notice }) => notice);

test('a platform that reaches nobody any more is told to the administrators, once, though no team has a channel there', async () => {
  await using at = await twoPlatforms();
  await at.db.sql`update teams set slack_channel_id = null`;
  for (let pages = 0; pages < 2; pages++) {
    await aPage(at, { phone: false });
    at.slack.instead.tell = refuse('token_revoked', { forAll: true });
    expect(await at.work()).toEqual([]);
  }
  expect(await toAdmins(at)).toEqual(['Slack: It said token_revoked']);
});

test('administrators who have an account on a platform that works are told there too, once, in their own language', async () => {
  await using at = await twoPlatforms();
  await at.connectDiscord();
  await at.db.sql`update users set language = 'fr' where id = ${at.night.admin}`;
  for (let pages = 0; pages < 2; pages++) {
    await aPage(at, { phone: false });
    at.slack.instead.tell = refuse('token_revoked', { forAll: true });
    await at.work();
  }
  expect(at.discord.said.filter(({ to }) => to === at.night.admin).map(({ card }) => card.title)).toEqual(['Slack a besoin d’un administrateur']);
});

test('a person who cannot be written to is no matter of the administrators', async () => {
  await using at = await twoPlatforms();
  await aPage(at, { phone: false });
  at.slack.instead.tell = refuse('user_not_found');
  await at.work();
  expect(await toAdmins(at)).toEqual([]);
});

test('a platform that comes back tells who is still needed, and nobody else', async () => {
  await using at = await twoPlatforms();
  const incident = await aPage(at);
  at.slack.instead.tell = refuse('unreachable', { retry: true, retryAfterSeconds: 30 });
  await at.work();
  const [again] = at.putOff().filter(({ name }) => name === 'tell-there');
  at.slack.recover();
  await at.run(again!);
  expect(told(at)).toHaveLength(1);
  await acknowledge(at.ctx, incident.id);
  at.slack.said.length = 0;
  await at.run(again!);
  expect(told(at)).toHaveLength(0);
});

test('a platform that hangs delays no other message and no receipt', { timeout: 15_000 }, async () => {
  await using at = await twoPlatforms();
  await aPage(at);
  at.slack.instead.tell = never;
  const [job] = at.db.jobs.splice(0);
  await at.run(job!);
  expect(await chat(at)).toMatchObject({ status: 'delivered' });
  await at.run(at.db.jobs.find(({ name }) => name === 'tell-there')!);
  expect((await chat(at)).error).toMatch(/no answer within 5 s/);
});

test('who comes back reads the newest page alone, and not the history', async () => {
  await using at = await twoPlatforms();
  const incident = await aPage(at);
  at.slack.instead.tell = refuse('unreachable', { retry: true, retryAfterSeconds: 30 });
  await at.work();
  await at.db.advance('5 minutes');
  const [run] = await at.db.sql<{ id: string }[]>`select id from runs where incident_id = ${incident.id}`;
  await transaction(at.ctx, (tx) => queuePages(tx, [{ incidentId: incident.id, runId: run!.id, slot: '2.0', userId: at.night.alice, urgency: 'high', means: ['CHAT'], shadow: false, why: {}, rank: 0 }]));
  await at.work();
  const waiting = at.putOff().filter(({ name }) => name === 'tell-there');
  expect(waiting).toHaveLength(2);
  at.slack.recover();
  for (const job of waiting) await at.run(job);
  expect(told(at)).toHaveLength(1);
});

test('who has no account on the platform and no console open is tried by their next means at once', async () => {
  await using at = await twoPlatforms();
  await aPage(at);
  await at.db.sql`update users set slack_user_id = null where id = ${at.night.alice}`;
  at.slack.strangers.add(at.night.alice);
  await at.work();
  expect(await nextMeansIn(at)).toBeLessThanOrEqual(0);
});

/** What the card in the console's channel says of who was paged. */
const pagedWords = async (at: TwoPlatforms, incidentId: string): Promise<string> => {
  const [copy] = await at.db.sql<{ card: Card }[]>`
    select m.card from posted_cards c join console_messages m on m.id::text = c.message_id where c.incident_id = ${incidentId} and c.platform = 'console' and c.purpose = 'team'`;
  return plainCard(copy!.card, { language: 'en', timeZone: 'UTC' });
};

test('the card says what is true of a page: taken by the platform, or in the console alone and why', async () => {
  await using at = await twoPlatforms();
  const incident = await aPage(at, { phone: false });
  at.slack.instead.tell = refuse('unreachable', { retry: true, retryAfterSeconds: 30 });
  await at.work();
  expect(await pagedWords(at, incident.id)).toContain('alice paged (in the console only · Slack: It said unreachable)');
  const [again] = at.putOff().filter(({ name }) => name === 'tell-there');
  at.slack.recover();
  await at.run(again!);
  await at.work();
  expect(await pagedWords(at, incident.id)).toContain('alice paged (chat accepted');
});

test('a platform that was faster than the console’s receipt keeps the word', async () => {
  await using at = await twoPlatforms();
  await aPage(at, { phone: false });
  const deliverJob = at.db.jobs.splice(0)[0]!;
  const tell = at.platforms.get('console')!.tell;
  at.platforms.get('console')!.tell = async (...told) => {
    // The far platform's job runs while the console is being told.
    await at.run(at.db.jobs.find(({ name }) => name === 'tell-there')!);
    return tell(...told);
  };
  await at.run(deliverJob);
  expect(await chat(at)).toMatchObject({ status: 'accepted', error: null });
});

test.each([['taken', undefined], ['refused', refuse('user_not_found')]] as const)('whoever follows who was told hears within a second that a platform has %s it', async (_, instead) => {
  await using at = await twoPlatforms();
  const incident = await aPage(at, { phone: false });
  await at.run(at.db.jobs.splice(0)[0]!);
  const [there] = at.db.jobs.splice(0).filter(({ name }) => name === 'tell-there');
  if (instead !== undefined) at.slack.instead.tell = instead;
  await at.run(there!);
  const update = at.db.jobs.find(({ name, payload }) => name === 'redraw-cards' && payload.incidentIds.includes(incident.id))!;
  expect(update.options?.delaySeconds).toBe(1);
  const heard = Promise.withResolvers<void>();
  const listening = await at.db.sql.listen('imas_state', () => heard.resolve());
  await at.run(update);
  await heard.promise;
  await listening.unlisten();
});

test.each([['in the room to which they were invited', 'INVITED'], ['below the card in the team’s channel', 'NOT YET']] as const)('whoever takes no direct messages is called by name, once, %s, and the next means goes at once', async (_, invited) => {
  await using at = await twoPlatforms();
  await at.connectDiscord();
  await at.db.sql`update teams set primary_platform = 'discord' where id = ${at.night.team}`;
  await aPage(at);
  if (invited === 'NOT YET') await at.db.sql`update rooms set invited = '{}'`;
  at.discord.instead.tell = async () => { throw Object.assign(new Fault('50007'), { key: 'discord.closed', params: {} }); };
  expect(await at.work()).toEqual([]);
  const calls = at.discord.said.filter(({ key }) => key.startsWith('called:'));
  expect(calls).toMatchObject([{ mentions: [at.night.alice], card: { notice: 'INC-1: alice, you are paged', actions: [{ command: 'incident/ack', args: { incident: 'INC-1' } }] } }]);
  const card = at.discord.said.find(({ place, thread, card: { notice } }) => place === 'C-dis' && thread === undefined && notice.includes('Redis is down'))!;
  expect(calls[0]).toMatchObject(invited === 'INVITED' ? { place: [...at.discord.rooms.keys()][0] } : { place: 'C-dis', thread: card.id });
  expect(await nextMeansIn(at)).toBeLessThanOrEqual(0);
});
