import type { TextKey } from '../../texts/say.ts';
import type { Asked } from './asked.ts';
import type { Discord } from './rest.ts';

/**
 * Was it asked in a server that we are not set up for? Direct messages are no server: there only what was sent to
 * somebody can be pressed. @returns what to tell them; undefined when it is ours
 */
export function isElsewhere({ discord }: { discord: Pick<Discord, 'settings'> }, { guildId }: Asked): TextKey | undefined {
  return guildId === undefined || guildId === discord.settings.guildId ? undefined : 'discordIncoming.other_guild';
}
