import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { hashToken } from '../../secrets.ts';
import { audit } from '../audit/record.ts';

/** Signs out: the cookie is worth nothing from now on. An unknown one is no error. */
export async function endSession(ctx: Context, cookie: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const [ended] = await tx.sql<{ id: string; username: string }[]>`
      delete from sessions using users where hash = ${hashToken(cookie)} and users.id = user_id returning users.id, username`;
    if (ended) await audit(tx, { action: 'signin.ended', object: { kind: 'user', id: ended.id, label: ended.username } });
  });
}
