import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { may } from '../../permissions.ts';
import { userIdOf } from '../../context.ts';
import { nearest } from '../nearest.ts';
import { listTokens, type TokenRow } from './list-tokens.ts';

/**
 * A live token by id or name, whatever the case: one's own first, then for those who may change tokens anybody's.
 * @throws AppError forbidden, not_found with the nearest names
 */
export async function findToken(ctx: Context, ref: string): Promise<TokenRow> {
  const me = userIdOf(ctx.actor);
  const rows = await listTokens(ctx, may(ctx.actor, 'change_token') ? undefined : me ?? '');
  const word = ref.trim().toLowerCase();
  const named = rows.filter((row) => row.id === word || row.name.toLowerCase() === word);
  const found = named.find((row) => row.userId === me) ?? named[0];
  if (found) return found;
  throw notFound('people.unknown_token', {}, nearest(word, rows.map((row) => row.name)));
}
