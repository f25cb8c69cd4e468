import { createHash } from 'node:crypto';
import type { Sql } from '../../db/client.ts';
import type { Commands } from '../commands.ts';
import { DiscordFault } from './faults.ts';
import { directRegistrationOf, registrationOf, type Registered } from './registration.ts';
import type { Discord } from './rest.ts';

interface Parts { discord: Discord; sql: Sql; commands: Commands }
interface How { /** false: only when they changed since they were registered, or went. */ always: boolean }

/**
 * Registers all commands in the server by one call.
 * @returns how many there are now; undefined when nothing had changed @throws DiscordFault
 */
export async function registerCommands({ discord, sql, commands }: Parts, how: How): Promise<number | undefined> {
  const { guildId } = discord.settings;
  return put({ discord, sql }, { scope: guildId, path: `/guilds/${guildId}`, body: registrationOf(commands) }, how);
}

/** What stands in the place of a server for what is registered for all direct conversations with the bot. */
const direct = 'direct';
/** The same for direct conversations with the bot, which have none of a server's: once somebody wants them. @throws DiscordFault */
export const registerDirectCommands = ({ discord, sql, commands }: Parts, how: How): Promise<number | undefined> =>
  put({ discord, sql }, { scope: direct, path: '', body: directRegistrationOf(commands) }, how);
/** Those that somebody wanted are brought up to date. @throws DiscordFault */
export const keepDirectCommands = async (parts: Parts): Promise<number | undefined> =>
  (await parts.sql`select 1 from discord_registrations where guild_id = ${direct} limit 1`).length === 0 ? undefined : registerDirectCommands(parts, { always: false });

async function put({ discord, sql }: Omit<Parts, 'commands'>, { scope, path, body }: { scope: string; path: string; body: readonly Registered[] }, how: How): Promise<number | undefined> {
  const applicationId = await applicationOf(discord);
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const [known] = await sql<{ hash: string }[]>`select hash from discord_registrations where guild_id = ${scope} and application_id = ${applicationId}`;
  const route = `/applications/${applicationId}${path}/commands`;
  if (!how.always && known?.hash === hash && (await areThere(discord, route, body))) return undefined;
  await discord.call('PUT', route, { body, lane: 'chores' });
  await sql`
    insert into discord_registrations (guild_id, application_id, hash) values (${scope}, ${applicationId}, ${hash})
    on conflict (guild_id, application_id) do update set hash = excluded.hash, registered_at = imas_now()`;
  return body.length;
}

/** Whoever puts the bot out takes its commands away, also while nobody listens. Where Discord does not say, they are there. */
async function areThere(discord: Pick<Discord, 'call'>, route: string, wanted: readonly Registered[]): Promise<boolean> {
  try {
    const there = new Set((await discord.call<{ type?: number; name: string }[]>('GET', route, { lane: 'chores' })).map(({ type = 1, name }) => `${type} ${name}`));
    return wanted.every(({ type, name }) => there.has(`${type} ${name}`));
  } catch (error) {
    if (!(error instanceof DiscordFault) || error.retry) throw error;
    return true;
  }
}

/** Our application's id, which Discord tells also while the bot is in no server. @throws DiscordFault */
export const applicationOf = async (discord: Pick<Discord, 'call'>): Promise<string> => (await discord.call<{ id: string }>('GET', '/applications/@me', { lane: 'chores' })).id;

/** The bot was put out of the server, and its commands went with it. */
export const forgetCommands = async ({ discord, sql }: { discord: Pick<Discord, 'settings'>; sql: Sql }): Promise<unknown> =>
  sql`delete from discord_registrations where guild_id = ${discord.settings.guildId}`;
