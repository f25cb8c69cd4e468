import { z } from 'zod';
import { DiscordFault, faultOf } from '../chat/discord/faults.ts';
import { guardAt } from '../chat/discord/guard.ts';
import { grantedBy, lacking } from '../chat/discord/granted.ts';
import { inviteLink, neededPermissions } from '../chat/discord/invite.ts';
import { wordsOf, type PermissionName } from '../chat/discord/permissions.ts';
import { cutEscaped, escapeMarkdown } from '../chat/discord/render/escape.ts';
import { limits } from '../chat/discord/render/limits.ts';
import { apiUrlOf, bareToken } from '../chat/discord/settings.ts';
import { sayIn } from '../texts/say.ts';
import { callOut } from './http.ts';
import type { Message, Receipt, Tools } from './provider.ts';
import { Refusal } from './refusal.ts';
import { objectIn, textIn, withoutSecrets } from './vendor-json.ts';

/** What a row has that configures the platform. */
export interface DiscordBot { bot_token: string; guild_id: string; default_channel?: string | undefined; api_url?: string | undefined }

/**
 * The platform speaks for itself; this only tries what it needs: whose token is it, is the bot in the server, can it post
 * where the message goes to, or else in the default channel?
 * @throws Refusal in the words that the platform uses too
 */
export async function tryBot(message: Message, bot: DiscordBot, tools: Tools): Promise<Receipt> {
  const say = sayIn(message.language);
  const me = await call('GET', '/users/@me', bot, tools);
  const guild = await call('GET', `/guilds/${bot.guild_id}`, bot, tools);
  const server = textIn(guild, 'name') ?? '?';
  const missing = lackingIn(guild, await call('GET', `/guilds/${bot.guild_id}/members/${textIn(me, 'id') ?? ''}`, bot, tools).catch(notSaid), bot.guild_id);
  const channel = message.to === '' ? bot.default_channel : message.to;
  const content = cutEscaped(`**${escapeMarkdown(message.headline)}**\n${escapeMarkdown(message.body)}`, limits.content);
  const posted = channel === undefined ? undefined : await call('POST', `/channels/${encodeURIComponent(channel)}/messages`, bot, tools, { content, allowed_mentions: { parse: [] } });
  const id = textIn(posted, 'id');
  const note = [
    say('outgoing.discord_signed_in', { bot: `@${textIn(me, 'username') ?? '?'}`, server }),
    channel === undefined ? say('slackSetup.nothing_posted') : say('slackSetup.posted', { channel }),
    ...(missing.length === 0 ? [] : [say('discordSetup.lacks', { server, needed: wordsOf(missing), n: missing.length })]),
  ].join(' ');
  return { state: 'accepted', ...(id === undefined ? {} : { id }), note };
}

const listed = z.object({ roles: z.array(z.object({ id: z.string(), permissions: z.string() })) });
const membership = z.object({ roles: z.array(z.string()) });

/** Which permissions we lack in the server; none where Discord does not say. */
function lackingIn(guild: unknown, member: unknown, guildId: string): PermissionName[] {
  const [there, own] = [listed.safeParse(guild), membership.safeParse(member)];
  return there.success && own.success ? lacking(grantedBy(there.data.roles, own.data.roles, guildId).granted, neededPermissions) : [];
}

function notSaid(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

/** Where an administrator of the server invites the bot; undefined when Discord does not say whose token it is. */
export async function inviteFor(settings: Record<string, unknown>, tools: Tools): Promise<string | undefined> {
  const [token, guildId, api] = ['bot_token', 'guild_id', 'api_url'].map((name) => settings[name]);
  if (typeof token !== 'string' || typeof guildId !== 'string') return undefined;
  try {
    const applicationId = textIn(await call('GET', '/applications/@me', { bot_token: token, guild_id: guildId, ...(typeof api === 'string' ? { api_url: api } : {}) }, tools), 'id');
    return applicationId === undefined ? undefined : inviteLink({ applicationId, guildId });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return undefined;
  }
}

/** One call of the API by plain HTTP; without any, discord.js and its half a second stay away. */
async function call(method: 'GET' | 'POST', route: string, { bot_token: given, guild_id: guildId, api_url: stored }: DiscordBot, tools: Tools, body?: object): Promise<Record<string, unknown>> {
  const token = bareToken(given);
  const url = `${apiUrlOf(tools.discordApiUrl, stored)}/v10${route}`;
  const guard = guardAt(url);
  if (guard.hinders('page') !== undefined) throw asRefusal(new DiscordFault(`${method} ${route}`, 'guarded', { guildId }), undefined);
  let thrown: object | undefined;
  try {
    const answer = await callOut(url, {
      method, headers: { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (IMAS Manager, 1)', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // The operator named this address in the environment, so it may be anywhere.
      tools: tools.discordApiUrl === undefined ? tools : { ...tools, allowAddresses: ['0.0.0.0/0', '::/0'] },
      explain(text, status) {
        guard.answered(status, { isShared: false, isOurs: true });
        const said = objectIn(text);
        const wait = said?.['retry_after'];
        thrown = status === 429 ? { name: 'RateLimitError', retryAfter: typeof wait === 'number' ? wait * 1000 : 0 } : { status, code: said?.['code'] };
        return { why: withoutSecrets(textIn(said, 'message'), [token]) };
      },
    });
    const read = objectIn(answer.body);
    if (read === undefined) throw new Refusal('outgoing.unreadable', { host: new URL(url).host }, { retry: false });
    return read;
  } catch (error) {
    if (thrown === undefined) throw error;
    throw asRefusal(faultOf(`${method} ${route}`, thrown, guildId), error);
  }
}

const asRefusal = ({ key, params, retry, retryAfterSeconds }: DiscordFault, cause: unknown): Refusal => new Refusal(key, params, { retry, retryAfterSeconds, cause });
