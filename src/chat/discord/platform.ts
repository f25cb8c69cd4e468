import type { Platform } from '../platform.ts';
import { tellDirectly } from '../tell-directly.ts';
import { discordDirects } from './direct.ts';
import { channelOf, findByKey } from './find-by-key.ts';
import { discordPlaces } from './places.ts';
import { discordRoles } from './roles.ts';
import { discordMessages, type SayParts } from './say.ts';

/**
 * What goes out to Discord; what comes in is the inbound's. Its faults are `DiscordFault`: `retry` and `retryAfterSeconds` say whether and
 * when it is worth another try, `gone` that a channel was deleted; 50007 that somebody takes no direct messages.
 * @param parts.say the organisation's language, for what is not part of a card
 * @param parts.discordIdsOf our users' ids in Discord; who is not linked is left out
 */
export function discordPlatform(parts: SayParts): Platform {
  const { discord, discordIdsOf } = parts;
  const messages = discordMessages(parts);
  return {
    name: 'discord',
    health: () => discord.health(),
    places: discordPlaces({ ...parts, messages }),
    say: messages.post,
    edit: messages.edit,
    editsIn: ({ place, id }) => discord.fullFor('PATCH', `/channels/${channelOf(place)}/messages/${id}`, 'chores'),
    tell: tellDirectly({ messages, directs: discordDirects(parts), idsOf: discordIdsOf, notLinked: 'discord.not_linked' }),
    // Discord does not tell a bot who is not to be disturbed.
    resting: async () => new Set(),
    ...discordRoles(parts),
    findByKey: (place, key) => findByKey(discord, place, key, 'talk'),
  };
}
