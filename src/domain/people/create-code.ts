import { randomInt } from 'node:crypto';
import type { Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { hashToken } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import { demandOwn } from '../settings/demand-own.ts';
import { badField } from './well-formed.ts';

export type CodePurpose = 'sign-in' | 'link' | 'contact';
export interface NewCode {
  userId: string;
  purpose: CodePurpose;
  minutes: number;
  /** What the code is about, such as `{ contactId }`. */
  detail?: Record<string, unknown>;
}

/** No vowels, so that no word appears, and nothing that looks like another: 12 of these are 50 bits. */
const letters = 'BCDFGHJKMNPQRTVWXZ';

/** Codes for contacts go out by SMS or call to whatever number somebody types: so many live ones a person. */
const mostForContacts = 5;

/** What is stored and compared: however the code was typed, `bcdf-ghjk-mnpq` is the same. */
export const hashCode = (typed: string): string => hashToken(typed.toUpperCase().replace(/[^A-Z]/g, ''));

/**
 * A one-time code such as `KTRD-MXPW-BHNQ`. Whoever has one becomes, or speaks for, its user: for somebody else's it needs `change_group`.
 * @returns the code; only its hash is kept
 * @throws AppError forbidden, invalid, not_found, conflict (the account is disabled; too many codes for contacts)
 */
export async function createCode(ctx: Context, { userId, purpose, minutes, detail = {} }: NewCode): Promise<string> {
  demandOwn(ctx, purpose === 'contact' ? 'change_user' : 'change_group', userId);

  if (!(minutes >= 1 && minutes <= 7 * 24 * 60)) throw badField('minutes', 'people.bad_duration');

  const plain = Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('');
  return transaction(ctx, async (tx) => {
    const [user] = await tx.sql<{ username: string; isActive: boolean }[]>`select username, is_active as "isActive" from users where id = ${userId} for no key update`;
    if (!user) throw notFound('errors.unknown_user', { name: userId });
    if (!user.isActive) throw conflict('people.user_disabled', { name: user.username });
    const [live] = await tx.sql<[{ n: number }]>`select count(*)::int as n from codes where user_id = ${userId} and purpose = 'contact' and expires_at > ${tx.now}`;
    if (purpose === 'contact' && live.n >= mostForContacts) throw conflict('people.too_many_codes', { n: minutes });
    await tx.sql`
      insert into codes (hash, user_id, purpose, detail, expires_at)
      values (${hashCode(plain)}, ${userId}, ${purpose}, ${JSON.stringify(detail)}::jsonb, ${tx.now}::timestamptz + ${minutes} * interval '1 minute')`;
    await audit(tx, { action: 'code.created', object: { kind: 'user', id: userId, label: user.username }, detail: { purpose, minutes } });
    return plain.replace(/(.{4})(?=.)/g, '$1-');
  });
}
