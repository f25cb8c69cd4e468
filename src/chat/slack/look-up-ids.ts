import type { Context } from '../../context.ts';
import { keepProfile } from '../../domain/people/chat-profile.ts';
import { accountByEmail } from '../../domain/people/account-by-email.ts';
import { linkByEmail } from '../../domain/people/link-visitor.ts';
import { SlackFault } from './faults.ts';
import { profileOf, type SlackUser } from './profile.ts';
import type { Slack } from './web.ts';

/** Pages wait no longer than this for somebody who may not even be in Slack. */
const patienceMs = 2000;
/** Who is not there is not asked about again for so long. */
const absentMs = 10 * 60_000;
const failedMs = 60_000;

interface Reached { id: string; email: string | null; slackUserId: string | null; isActive: boolean }

/** Finds the Slack ids of our users, with users.lookupByEmail for those who have none yet (spec §2: when IMAS first has to reach them there). */
export function lookUpIds({ slack, ctx }: { slack: Slack; ctx: Context }) {
  const askAgainAt = new Map<string, number>();
  const asking = new Map<string, Promise<string | undefined>>();

  const ask = async (userId: string, email: string): Promise<string | undefined> => {
    let pause = absentMs;
    try {
      const account = await accountByEmail(ctx, email);
      if (account?.id !== userId) return undefined;
      // Slack compares letter by letter in places, and keeps addresses in small ones.
      const { user } = await slack.call<{ user: SlackUser }>('users.lookupByEmail', { email: email.toLowerCase() }, { lane: 'page' });
      const profile = profileOf(user, (await slack.me()).teamId);
      await keepProfile(ctx, 'slack', user.id, profile);
      const isTheirs = profile.standing === 'member' && profile.email?.toLowerCase() === email.toLowerCase();
      return isTheirs && (await linkByEmail(ctx, { platform: 'slack', chatUserId: user.id }, email)) === userId ? user.id : undefined;
    } catch (error) {
      if (!(error instanceof SlackFault) || error.code !== 'users_not_found') {
        pause = failedMs;
        ctx.log.warn({ err: error, user: userId }, 'Slack was not asked for somebody by e-mail');
      }
      return undefined;
    } finally {
      askAgainAt.set(userId, Date.now() + pause);
      asking.delete(userId);
    }
  };
  const askOnce = (userId: string, email: string): Promise<string | undefined> => {
    const under = asking.get(userId) ?? ask(userId, email);
    asking.set(userId, under);
    return under;
  };

  return async (userIds: readonly string[]): Promise<Map<string, string>> => {
    const rows = await ctx.sql<Reached[]>`select id, email, slack_user_id as "slackUserId", is_active as "isActive" from users where id = any(${[...userIds]}::uuid[])`;
    const found = new Map(rows.flatMap((row) => (row.slackUserId === null ? [] : [[row.id, row.slackUserId] as const])));
    const unknown = rows.filter((row) => row.slackUserId === null && row.isActive && row.email !== null && (askAgainAt.get(row.id) ?? 0) <= Date.now());
    if (unknown.length === 0) return found;
    const answers = unknown.map(async ({ id, email }) => {
      const slackUserId = await askOnce(id, email!);
      if (slackUserId !== undefined) found.set(id, slackUserId);
    });
    await within(patienceMs, Promise.all(answers));
    return new Map(found);
  };
}

/** Waits for the work, but no longer than so many milliseconds; it goes on without us. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => { timer = setTimeout(resolve, ms); })]);
  clearTimeout(timer);
}
