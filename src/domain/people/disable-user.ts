import type { Context, Tx } from '../../context.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { handOver, type Named } from './hand-over.ts';
import { holdingsOf } from './holdings.ts';
import { lookAtTurns } from './look-at-turns.ts';
import { keepAnAdministrator } from './keep-an-administrator.ts';

export interface Disabling {
  userId: string;
  /** For each holding's key, the id of who takes it, or null to leave its place empty. */
  answers?: Readonly<Record<string, string | null>>;
  /** The answer for every holding without one of its own. */
  otherwise?: string | null | undefined;
}

/**
 * Disables an account once everything it holds (`holdingsOf`) has an answer; sessions, tokens, calendars, codes, links and contacts end with it.
 * @throws AppError forbidden, not_found, invalid, conflict: the last administrator, or holdings without an answer, listed in `detail.holdings`
 */
export async function disableUser(ctx: Context, { userId, answers = {}, otherwise }: Disabling): Promise<void> {
  demand(ctx, 'delete_user');

  await transaction(ctx, (tx) => keepAnAdministrator(tx, userId, async () => {
    const user = await lock(tx, userId);
    if (!user.isActive) return;
    const { handOver: held, tokens } = await holdingsOf(tx, userId);
    const stray = Object.keys(answers).find((key) => !held.some((holding) => holding.key === key));
    if (stray !== undefined) throw conflict('people.unknown_holding', { name: user.username }, { detail: { holding: stray } });
    const open = held.filter(({ key }) => !(key in answers) && otherwise === undefined);
    if (open.length > 0) throw conflict('people.still_holds', { name: user.username, count: open.length }, { detail: { holdings: open } });

    await lookAtTurns(tx, userId);
    const done: Record<string, string | null> = {};
    for (const holding of held) {
      const answer = holding.key in answers ? answers[holding.key]! : otherwise!;
      const heir = answer === null ? null : await lock(tx, answer);
      if (heir && (!heir.isActive || heir.id === userId)) throw invalid('people.user_disabled', { name: heir.username });
      await handOver(tx, holding, user, heir);
      done[holding.key] = heir?.username ?? null;
    }
    await tx.sql`update users set is_active = false, disabled_at = ${tx.now} where id = ${userId}`;
    await tx.sql`update tokens set revoked_at = ${tx.now} where user_id = ${userId} and revoked_at is null`;
    await tx.sql`update calendar_feeds set revoked_at = ${tx.now} where created_by = ${userId} and revoked_at is null`;
    for (const table of ['sessions', 'codes', 'acknowledge_links', 'contacts']) await tx.sql`delete from ${tx.sql(table)} where user_id = ${userId}`;
    await audit(tx, { action: 'user.disabled', object: { kind: 'user', id: userId, label: user.username }, detail: { handed_over: done, tokens } });
  }));
}

async function lock(tx: Tx, userId: string): Promise<Named & { isActive: boolean }> {
  const [user] = await tx.sql<(Named & { isActive: boolean })[]>`select id, username, is_active as "isActive" from users where id = ${userId} for no key update`;
  if (!user) throw notFound('errors.unknown_user', { name: userId });
  return user;
}
