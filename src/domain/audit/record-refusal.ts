import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { audit } from './record.ts';

/**
 * Somebody tried what they may not: that goes into the audit log. Call it where the refusal is answered, outside the
 * transaction that failed. A log that cannot be written does not change the answer.
 * @param what the command or route that was refused
 */
export async function recordRefusal(ctx: Context, error: unknown, what: string): Promise<void> {
  if (!(error instanceof AppError)) return;
  const { kind } = ctx.actor;
  const refused = (error.code === 'forbidden' && (kind === 'person' || kind === 'visitor')) || (error.code === 'unauthenticated' && kind === 'visitor');
  if (!refused) return;
  await audit(ctx, { action: 'permission.refused', success: false, detail: { what, ...error.params } })
    .catch((cause: unknown) => ctx.log.warn({ err: cause }, 'a refusal could not be audited'));
}
