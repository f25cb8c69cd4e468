import type { Context } from '../../context.ts';
import { keepProfile, keptProfile, type ChatProfile } from '../../domain/people/chat-profile.ts';
import { SlackFault } from './faults.ts';
import type { Slack } from './web.ts';

/** What we read of Slack's user object (users.info, users.lookupByEmail). */
export interface SlackUser {
  id: string;
  team_id?: string;
  name?: string;
  real_name?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  profile?: { display_name?: string; real_name?: string; email?: string };
  /** Enterprise Grid: the workspaces of one organisation that somebody is in. */
  enterprise_user?: { teams?: readonly string[] };
}

/** For so long nobody asks Slack again; when Slack does not answer, what it said within a day still counts. */
const freshMinutes = 60;
const usableMinutes = 24 * 60;
/** Slack's own robot does not say that it is one. */
const slackbot = 'USLACKBOT';

/** Who somebody is to the workspace `home`. The e-mail of strangers is theirs to choose, so it is not kept. */
export function profileOf(user: SlackUser, home: string): ChatProfile {
  // The full name: what people call themselves tells an admin little.
  const name = [user.profile?.real_name, user.real_name, user.profile?.display_name, user.name, user.id].find((word) => word !== undefined && word.trim() !== '')!.trim();
  const standing = standingOf(user, home);
  const email = user.profile?.email?.trim();
  return { name, standing, ...(email && (standing === 'member' || standing === 'guest') ? { email } : {}) };
}

function standingOf(user: SlackUser, home: string): ChatProfile['standing'] {
  if (user.is_bot === true || user.id === slackbot) return 'bot';
  // What does not say where it is from is from here: only what is shared with others comes from elsewhere, and says so.
  const isHome = user.team_id === undefined || user.team_id === home || user.enterprise_user?.teams?.includes(home) === true;
  if (!isHome || user.is_stranger === true || user.deleted === true) return 'stranger';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}

/**
 * What Slack says of somebody, asked at most once an hour. Whom Slack cannot be asked about counts as a stranger
 * for the moment. Never on the way of an alert.
 */
export async function readProfile({ slack, ctx }: { slack: Slack; ctx: Context }, slackUserId: string): Promise<ChatProfile> {
  const kept = await keptProfile(ctx, 'slack', slackUserId);
  if (kept !== undefined && kept.ageMinutes < freshMinutes) return kept.profile;
  try {
    const { user } = await slack.call<{ user: SlackUser }>('users.info', { user: slackUserId }, { lane: 'talk' });
    const profile = profileOf(user, (await slack.me()).teamId);
    await keepProfile(ctx, 'slack', slackUserId, profile);
    return profile;
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error;
    ctx.log.warn({ err: error, user: slackUserId }, 'Slack did not say who somebody is');
    return kept !== undefined && kept.ageMinutes < usableMinutes ? kept.profile : { name: slackUserId, standing: 'stranger' };
  }
}
