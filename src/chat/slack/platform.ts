import type { Platform } from '../platform.ts';
import { tellDirectly } from '../tell-directly.ts';
import { slackDirects } from './direct.ts';
import { findByKey } from './find-by-key.ts';
import { slackGroups } from './groups.ts';
import { slackPlaces } from './places.ts';
import { slackResting } from './resting.ts';
import { slackMessages, type SayParts } from './say.ts';

/**
 * What goes out to Slack; what comes in is the inbound's. Its faults are `SlackFault`: `retry` and `retryAfterSeconds` say whether and when it is worth
 * another try, `gone` that a channel was deleted or archived.
 * @param parts.say the organisation's language, for what is not part of a card
 * @param parts.slackIdsOf our users' ids in Slack; who is not linked is left out
 */
export function slackPlatform(parts: SayParts): Platform {
  const { slack, slackIdsOf } = parts;
  const messages = slackMessages(parts);
  return {
    name: 'slack',
    health: () => slack.health(),
    places: slackPlaces({ ...parts, messages }),
    say: messages.post,
    edit: messages.edit,
    editsIn: ({ place }) => slack.fullFor('chat.update', { lane: 'chores', place: place.id }),
    tell: tellDirectly({ messages, directs: slackDirects(parts), idsOf: slackIdsOf, notLinked: 'slackFaults.not_linked' }),
    resting: slackResting(parts),
    syncGroup: slackGroups(parts),
    // A user group is written as a whole: one that no team names any more stays as people know it.
    leaveGroups: async () => undefined,
    findByKey: (place, key) => findByKey(slack, place, key, 'talk'),
  };
}
