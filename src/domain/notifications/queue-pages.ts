import type { Tx } from '../../context.ts';
import { json, list } from '../../db/client.ts';
import type { Urgency } from '../severity.ts';
import { setTimers } from '../timers/timer.ts';
import { contactsOf } from './contacts-of.ts';
import { attemptsFor, type Contact, type MeansName } from './means.ts';
import { repeatsOf } from './repeats.ts';
import { rulesOf } from './rules-of.ts';

/** One person (or bare address) to be told in one step of one run. */
export interface Page {
  incidentId: string;
  runId: string;
  /** `round.step`: telling the same person twice in a step changes nothing. */
  slot: string;
  userId: string | null;
  /** For a target that is an address and not a person. */
  email?: string;
  urgency: Urgency;
  means: readonly MeansName[] | null;
  /** Written down and shown, never sent: the team is in shadow. */
  shadow: boolean;
  why: Record<string, unknown>;
  rank: number;
}

/** One attempt as it is written. */
interface Row { page: Page; attempt: Contact & { afterSeconds: number }; why: Record<string, unknown> }

/** Several notifications travel in one job, so that thousands at one instant are no thousands of jobs. */
const perJob = 100;

/**
 * Writes the attempts for these pages, all in the caller's transaction. What is due at once goes to the queue, or is claimed by
 * the process that writes it, where that sends it itself. Contacts that are not verified, or for which no provider is set up, do not count. Marks people as paged for their incident.
 */
export async function queuePages(tx: Tx, pages: readonly Page[]): Promise<void> {
  if (pages.length === 0) return;
  const userIds = [...new Set(pages.flatMap((page) => page.userId ?? []))];
  const contacts = await contactsOf(tx, userIds);
  const rules = await rulesOf(tx, userIds);
  const rows = pages.flatMap((page): Row[] => {
    const { userId, urgency } = page;
    if (userId === null) return [{ page, attempt: { means: 'EMAIL' as const, address: page.email!, afterSeconds: 0 }, why: { ...page.why, urgency } }];
    const attempts = attemptsFor(contacts.get(userId) ?? [], urgency, page.means, rules.get(userId)?.[urgency]);
    return [
      ...attempts.map((attempt) => ({ page, attempt, why: { ...page.why, urgency, rule: attempt.rule, after: attempt.afterSeconds } })),
      ...(page.shadow ? [] : repeatsOf(attempts)).map((attempt) => ({ page, attempt, why: { ...page.why, urgency, rule: attempt.rule, after: attempt.afterSeconds, repeat: true } })),
    ];
  });
  const added = await tx.sql<{ id: string; means: MeansName; after_seconds: number; status: string }[]>`
    with input as (
      select * from unnest(${rows.map((r) => r.page.incidentId)}::uuid[], ${rows.map((r) => r.page.runId)}::uuid[], ${rows.map((r) => r.page.slot)}::text[], ${rows.map((r) => r.page.userId)}::uuid[],
        ${rows.map((r) => r.attempt.means)}::text[], ${rows.map((r) => r.attempt.address)}::text[], ${rows.map((r) => r.attempt.afterSeconds)}::int[], ${rows.map((r) => json(r.why))}::jsonb[],
        ${list(rows.map((r) => r.page.shadow))}::boolean[], ${rows.map((r) => r.page.rank)}::int[]) i(incident_id, run_id, slot, user_id, means, address, after_seconds, why, shadow, rank)
    )
    insert into notifications (incident_id, run_id, slot, user_id, purpose, means, address, after_seconds, why, status, created_at, is_page, at_once, claimed_by, attempts, sent_at)
    select incident_id, run_id, slot, user_id, 'page', means, address, after_seconds, why, case when shadow then 'shadow' when mine then 'sending' else 'queued' end, ${tx.now}, true, mine,
      case when mine then ${tx.claims?.replica ?? null}::int end, case when mine then 1 else 0 end, case when mine then ${tx.now}::timestamptz end
    from (select *, ${tx.claims !== undefined}::boolean and not shadow and after_seconds = 0 and means <> 'CHAT' as mine from input) p
    on conflict do nothing returning id, means, after_seconds, status`;
  const people = pages.filter((page) => page.userId !== null && !page.shadow);
  await tx.sql`
    insert into incident_people (incident_id, user_id, role, since)
    select distinct p.incident_id, p.user_id, 'paged', ${tx.now}::timestamptz from unnest(${people.map((p) => p.incidentId)}::uuid[], ${people.map((p) => p.userId)}::uuid[]) p(incident_id, user_id) on conflict do nothing`;
  // Nudges may wait for whatever wakes people, and do so in the queue.
  for (const row of added) if (row.status === 'sending') tx.claims!.ids.add(row.id);
  const rank = Math.min(...pages.map((page) => page.rank));
  const soon = added.filter((row) => row.after_seconds === 0 && row.status === 'queued');
  const [nudges, reaches] = [true, false].map((isChat) => soon.filter((row) => (row.means === 'CHAT') === isChat).map((row) => row.id)) as [string[], string[]];
  await sendSoon(tx, reaches, rank);
  await sendSoon(tx, nudges, rank, { isNudge: true });
  await setTimers(tx.sql, added.filter((row) => row.after_seconds > 0 && row.status === 'queued').map((row) => ({ kind: 'nudge', subject: row.id, dueAt: new Date(tx.now.getTime() + row.after_seconds * 1000), urgency: rank })));
}

/** Puts notifications on the queue. The worst severity goes first, and of one severity what wakes people before what nudges them. */
export async function sendSoon(tx: Tx, ids: readonly string[], rank = 5, { isNudge = false } = {}): Promise<void> {
  const jobs = [];
  for (let at = 0; at < ids.length; at += perJob) jobs.push({ name: 'deliver' as const, payload: { notificationIds: ids.slice(at, at + perJob) }, options: { priority: 2 * (10 - rank) + (isNudge ? 0 : 1) } });
  await tx.queue.send(tx.sql, jobs);
}
