import type { Context } from '../../context.ts';

/** Addresses that were made up for the first administrator: nobody receives mail there, so they prove nothing. */
const placeholder = '@localhost.localdomain';

export interface Account { id: string; username: string; isActive: boolean; slackUserId: string | null; discordUserId: string | null }

/**
 * Whose account an e-mail address is, whatever the case: the only active one, else a disabled one.
 * @returns undefined when nobody has it, and for placeholders
 */
export async function accountByEmail(ctx: Context, email: string): Promise<Account | undefined> {
  const address = email.trim().toLowerCase();
  if (address === '' || address.endsWith(placeholder)) return undefined;
  const found = await ctx.sql<Account[]>`
    select id, username, is_active as "isActive", slack_user_id as "slackUserId", discord_user_id as "discordUserId" from users where lower(email) = ${address} order by is_active desc`;
  const active = found.filter((account) => account.isActive);
  return active.length > 1 ? undefined : found[0];
}
