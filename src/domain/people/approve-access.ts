import type { Context, Tx } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { accountByEmail } from './account-by-email.ts';
import { addUser } from './add-user.ts';
import { decideAccess, type Decided } from './decide-access.ts';
import { freeUsername } from './free-username.ts';
import { link } from './link-identity.ts';
import { setUserGroups } from './set-user-groups.ts';

/**
 * An admin lets somebody in, with this group beside those they have. A chat identity without an account becomes that of
 * the active account with its e-mail, else of a new one. All of it or nothing.
 * @returns the account
 * @throws AppError forbidden, not_found (request, group), conflict: decided before, the account is disabled or has another identity there
 */
export async function approveAccess(ctx: Context, requestId: string, group: string): Promise<{ userId: string; username: string; group: string }> {
  demand(ctx, 'change_group');

  return transaction(ctx, async (tx) => {
    const request = await decideAccess(tx, requestId, 'approved');
    const { id: userId, username } = await accountFor(tx, request);
    const before = await groupsOf(tx, userId);
    await setUserGroups(tx, userId, [...before, group]);
    const [added] = await tx.sql<{ name: string }[]>`select name from groups where lower(name) = lower(${group.trim()})`;
    const name = added!.name;
    await tx.sql`update access_requests set user_id = ${userId}, group_name = ${name} where id = ${request.id}`;
    await audit(tx, { action: 'access.approved', object: { kind: 'user', id: userId, label: username }, detail: { request: request.id, group: name, platform: request.platform, chat_user: request.chatUserId } });
    return { userId, username, group: name };
  });
}

const groupsOf = async (tx: Tx, userId: string): Promise<string[]> =>
  (await tx.sql<{ group_name: string }[]>`select group_name from user_groups where user_id = ${userId}`).map((row) => row.group_name);

interface Account { id: string; username: string }

async function accountFor(tx: Tx, { platform, chatUserId, userId, name, email }: Decided): Promise<Account> {
  const [own] = await tx.sql<(Account & { isActive: boolean })[]>`
    select id, username, is_active as "isActive" from users
    where id = ${userId} or (${platform} = 'slack' and slack_user_id = ${chatUserId}) or (${platform} = 'discord' and discord_user_id = ${chatUserId}) limit 1 for no key update`;
  if (own) return active(own);
  const account = email === null ? undefined : await accountByEmail(tx, email);
  if (account !== undefined) {
    active(account);
    if ((platform === 'slack' ? account.slackUserId : account.discordUserId) !== null) throw conflict('access.other_identity', { name: account.username, platform });
  }
  const made = account ?? (await addUser(tx, { username: await freeUsername(tx, name), email, groups: [] }));
  await link(tx, made.id, platform, chatUserId, 'access');
  return made;
}

function active<A extends Account & { isActive: boolean }>(account: A): A {
  if (!account.isActive) throw conflict('people.user_disabled', { name: account.username });
  return account;
}
