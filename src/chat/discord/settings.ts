import type { Config } from '../../config.ts';

/** How Discord is spoken to, and where rooms stand there. */
export interface DiscordSettings {
  botToken: string;
  /** The one server that we serve. */
  guildId: string;
  /** Without trailing slash and without the version: the client appends `/v10`. */
  apiUrl: string;
  /** Where cards go whose team has no channel of its own. */
  defaultChannel?: string;
  /** Rooms stand below it; without one we make our own. */
  incidentsCategory?: string;
  /** Rooms that are over stand below it; without one we make our own. */
  archiveCategory?: string;
  /** Who sees every room that is not confidential, beside whoever is invited. */
  staffRoles: readonly string[];
  /** Everybody in the server sees the rooms that are not confidential. */
  isPublic: boolean;
  /** What becomes of a room that is over: it is kept in the archive, or what was said there is, and the room is deleted: at once, in a server that is nearly full, or never. */
  roomsOver: 'archive' | 'delete' | 'keep';
}
/** The opened settings of a provider of kind DISCORD. */
export interface StoredDiscord {
  bot_token?: string; guild_id?: string; default_channel?: string; incidents_category_id?: string; archive_category_id?: string;
  /** Ids separated by commas. */
  staff_role_ids?: string;
  rooms_seen_by?: string; rooms_when_over?: string; api_url?: string;
}
export type DiscordEnvironment = Pick<Config, 'DISCORD_TOKEN' | 'DISCORD_GUILD_ID' | 'DISCORD_API_URL'>;

/**
 * The settings of the environment, and of the stored provider where the environment is silent (spec §13: it wins).
 * @returns undefined while no bot token or no server is known: Discord is not set up (a webhook alone is no platform)
 */
export function discordSettings(env: DiscordEnvironment, stored: StoredDiscord = {}): DiscordSettings | undefined {
  const botToken = given(env.DISCORD_TOKEN?.reveal()) ?? given(stored.bot_token);
  const guildId = given(env.DISCORD_GUILD_ID) ?? given(stored.guild_id);
  if (botToken === undefined || guildId === undefined) return undefined;
  const [defaultChannel, incidentsCategory, archiveCategory] = [stored.default_channel, stored.incidents_category_id, stored.archive_category_id].map(given);
  return {
    botToken: bareToken(botToken), guildId, apiUrl: apiUrlOf(env.DISCORD_API_URL, stored.api_url),
    ...(defaultChannel === undefined ? {} : { defaultChannel }), ...(incidentsCategory === undefined ? {} : { incidentsCategory }), ...(archiveCategory === undefined ? {} : { archiveCategory }),
    staffRoles: (stored.staff_role_ids ?? '').split(/[\s,]+/).filter((id) => id !== ''),
    isPublic: stored.rooms_seen_by === 'everyone', roomsOver: stored.rooms_when_over === 'delete' || stored.rooms_when_over === 'keep' ? stored.rooms_when_over : 'archive',
  };
}

const given = (text: string | undefined): string | undefined => (text === undefined || text.trim() === '' ? undefined : text.trim());

/** As people copy it from examples, it has the word in front that Discord's calls need. */
export const bareToken = (token: string): string => token.replace(/^Bot\s+/i, '');
/** Without trailing slash and without the version. @param wanted the first one given counts; without any it is Discord's own */
export const apiUrlOf = (...wanted: readonly (string | undefined)[]): string =>
  (wanted.map(given).find((url) => url !== undefined) ?? 'https://discord.com/api').replace(/\/+$/, '').replace(/\/v\d+$/, '');
