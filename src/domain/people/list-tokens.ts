import { and, desc, eq, isNull } from 'drizzle-orm';
import { userIdOf, type Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { tokens, users } from './schema.ts';

export interface TokenRow {
  id: string;
  userId: string;
  username: string;
  name: string;
  /** null: whatever the owner may. */
  scopes: string[] | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/**
 * Tokens that are not revoked, newest first, expired ones included.
 * @param ofUser one's own need `view_token`; somebody else's, or without it everybody's, also `change_token`
 * @throws AppError forbidden
 */
export async function listTokens(ctx: Context, ofUser?: string): Promise<TokenRow[]> {
  demand(ctx, 'view_token');
  if (ofUser === undefined || ofUser !== userIdOf(ctx.actor)) demand(ctx, 'change_token');

  return ctx.db
    .select({ id: tokens.id, userId: tokens.userId, username: users.username, name: tokens.name, scopes: tokens.scopes, createdAt: tokens.createdAt, expiresAt: tokens.expiresAt, lastUsedAt: tokens.lastUsedAt })
    .from(tokens).innerJoin(users, eq(users.id, tokens.userId))
    .where(and(isNull(tokens.revokedAt), ofUser === undefined ? undefined : eq(tokens.userId, ofUser)))
    .orderBy(desc(tokens.createdAt), tokens.id);
}
