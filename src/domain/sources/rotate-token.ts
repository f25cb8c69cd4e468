import { and, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { invalid } from '../../errors.ts';
import { demand } from '../../permissions.ts';
import { hashToken, newToken } from '../../secrets.ts';
import { audit } from '../audit/record.ts';
import { findSource } from './find-source.ts';
import { sources, sourceTokens, type Source } from './schema.ts';

const longestGrace = 30 * 24;

/**
 * Gives a source a new token. The present one is good for `graceHours` more, so that the tool can be
 * changed meanwhile; one that was already in its grace ends now: at most two are live.
 * @returns the new token, only now, and when the old one ends
 * @throws AppError forbidden, not_found, invalid
 */
export async function rotateToken(ctx: Context, ref: string, graceHours = 24): Promise<{ source: Source; token: string; oldEndsAt: Date }> {
  demand(ctx, 'change_source');

  const source = await findSource(ctx, ref);
  if (!(graceHours >= 0 && graceHours <= longestGrace)) throw invalid('sources.bad_grace', { max: longestGrace }, { fields: { grace_hours: { key: 'sources.bad_grace', params: { max: longestGrace } } } });
  const token = newToken();

  return transaction(ctx, async (tx) => {
    await tx.db.select({ id: sources.id }).from(sources).where(eq(sources.id, source.id)).for('update');
    const oldEndsAt = new Date(tx.now.getTime() + graceHours * 3_600_000);
    const ofSource = eq(sourceTokens.sourceId, source.id);
    await tx.db.delete(sourceTokens).where(and(ofSource, isNotNull(sourceTokens.expiresAt)));
    await tx.db.update(sourceTokens).set({ expiresAt: oldEndsAt }).where(and(ofSource, isNull(sourceTokens.expiresAt)));
    await tx.db.delete(sourceTokens).where(and(ofSource, lte(sourceTokens.expiresAt, sql`imas_now()`)));
    await tx.db.insert(sourceTokens).values({ hash: hashToken(token), sourceId: source.id });
    await audit(tx, { action: 'source.token_rotated', object: { kind: 'source', id: source.id, label: source.name }, detail: { old_ends_at: oldEndsAt.toISOString() } });
    return { source, token, oldEndsAt };
  });
}
