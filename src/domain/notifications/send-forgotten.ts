import type { Tx } from '../../context.ts';
import { mayBeSending } from './claim.ts';
import { sendSoon } from './queue-pages.ts';

/** Longer than any job waits for its turn; what a vendor asked to be left alone for a while has attempts and is not meant. */
const afterMinutes = 2;
/** Longer than anybody sends one message, with all that is tried behind each other; by the monotonic clock, since those that jump must double nothing. Milliseconds. */
const lostMs = 4 * 60_000;
/** What was on its way when this process swept last, and since when it knows. */
let onTheirWay: ReadonlyMap<string, number> = new Map();

/**
 * Sends what should have left by now and has no job that would: its job failed too often, the process that had it
 * in hand is gone without a trace, or it lives and was never told that it has it, since the database let go of it before
 * its claim stood there. Claiming keeps what did leave from leaving twice. @returns how many
 */
export async function sendForgotten(tx: Tx): Promise<number> {
  const unheard = await onTheirWayForLong(tx);
  const rows = await tx.sql<{ id: string; waits: boolean }[]>`
    update notifications set status = 'queued', claimed_by = null where id in (
      select id from notifications n where n.created_at + make_interval(secs => n.after_seconds) < ${tx.now}::timestamptz - make_interval(mins => ${afterMinutes})
        and ((n.status = 'queued' and n.attempts = 0) or (n.status = 'sending' and not exists (select from replicas r where r.id = n.claimed_by))
          or (n.status = 'sending' and n.id = any(${unheard}::uuid[])))
        and ${mayBeSending(tx.sql)} for update skip locked
    ) returning id, error is not null as waits`;
  await sendSoon(tx, rows.filter((row) => !row.waits).map((row) => row.id));
  // What waits for room at its provider goes on being gathered.
  const waiting = rows.filter((row) => row.waits).map((row) => row.id);
  if (waiting.length > 0) await tx.enqueue('deliver', { notificationIds: waiting, isCrowded: true });
  return rows.length;
}

/** What this process has seen on its way twice, and as one attempt. */
async function onTheirWayForLong({ sql }: Tx): Promise<string[]> {
  const rows = await sql<{ id: string; attempt: string }[]>`select id, concat_ws(' ', id, attempts, sent_at) as attempt from notifications n where status = 'sending' and ${mayBeSending(sql)}`;
  const now = performance.now();
  const seen = new Map(rows.map(({ attempt }) => [attempt, onTheirWay.get(attempt) ?? now]));
  onTheirWay = seen;
  return rows.filter(({ attempt }) => now - seen.get(attempt)! >= lostMs).map(({ id }) => id);
}
