import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { audit } from './record.ts';

/**
 * A refused sign-in, at most one row a minute and address: whoever tries a million times
 * fills neither the log nor the disk. Call it outside the transaction that failed.
 * @param means what was tried: `token`, `code`
 */
export async function recordFailedSignIn(ctx: Context, means: string, ip: string | undefined): Promise<void> {
  await transaction(ctx, async (tx) => {
    // Only one of many that fail at the same moment looks and writes.
    const [lock] = await tx.sql<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(hashtext('signin.failed'), hashtext(${ip ?? ''})) as mine`;
    if (!lock!.mine) return;
    const [recent] = await tx.sql`
      select 1 from audit_log where at > imas_now() - interval '1 minute' and action = 'signin.failed' and ip is not distinct from ${ip ?? null} limit 1`;
    if (recent) return;
    await audit({ ...tx, actor: { kind: 'nobody', ...(ip === undefined ? {} : { ip }) } }, { action: 'signin.failed', success: false, detail: { means } });
  });
}
