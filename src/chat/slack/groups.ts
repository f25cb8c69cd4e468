import type { Platform } from '../platform.ts';
import type { SayParts } from './say.ts';

/** User groups: Slack refuses an empty one, and whoever mentions it then would reach nobody; so nobody known means nothing changed. */
export function slackGroups({ slack, slackIdsOf }: Pick<SayParts, 'slack' | 'slackIdsOf'>): Platform['syncGroup'] {
  return async (group, userIds) => {
    const ids = await slackIdsOf(userIds);
    if (ids.size > 0) await slack.call('usergroups.users.update', { usergroup: group, users: [...new Set(ids.values())].toSorted().join(',') }, { lane: 'chores' });
    return userIds.filter((userId) => !ids.has(userId));
  };
}
