import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, notFound } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { isUuid } from '../uuid.ts';
import type { MeansName } from './means.ts';
import type { Said } from '../said.ts';

/** A notification that was given up: whom it was for, and why it did not get through. */
export interface DeadLetter { id: string; username: string | null; means: MeansName; incident: string | null; purpose: string; error: string | null; errorSaid: Said | null; finishedAt: Date | null }

/** More at once would be a storm of its own. */
const mostAtOnce = 500;

/** What was given up, newest first, fifty at most; no addresses. @throws AppError forbidden */
export async function listDead(ctx: Context): Promise<DeadLetter[]> {
  demand(ctx, 'run_maintenance');

  return [...await ctx.sql<DeadLetter[]>`
    select n.id, u.username, n.means, 'INC-' || i.number as incident, n.purpose, n.error, n.error_said as "errorSaid", n.finished_at as "finishedAt"
    from notifications n left join users u on u.id = n.user_id left join incidents i on i.id = n.incident_id
    where n.stage = 'dead' order by n.finished_at desc nulls last, n.id limit 50`];
}

/**
 * Sends what was given up once more. A page whose run is over is dropped when it comes to be sent, not delivered late;
 * why it failed stays with it.
 * @param ids only these; absent: all, 500 at most
 * @returns how many were put on the queue
 * @throws AppError forbidden
 */
export async function retryDead(ctx: Context, ids?: readonly string[]): Promise<number> {
  demand(ctx, 'run_maintenance');

  return transaction(ctx, async (tx) => {
    const rows = await tx.sql<{ id: string }[]>`
      update notifications set status = 'queued', attempts = 0, finished_at = null where id in (
        select id from notifications where stage = 'dead' ${ids === undefined ? tx.sql`` : tx.sql`and id = any(${ids as string[]}::uuid[])`} order by finished_at desc limit ${mostAtOnce} for update skip locked
      ) returning id`;
    if (rows.length === 0) return 0;
    await tx.enqueue('deliver', { notificationIds: rows.map((row) => row.id) });
    await audit(tx, { action: 'notifications.retried', detail: { count: rows.length } });
    return rows.length;
  });
}

/** Sends one that was given up once more. @throws AppError forbidden, not_found, conflict (it was not given up, or is on its way again) */
export async function retryOne(ctx: Context, id: string): Promise<void> {
  demand(ctx, 'run_maintenance');

  const [known] = isUuid(id) ? await ctx.sql`select 1 from notifications where id = ${id}` : [];
  if (known === undefined) throw notFound('reach.unknown_notification', { id: id.slice(0, 40) });
  if (await retryDead(ctx, [id]) === 0) throw conflict('reach.not_dead');
}
