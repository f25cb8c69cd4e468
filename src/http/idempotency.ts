import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { json } from '../db/client.ts';
import { transaction } from '../db/transaction.ts';
import { conflict, invalid } from '../errors.ts';
import type { Sealer } from '../secrets.ts';

export interface Answered { status: number; body: unknown }
export interface Once {
  ctx: Context;
  userId: string;
  key: string;
  /** Method, address and body in one. */
  hash: string;
  sealer: Pick<Sealer, 'seal' | 'open'>;
}
interface Row { request_hash: string; status: number | null; body: { sealed: string } | null; stale: boolean }

/** A key names one request for this long. */
const day = "interval '24 hours'";
/** Work outside the database that took longer has died with its process. */
const abandoned = "interval '10 minutes'";

export const requestHash = (method: string, address: string, body: Uint8Array): string => createHash('sha256').update(`${method} ${address}\n`).update(body).digest('hex');

/** @throws AppError invalid unless the key is 1 to 255 printable ASCII characters */
export function checkedKey(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw invalid('api.bad_key');
  return key;
}

/**
 * Carries a request out once for its key: the key, what is done and the answer commit together, so that a crash
 * leaves either all or nothing. A refusal is not kept, since nothing was done. Answers are sealed: some hold a new token.
 * @throws AppError conflict: the key belongs to another request, or to one that is under way
 */
export function once(it: Once, work: (ctx: Context) => Promise<Answered>): Promise<Answered & { replayed: boolean }> {
  return transaction(it.ctx, async (tx) => {
    const [lock] = await tx.sql<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(hashtextextended(${`${it.userId} ${it.key}`}, 7)) as mine`;
    if (!lock!.mine) throw inProgress();
    const kept = await read(tx, it);
    if (kept) return replay(it, kept);
    await begin(tx, it);
    const answered = await work(tx);
    await finish(tx, it, answered);
    return { ...answered, replayed: false };
  });
}

/** The same for what reaches beyond the database (chat, a provider's test): the key is committed first, the answer after. */
export async function onceOutside(it: Once, work: (ctx: Context) => Promise<Answered>): Promise<Answered & { replayed: boolean }> {
  const kept = await transaction(it.ctx, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`${it.userId} ${it.key}`}, 7))`;
    const row = await read(tx, it);
    if (!row) await begin(tx, it);
    return row;
  });
  if (kept) return replay(it, kept);
  try {
    const answered = await work(it.ctx);
    await finish(it.ctx, it, answered);
    return { ...answered, replayed: false };
  } catch (error) {
    await it.ctx.sql`delete from idempotency_keys where user_id = ${it.userId} and key = ${it.key} and status is null`;
    throw error;
  }
}

async function read({ sql }: Context, it: Once): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`
    select request_hash, status, body, created_at < imas_now() - ${sql.unsafe(abandoned)} as stale from idempotency_keys
    where user_id = ${it.userId} and key = ${it.key} and created_at > imas_now() - ${sql.unsafe(day)}`;
  return row && (row.status !== null || !row.stale) ? row : undefined;
}

async function begin({ sql }: Context, it: Once): Promise<void> {
  await sql`delete from idempotency_keys where user_id = ${it.userId} and (key = ${it.key} or created_at < imas_now() - ${sql.unsafe(day)})`;
  await sql`insert into idempotency_keys (user_id, key, request_hash) values (${it.userId}, ${it.key}, ${it.hash})`;
}

async function finish({ sql }: Context, it: Once, { status, body }: Answered): Promise<void> {
  await sql`
    update idempotency_keys set status = ${status}, body = ${json({ sealed: it.sealer.seal(JSON.stringify(body ?? null), aad(it)) })}::jsonb
    where user_id = ${it.userId} and key = ${it.key}`;
}

function replay(it: Once, row: Row): Answered & { replayed: boolean } {
  if (row.request_hash !== it.hash) throw conflict('api.key_reused');
  if (row.status === null) throw inProgress();
  return { status: row.status, body: JSON.parse(it.sealer.open(row.body!.sealed, aad(it))) as unknown, replayed: true };
}
const aad = (it: Once): string => `${it.userId} ${it.key}`;
const inProgress = () => conflict('api.key_in_progress');
