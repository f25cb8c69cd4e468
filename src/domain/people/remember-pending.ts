import type { Context, Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import type { Asker, Wanted, WantedIn } from './wanted.ts';

/** How long after a refusal a link still carries out what was refused (spec §2: if it still makes sense). */
export const freshMinutes = 15;

/**
 * Keeps what somebody was refused until they are linked or let in; what is older than a week and was never asked for goes.
 * @returns its id
 */
export function rememberPending(ctx: Context, asker: Asker, wanted: Wanted, where: WantedIn): Promise<string> {
  const { platform, chatUserId, userId } = asker;
  return transaction(ctx, async (tx) => {
    await tx.sql`
      delete from pending_actions p where platform = ${platform} and chat_user_id is not distinct from ${chatUserId} and user_id is not distinct from ${userId}::uuid
        and created_at < ${tx.now}::timestamptz - interval '7 days' and not exists (select from access_requests r where r.pending_id = p.id)`;
    const [row] = await tx.sql<{ id: string }[]>`
      insert into pending_actions (platform, chat_user_id, user_id, wanted, place) values (${platform}, ${chatUserId}, ${userId}, ${json(wanted)}::jsonb, ${json(where)}::jsonb) returning id`;
    return row!.id;
  });
}

/** The last thing that a chat identity was refused within the last quarter of an hour. @returns its id and what it was */
export async function lastPending(ctx: Context | Tx, platform: string, chatUserId: string): Promise<{ id: string; wanted: Wanted } | undefined> {
  const [row] = await ctx.sql<{ id: string; wanted: Wanted }[]>`
    select id, wanted from pending_actions where platform = ${platform} and chat_user_id = ${chatUserId} and done_at is null
      and created_at > imas_now() - ${freshMinutes} * interval '1 minute' order by created_at desc limit 1`;
  return row;
}
