import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { accountByEmail } from './account-by-email.ts';
import { link, type Identity } from './link-identity.ts';

/**
 * Links a member of the home workspace to the one active account with their e-mail (spec §2), as the product itself, and
 * sees to it that they are told. Whoever calls vouches that the platform's home workspace gave this e-mail.
 * @returns the account's id; undefined when there is none, it is disabled, or it has another identity there already
 */
export async function linkByEmail(ctx: Context, { platform, chatUserId }: Identity, email: string): Promise<string | undefined> {
  try {
    return await transaction(ctx, async (tx) => {
      const account = await accountByEmail(tx, email);
      const known = platform === 'slack' ? account?.slackUserId : account?.discordUserId;
      if (account === undefined || !account.isActive || (known !== null && known !== chatUserId)) return undefined;
      await link(tx, account.id, platform, chatUserId, 'email');
      return account.id;
    });
  } catch (error) {
    // Somebody was linked to it at the same moment: they are who counts, and the next look finds them.
    if (error instanceof AppError && error.code === 'conflict') return undefined;
    throw error;
  }
}
