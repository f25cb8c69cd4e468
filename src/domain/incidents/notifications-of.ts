import type { Context } from '../../context.ts';
import type { Said } from '../said.ts';
import { findInside } from './find.ts';

export type Receipt = 'queued' | 'sending' | 'sent' | 'accepted' | 'delivered' | 'acted' | 'failed' | 'dead' | 'dropped' | 'shadow';
export interface Told {
  id: string;
  at: Date;
  /** Username, or the bare address. */
  to: string;
  means: 'CHAT' | 'SMS' | 'VOICE' | 'EMAIL' | 'NTFY' | 'WEBHOOK';
  purpose: string;
  status: Receipt;
  /** In plain words, when it failed. */
  error: string | null;
  /** The same in no language yet, where it is a sentence of ours. */
  errorSaid: Said | null;
  attempts: number;
  /** The vendor's own words about what it took. */
  note: string | null;
  createdAt: Date;
  /** What is still to come leaves then at the earliest. */
  dueAt: Date;
  sentAt: Date | null;
  /** When the vendor took it, or it was given up. */
  finishedAt: Date | null;
  deliveredAt: Date | null;
  actedAt: Date | null;
  why: Record<string, unknown>;
}

/** Who was told by which means and what came of it, oldest first. Means that were not needed in the end are left out, but for pages that failed before. @throws AppError forbidden, not_found */
export async function notificationsOf(ctx: Context, ref: string, limit = 200): Promise<Told[]> {
  const incident = await findInside(ctx, ref);
  const rows = await ctx.sql<Told[]>`
    select n.id, coalesce(n.acted_at, n.finished_at, n.sent_at, n.created_at) as at, coalesce(u.username, n.address) as "to", n.means, n.purpose, n.status, n.error, n.error_said as "errorSaid", n.attempts, n.why, n.note,
      n.created_at as "createdAt", n.created_at + make_interval(secs => n.after_seconds) as "dueAt", n.sent_at as "sentAt", n.finished_at as "finishedAt", n.delivered_at as "deliveredAt", n.acted_at as "actedAt"
    from notifications n left join users u on u.id = n.user_id left join runs r on r.id = n.run_id
    where n.incident_id = ${incident.id} and (n.status <> 'dropped' or (n.is_page and n.sent_at is not null and n.error is not null)) and not (n.status = 'queued' and (n.why ? 'repeat' or r.ended_at is not null)) order by n.created_at desc, n.after_seconds desc limit ${limit}`;
  return rows.reverse();
}
