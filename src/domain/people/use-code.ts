import type { Context, Tx } from '../../context.ts';
import { AppError, invalid } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { recordFailedSignIn } from '../audit/record-failure.ts';
import { hashCode, type CodePurpose } from './create-code.ts';

export interface UsedCode { userId: string; detail: Record<string, unknown> }

/**
 * Uses a code up and does what it stands for, both or neither: a second use at the same moment finds it gone,
 * and if `work` fails the code can be tried again. Not to be called inside a transaction: failures are recorded outside it.
 * @throws AppError invalid when unknown, used, expired, for another purpose, or its user is disabled; whatever `work` throws
 */
export async function useCode<T = UsedCode>(ctx: Context, typed: string, purpose: CodePurpose, work: (tx: Tx, used: UsedCode) => Promise<T> = async (_, used) => used as T): Promise<T> {
  try {
    return await transaction(ctx, async (tx) => {
      const [used] = await tx.sql<UsedCode[]>`
        update codes set used_at = ${tx.now} from users
        where hash = ${hashCode(typed)} and purpose = ${purpose} and used_at is null and expires_at > ${tx.now} and users.id = user_id and users.is_active
        returning user_id as "userId", detail`;
      if (!used) throw invalid('people.code_invalid', {}, { fields: { code: { key: 'people.code_invalid' } } });
      return work(tx, used);
    });
  } catch (error) {
    if (error instanceof AppError && error.key === 'people.code_invalid') await recordFailedSignIn(ctx, `${purpose} code`, 'ip' in ctx.actor ? ctx.actor.ip : undefined);
    throw error;
  }
}
