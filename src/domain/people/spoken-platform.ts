import type { Team } from './schema.ts';

/** Where a team is spoken to first: as chosen, else where it has a channel, else in the console. */
export const spokenPlatform = ({ primaryPlatform, slackChannelId, discordChannelId }: Pick<Team, 'primaryPlatform' | 'slackChannelId' | 'discordChannelId'>): NonNullable<Team['primaryPlatform']> =>
  primaryPlatform ?? (slackChannelId !== null ? 'slack' : discordChannelId !== null ? 'discord' : 'console');
