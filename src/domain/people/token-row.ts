import type { Context } from '../../context.ts';
import type { TokenRow } from './list-tokens.ts';

/** One token's row, for whoever has just made it. */
export async function tokenRow({ sql }: Context, id: string): Promise<TokenRow> {
  const [row] = await sql<TokenRow[]>`
    select t.id, t.user_id as "userId", u.username, t.name, t.scopes, t.created_at as "createdAt", t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt"
    from tokens t join users u on u.id = t.user_id where t.id = ${id}`;
  return row!;
}
