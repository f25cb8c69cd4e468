import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import { isUuid } from '../uuid.ts';
import { accountByEmail } from './account-by-email.ts';
import type { ChatProfile } from './chat-profile.ts';
import type { Wanted } from './wanted.ts';

/** Where the admins' card of a request stands. */
export interface AccessCard { platform: 'console' | 'slack' | 'discord'; place: string; kind: 'channel' | 'room' | 'direct'; message: string; /** Whose direct conversation it is. */ user?: string }

export interface AccessRequest {
  id: string;
  platform: 'console' | 'slack' | 'discord';
  chatUserId: string | null;
  /** The account: from the start for people, since the approval for visitors. */
  userId: string | null;
  name: string;
  email: string | null;
  standing: ChatProfile['standing'] | null;
  wanted: Wanted | null;
  pendingId: string | null;
  /** The account that an approval would link, by its e-mail. */
  account: string | undefined;
  groups: string[];
  askedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  outcome: 'approved' | 'denied' | null;
  groupName: string | null;
  posted: AccessCard[];
}

/** A request for access with all that its cards tell. @returns undefined when there is none */
export async function accessRequest(ctx: Context, id: string): Promise<AccessRequest | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await ctx.sql<Omit<AccessRequest, 'account'>[]>`
    select r.id, r.platform, r.chat_user_id as "chatUserId", r.user_id as "userId", r.name, r.email, c.profile->>'standing' as standing, p.wanted, r.pending_id as "pendingId",
      array(select group_name from user_groups g where g.user_id = r.user_id order by 1) as groups,
      r.asked_at as "askedAt", r.decided_at as "decidedAt", d.username as "decidedBy", r.outcome, r.group_name as "groupName", r.posted
    from access_requests r left join pending_actions p on p.id = r.pending_id left join users d on d.id = r.decided_by
    left join chat_profiles c on c.platform = r.platform and c.chat_user_id = r.chat_user_id where r.id = ${id}`;
  if (row === undefined) return undefined;
  const account = row.chatUserId === null || row.email === null ? undefined : await accountByEmail(ctx, row.email);
  return { ...row, account: account?.isActive === true ? account.username : undefined };
}

/** Notes where the card stands, in the stead of one that stood there before; noting it twice changes nothing. */
export async function noteAccessCard(ctx: Context, id: string, card: AccessCard): Promise<void> {
  await ctx.sql`
    update access_requests set posted = ${json([card])}::jsonb || coalesce((
      select jsonb_agg(one) from jsonb_array_elements(posted) one where (one->>'platform', one->>'place') is distinct from (${card.platform}, ${card.place})), '[]')
    where id = ${id}`;
}
