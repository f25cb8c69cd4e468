import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { decideAccess } from './decide-access.ts';

/** An admin says no. @returns the name of whoever asked @throws AppError forbidden, not_found, conflict (decided before) */
export async function denyAccess(ctx: Context, requestId: string): Promise<string> {
  demand(ctx, 'change_group');

  return transaction(ctx, async (tx) => {
    const { id, name, platform } = await decideAccess(tx, requestId, 'denied');
    await audit(tx, { action: 'access.denied', object: { kind: 'access_request', id, label: name }, detail: { platform } });
    return name;
  });
}
