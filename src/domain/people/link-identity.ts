import { eq } from 'drizzle-orm';
import type { Context, Tx } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { lastPending } from './remember-pending.ts';
import { useCode } from './use-code.ts';
import { users } from './schema.ts';
import { syncGroups } from './sync-groups.ts';
import { choiceFrom, nameOfThing } from './well-formed.ts';

export interface Identity {
  platform: 'slack' | 'discord';
  /** The platform's own id of the user, never a name. */
  chatUserId: string;
}

/**
 * An admin names the chat user who is this person; null takes the identity away.
 * @throws AppError forbidden, invalid, not_found, conflict (it belongs to someone else)
 */
export async function linkIdentity(ctx: Context, userId: string, platform: Identity['platform'], chatUserId: string | null): Promise<void> {
  demand(ctx, 'change_group');

  await transaction(ctx, (tx) => link(tx, userId, platform, chatUserId, 'admin'));
}

/**
 * Whoever types a linking code in chat proves to be its owner (`/imas link CODE`).
 * @returns the user's id
 * @throws AppError invalid (the code), conflict (the chat account belongs to someone else; the code stays usable)
 */
export function linkByCode(ctx: Context, code: string, { platform, chatUserId }: Identity): Promise<string> {
  return useCode(ctx, code, 'link', async (tx, used) => {
    await link(tx, used.userId, platform, chatUserId, 'code');
    return used.userId;
  });
}

/**
 * Makes a chat account somebody's, or nobody's with null; whoever calls has demanded what it takes. Except after `access`,
 * which tells for itself, a job tells the person and carries out what they were refused just before.
 * @throws AppError invalid, not_found, conflict
 */
export async function link(tx: Tx, userId: string, word: string, id: string | null, by: 'admin' | 'code' | 'email' | 'access'): Promise<void> {
  const platform = choiceFrom(word, ['slack', 'discord'], 'platform');
  const column = platform === 'slack' ? 'slackUserId' : 'discordUserId';
  const chatUserId = id === null ? null : nameOfThing(id, 64, 'chat_user');
  // Whoever links the same account at the same moment waits here, and finds it done.
  await tx.sql`select 1 from users where id = ${userId} for no key update`;
  if (chatUserId !== null) {
    const [owner] = await tx.db.select({ id: users.id, username: users.username }).from(users).where(eq(users[column], chatUserId));
    if (owner && owner.id !== userId) throw conflict('people.identity_taken', { platform, name: owner.username });
    if (owner) return;
  }
  // Two who link the same chat account at once both pass the look above; the unique index lets one through.
  const [user] = await tx.db.update(users).set({ [column]: chatUserId }).where(eq(users.id, userId)).returning().catch((error: unknown) => {
    throw brokenConstraint(error)?.startsWith('users_') ? conflict('errors.changed_meanwhile') : error;
  });
  if (!user) throw notFound('errors.unknown_user', { name: userId });
  await audit(tx, { action: chatUserId === null ? 'user.identity_unlinked' : 'user.identity_linked', object: { kind: 'user', id: userId, label: user.username }, detail: { platform, chat_user: chatUserId, by } });
  // A group that follows whoever is on call was without them, or has who they are no more.
  await syncGroups(tx, { memberId: userId, platform });
  if (chatUserId === null || by === 'access') return;
  const pending = await lastPending(tx, platform, chatUserId);
  await tx.enqueue('tell-linked', { userId, platform, by, pendingId: pending?.id ?? null }, { key: `${platform}:${chatUserId}:${userId}` });
}
