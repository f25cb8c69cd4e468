import type { Context, Tx } from '../../context.ts';
import { unauthenticated } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { hashToken, newToken } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import { actorByToken } from './actor-by-token.ts';
import { actorOf } from './actor-of.ts';
import { useCode } from './use-code.ts';

export interface NewSession {
  userId: string;
  /** The cookie's value; only its hash is kept. */
  cookie: string;
  /** Sent back by forms and fetches of this session. */
  csrf: string;
}

/**
 * Signs a person in to the console for 30 days, which every use renews. The caller has made sure who it is.
 * @throws AppError unauthenticated when there is no such active user
 */
export function startSession(ctx: Context, userId: string, ip?: string): Promise<NewSession> {
  return transaction(ctx, (tx) => begin(tx, userId, ip, 'proven'));
}

/** Signs in with a one-time code; the code is used up only if the session exists. @throws AppError invalid */
export function signInByCode(ctx: Context, code: string, ip?: string): Promise<NewSession> {
  const stranger = { ...ctx, actor: { kind: 'nobody' as const, ...(ip === undefined ? {} : { ip }) } };
  return useCode(stranger, code, 'sign-in', (tx, used) => begin(tx, used.userId, ip, 'code'));
}

/**
 * Signs in with an API token that has no narrower scopes than its owner: a session cannot be narrowed.
 * @throws AppError unauthenticated
 */
export async function signInByToken(ctx: Context, token: string, ip?: string): Promise<NewSession> {
  const actor = await actorByToken(ctx, token, { via: 'console', ...(ip === undefined ? {} : { ip }) });
  if (actor.scopes !== undefined) throw unauthenticated('people.token_narrow');
  return transaction(ctx, (tx) => begin(tx, actor.userId, ip, 'token'));
}

async function begin(tx: Tx, userId: string, ip: string | undefined, means: string): Promise<NewSession> {
  const actor = await actorOf(tx, userId, 'console', ip === undefined ? {} : { ip });
  if (!actor) throw unauthenticated('errors.sign_in_needed');
  const cookie = newToken();
  const csrf = newToken();
  await tx.sql`
    insert into sessions (hash, user_id, csrf, expires_at, ip)
    values (${hashToken(cookie)}, ${userId}, ${csrf}, ${tx.now}::timestamptz + interval '30 days', ${ip ?? null})`;
  await audit({ ...tx, actor }, { action: 'signin.succeeded', object: { kind: 'user', id: userId, label: actor.username }, detail: { means } });
  return { userId, cookie, csrf };
}
