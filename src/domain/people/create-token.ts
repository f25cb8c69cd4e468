import type { Context } from '../../context.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { hashToken, newToken } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import { codenamesFrom } from './codenames-from.ts';
import { badField, nameOfThing } from './well-formed.ts';

export interface NewApiToken {
  userId: string;
  name: string;
  /** Codenames it is narrowed to; absent: whatever its owner may. */
  scopes?: readonly string[] | undefined;
  /** Absent: it does not expire. */
  expiresAt?: Date | undefined;
}

/**
 * An API token of one's own, or with `change_group` somebody else's, since its holder speaks for that person.
 * A narrowed token makes only tokens as narrow as itself.
 * @returns the token itself, this once; only its hash is kept
 * @throws AppError forbidden, invalid, not_found, conflict (the account is disabled)
 */
export async function createToken(ctx: Context, input: NewApiToken): Promise<{ id: string; token: string }> {
  const { actor } = ctx;
  const { userId } = input;
  demand(ctx, 'add_token');
  if (actor.kind !== 'person' || actor.userId !== userId) demand(ctx, 'change_group');

  const name = nameOfThing(input.name, 64);
  const scopes = input.scopes && codenamesFrom(input.scopes, 'scopes');
  if (actor.kind === 'person' && actor.scopes !== undefined && (scopes === undefined || scopes.some((scope) => !actor.scopes!.has(scope)))) throw forbidden('people.token_too_wide');

  const token = newToken();
  return transaction(ctx, async (tx) => {
    if (input.expiresAt !== undefined && input.expiresAt <= tx.now) throw badField('expires_at', 'errors.bad_instant');
    const [user] = await tx.sql<{ username: string; isActive: boolean }[]>`select username, is_active as "isActive" from users where id = ${userId} for share`;
    if (!user) throw notFound('errors.unknown_user', { name: userId });
    if (!user.isActive) throw conflict('people.user_disabled', { name: user.username });
    const [row] = await tx.sql<[{ id: string }]>`
      insert into tokens (user_id, name, hash, scopes, expires_at)
      values (${userId}, ${name}, ${hashToken(token)}, ${scopes ?? null}::text[], ${input.expiresAt ?? null}) returning id`;
    await audit(tx, { action: 'token.created', object: { kind: 'token', id: row.id, label: name }, detail: { user: user.username, scopes: scopes ?? null, expires_at: input.expiresAt ?? null } });
    return { id: row.id, token };
  });
}
