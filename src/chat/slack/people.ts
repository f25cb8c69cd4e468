import { system, type Context } from '../../context.ts';
import { accountByEmail } from '../../domain/people/account-by-email.ts';
import type { ChatProfile } from '../../domain/people/chat-profile.ts';
import { linkByEmail } from '../../domain/people/link-visitor.ts';
import type { Speaker } from '../platform.ts';
import { lookUpIds } from './look-up-ids.ts';
import { readProfile } from './profile.ts';
import { saidWhere } from '../said-where.ts';
import type { Slack } from './web.ts';

export interface SlackPeople {
  /**
   * Who speaks, and where: the account behind a Slack user, linked on first use where the e-mail of a member of the home
   * workspace is exactly one active account's; else a visitor. A disabled account is still that account: it may say nothing.
   */
  speaker(from: { userId: string; teamId?: string; channel?: string; thread?: string }): Promise<Speaker>;
  /** The Slack ids of our users, as far as they have one; whoever has none is looked up by e-mail, once and briefly. Never rejects because of Slack. */
  slackIdsOf(userIds: readonly string[]): Promise<Map<string, string>>;
  /** What Slack says of somebody, at most an hour old. */
  profile(slackUserId: string): Promise<ChatProfile>;
}

/** People as Slack knows them (spec §2). Linking tells them by a job, once. */
export function slackPeople({ slack, ctx: given }: { slack: Slack; ctx: Context }): SlackPeople {
  const ctx: Context = { ...given, actor: system('Slack') };
  const profile = (slackUserId: string) => readProfile({ slack, ctx }, slackUserId);
  const ownerOf = async (slackUserId: string): Promise<string | undefined> =>
    (await ctx.sql<{ id: string }[]>`select id from users where slack_user_id = ${slackUserId}`)[0]?.id;

  /** The account that is a member's by their e-mail; a disabled one too, so that its owner is refused and not taken for a visitor. */
  const ownerByEmail = async (slackUserId: string, email: string): Promise<string | undefined> => {
    const linked = (await linkByEmail(ctx, { platform: 'slack', chatUserId: slackUserId }, email)) ?? (await ownerOf(slackUserId));
    if (linked !== undefined) return linked;
    const account = await accountByEmail(ctx, email);
    return account?.isActive === false ? account.id : undefined;
  };

  return {
    profile,
    slackIdsOf: lookUpIds({ slack, ctx }),
    async speaker({ userId: slackUserId, channel, thread }) {
      const [where, owner] = await Promise.all([saidWhere(ctx, 'slack', channel, thread), ownerOf(slackUserId)]);
      if (owner !== undefined) return { userId: owner, via: 'slack', ...where };
      const { name, standing, email } = await profile(slackUserId);
      const byEmail = standing === 'member' && email !== undefined ? await ownerByEmail(slackUserId, email) : undefined;
      if (byEmail !== undefined) return { userId: byEmail, via: 'slack', ...where };
      return { visitor: { platform: 'slack', chatUserId: slackUserId, name, isMember: standing === 'member', ...(email === undefined ? {} : { email }) }, via: 'slack', ...where };
    },
  };
}
