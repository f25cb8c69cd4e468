import { randomUUID } from 'node:crypto';
import { userIdOf, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { json } from '../../db/client.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { audit } from '../audit/record.ts';
import { setTimers } from '../timers/timer.ts';
import { contactsOf } from './contacts-of.ts';
import { attemptsFor, type MeansName } from './means.ts';
import type { StoredNotice } from './queue-notice.ts';
import { sendSoon } from './queue-pages.ts';
import { rulesOf } from './rules-of.ts';
import type { Said } from '../said.ts';

/** Messages cost money, and two tests at once would confirm each other. */
const everySeconds = 60;

/**
 * Runs the speaker's own rules of high urgency as a drill: every message says that it is a test, none is counted as a page.
 * @returns the test's id @throws AppError forbidden (nobody's own), conflict (one is under way)
 */
export async function testPager(ctx: Context): Promise<string> {
  const userId = mine(ctx);
  return transaction(ctx, async (tx) => {
    await tx.sql`select 1 from users where id = ${userId} for no key update`;
    const [recent] = await tx.sql`select 1 from notifications where user_id = ${userId} and purpose = 'test' and created_at > ${tx.now}::timestamptz - make_interval(secs => ${everySeconds}) limit 1`;
    if (recent) throw conflict('reach.test_running', { n: everySeconds });
    const contacts = (await contactsOf(tx, [userId])).get(userId) ?? [];
    const attempts = attemptsFor(contacts, 'high', null, (await rulesOf(tx, [userId])).get(userId)?.high);
    const test = randomUUID();
    const words: StoredNotice = { title: { key: 'reach.test_title' }, body: [{ key: 'reach.test_body' }], actions: [{ label: 'reach.test_ok', command: 'oncall/test-ok', args: { test, by: 'chat' } }], answer: 'reached' };
    const added = await tx.sql<{ id: string; after_seconds: number }[]>`
      insert into notifications (notice_key, user_id, purpose, notice, means, address, after_seconds, why, status, created_at)
      select ${keyOf(test)}, ${userId}, 'test', ${json(words)}::jsonb, means, address, after_seconds, jsonb_build_object('rule', rule), 'queued', ${tx.now}
      from unnest(${attempts.map((one) => one.means)}::text[], ${attempts.map((one) => one.address)}::text[], ${attempts.map((one) => one.afterSeconds)}::int[], ${attempts.map((one) => one.rule)}::text[]) a(means, address, after_seconds, rule)
      on conflict do nothing returning id, after_seconds`;
    await sendSoon(tx, added.filter((row) => row.after_seconds === 0).map((row) => row.id));
    await setTimers(tx.sql, added.filter((row) => row.after_seconds > 0).map((row) => ({ kind: 'nudge', subject: row.id, dueAt: new Date(tx.now.getTime() + row.after_seconds * 1000) })));
    await audit(tx, { action: 'pager.tested', detail: { attempts: added.length } });
    return test;
  });
}

export interface Tried { means: MeansName; address: string; status: string; error: string | null; errorSaid: Said | null; at: Date | null; dueAt: Date }

/** What came of a test of one's own, in the order of its rules. @throws AppError forbidden, not_found */
export async function pagerTest(ctx: Context, test: string): Promise<Tried[]> {
  const rows = await ctx.sql<Tried[]>`
    select means, address, status, error, error_said as "errorSaid", coalesce(acted_at, delivered_at, finished_at, sent_at) as at, created_at + make_interval(secs => after_seconds) as "dueAt"
    from notifications where notice_key = ${keyOf(test)} and user_id = ${mine(ctx)} order by after_seconds, means, address`;
  if (rows.length === 0) throw notFound('reach.unknown_test');
  return [...rows];
}

/**
 * “It reached me”: what was sent is answered, what was still to come is not sent. Once more changes nothing.
 * @param inChat said below the message in chat, which is all that is known to have arrived
 * @throws AppError forbidden, not_found
 */
export async function confirmTest(ctx: Context, test: string, inChat = false): Promise<void> {
  const userId = mine(ctx);
  await transaction(ctx, async (tx) => {
    const { count } = await endTest(tx, tx.sql`notice_key = ${keyOf(test)} and user_id = ${userId}`, inChat ? tx.sql`means = 'CHAT'` : tx.sql`true`);
    if (count === 0) throw notFound('reach.unknown_test');
  });
}

/** The same, by the message itself: its link or an answer to it. It alone is known to have arrived. */
export async function testReached(tx: Tx, notificationId: string): Promise<void> {
  await endTest(tx, tx.sql`notice_key = (select notice_key from notifications where id = ${notificationId} and purpose = 'test')`, tx.sql`id = ${notificationId}`);
}

async function endTest(tx: Tx, which: Part, answered: Part): Promise<{ count: number }> {
  const { count } = await tx.sql`
    update notifications set status = case when status = 'queued' then 'dropped' when ${answered} and status in ('sending', 'sent', 'accepted', 'delivered') then 'acted' else status end,
      acted_at = case when ${answered} and status in ('sending', 'sent', 'accepted', 'delivered') then ${tx.now} else acted_at end, finished_at = coalesce(finished_at, ${tx.now})
    where ${which}`;
  await tellWhoWatches(tx);
  return { count };
}
type Part = ReturnType<Tx['sql']>;

/** Whoever looks at the answer of a test sees what changed. */
export async function tellWhoWatches(tx: Tx): Promise<void> {
  await tx.sql`select pg_notify('imas_state', '')`;
}

const keyOf = (test: string): string => `test:${test}`;

function mine(ctx: Context): string {
  const userId = userIdOf(ctx.actor);
  if (userId === null) throw forbidden('reach.test_whose');
  return userId;
}
