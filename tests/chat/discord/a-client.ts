import { discordRest, type Discord } from '../../../src/chat/discord/rest.ts';
import type { TestDatabase } from '../../database.ts';
import type { FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import { silent } from '../../log.ts';

/** Discord's API as the product speaks to it, over a local Discord. */
export const aClient = ({ token, guildId, apiUrl }: Pick<FakeDiscord, 'token' | 'guildId' | 'apiUrl'>, { sql }: Pick<TestDatabase, 'sql'>): Discord =>
  discordRest({ settings: { botToken: token, guildId, apiUrl, staffRoles: [], isPublic: false, roomsOver: 'archive' }, sql, log: silent });
