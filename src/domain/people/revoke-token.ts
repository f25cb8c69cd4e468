import { userIdOf, type Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand, may } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { isUuid } from '../uuid.ts';

/**
 * Ends a token at once. One's own needs `delete_token`, somebody else's also `change_token`;
 * without that, theirs looks as if it did not exist.
 * @throws AppError forbidden, not_found (no such token, or revoked already)
 */
export async function revokeToken(ctx: Context, tokenId: string): Promise<void> {
  demand(ctx, 'delete_token');
  if (!isUuid(tokenId)) throw notFound('people.unknown_token');

  await transaction(ctx, async (tx) => {
    const [token] = await tx.sql<{ name: string; username: string }[]>`
      update tokens set revoked_at = ${tx.now} from users
      where tokens.id = ${tokenId} and revoked_at is null and users.id = user_id
        and (${may(ctx.actor, 'change_token')} or user_id = ${userIdOf(ctx.actor)})
      returning name, username`;
    if (!token) throw notFound('people.unknown_token');
    await audit(tx, { action: 'token.revoked', object: { kind: 'token', id: tokenId, label: token.name }, detail: { user: token.username } });
  });
}
