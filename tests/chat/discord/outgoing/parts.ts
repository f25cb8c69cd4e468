import type { Sql } from '../../../../src/db/client.ts';
import { cardOf } from '../../../../src/chat/answer.ts';
import type { Card } from '../../../../src/chat/card.ts';
import { discordPlatform } from '../../../../src/chat/discord/platform.ts';
import { discordRest, type Discord } from '../../../../src/chat/discord/rest.ts';
import type { DiscordSettings } from '../../../../src/chat/discord/settings.ts';
import type { NewRoom, Place, Platform } from '../../../../src/chat/platform.ts';
import { sayIn } from '../../../../src/texts/say.ts';
import { aDatabase, type TestDatabase } from '../../../database.ts';
import { fakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../../../fakes/discord/fake-discord.ts';
import { silent } from '../../../log.ts';

export interface Outgoing extends AsyncDisposable { fake: FakeDiscord; db: TestDatabase; discord: Discord; platform: Platform; linked: Map<string, string>; another(settings?: Partial<DiscordSettings>): Platform }

/** The outgoing half over a local Discord; `linked` is who of our users is who there. */
export async function outgoing(options: FakeDiscordOptions = {}, settings: Partial<DiscordSettings> = {}): Promise<Outgoing> {
  const [fake, db] = await Promise.all([fakeDiscord(options), aDatabase()]);
  const linked = new Map<string, string>();
  const restTo = (sql: Sql, more: Partial<DiscordSettings>) => discordRest({ settings: { botToken: fake.token, guildId: fake.guildId, apiUrl: fake.apiUrl, staffRoles: [], isPublic: false, roomsOver: 'archive', ...settings, ...more }, sql, log: silent });
  const platformTo = (discord: Discord) => discordPlatform({ discord, sql: db.sql, log: silent, say: sayIn('en'), discordIdsOf: async (ids) => new Map(ids.flatMap((id) => (linked.has(id) ? [[id, linked.get(id)!] as const] : []))) });
  const discord = restTo(db.sql, {});
  return {
    fake, db, discord, platform: platformTo(discord), linked,
    /** Another replica, or this one after kill -9: same database, empty memory. */
    another: (more = {}) => platformTo(restTo(db.sql, more)),
    async [Symbol.asyncDispose]() { await Promise.all([fake[Symbol.asyncDispose](), db[Symbol.asyncDispose]()]); },
  };
}

export const aCard = (title = 'Redis is down'): Card => cardOf({ title });
export const channel = (id: string): Place => ({ platform: 'discord', id, kind: 'channel' });
export const aRoom = (more: Partial<NewRoom> = {}): NewRoom => ({ name: 'inc-42-redis-prod', title: 'INC-42 · Redis is down', topic: 'Redis is down · redis-prod', key: 'room:7f3', isPrivate: false, links: [], ...more });
