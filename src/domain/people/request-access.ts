import type { Context, Tx } from '../../context.ts';
import { conflict, unauthenticated } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { audit } from '../audit/record.ts';
import { isUuid } from '../uuid.ts';
import { askerOf, type Asker } from './wanted.ts';

export interface AccessAsked { id: string; askedAt: Date; isNew: boolean }

/**
 * Whoever speaks asks the admins for access; one open request a person. A job posts the admins' card, anew where it does not stand.
 * @param pendingId what they were refused; somebody else's counts for nothing
 * @throws AppError unauthenticated (nobody who may ask)
 */
export async function requestAccess(ctx: Context, pendingId: string | undefined): Promise<AccessAsked> {
  const asker = askerOf(ctx.actor);
  if (asker === undefined) throw unauthenticated('errors.sign_in_needed');
  const { platform, chatUserId, userId } = asker;

  return transaction(ctx, async (tx) => {
    // Somebody who asks from two platforms, or clicks twice, is asked about once.
    await tx.sql`select pg_advisory_xact_lock(hashtext('access'), hashtext(${chatUserId ?? userId}))`;
    const [open] = await tx.sql<{ id: string; askedAt: Date }[]>`
      select id, asked_at as "askedAt" from access_requests where decided_at is null and (user_id = ${userId} or (platform = ${platform} and chat_user_id = ${chatUserId})) limit 1`;
    if (open) {
      // Somebody may have deleted the card, and the team that takes what nobody owns may have got its channel since.
      await tx.enqueue('ask-access', { requestId: open.id }, { key: open.id });
      return { ...open, isNew: false };
    }
    const [made] = await tx.sql<{ id: string }[]>`
      insert into access_requests (platform, chat_user_id, user_id, name, email, pending_id, asked_at)
      values (${platform}, ${chatUserId}, ${userId}, ${asker.name}, ${await emailOf(tx, asker)}, ${await ownPending(tx, asker, pendingId)}, ${tx.now}) on conflict do nothing returning id`;
    if (!made) throw conflict('errors.changed_meanwhile');
    await audit(tx, { action: 'access.requested', object: { kind: 'access_request', id: made.id, label: asker.name } });
    await tx.enqueue('ask-access', { requestId: made.id }, { key: made.id });
    return { id: made.id, askedAt: tx.now, isNew: true };
  });
}

/** What the home workspace says: it is all that may link an account. */
async function emailOf(tx: Tx, { platform, chatUserId }: Asker): Promise<string | null> {
  const [row] = await tx.sql<{ email: string | null }[]>`
    select profile->>'email' as email from chat_profiles where platform = ${platform} and chat_user_id = ${chatUserId} and profile->>'standing' in ('member', 'guest')`;
  return row?.email ?? null;
}

async function ownPending(tx: Tx, { platform, chatUserId, userId }: Asker, id: string | undefined): Promise<string | null> {
  if (id === undefined || !isUuid(id)) return null;
  const [row] = await tx.sql<{ id: string }[]>`
    select id from pending_actions where id = ${id} and done_at is null and ((platform = ${platform} and chat_user_id = ${chatUserId}) or user_id = ${userId})`;
  return row?.id ?? null;
}
