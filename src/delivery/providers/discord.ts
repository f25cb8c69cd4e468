import { z } from 'zod';
import { guardAt } from '../../chat/discord/guard.ts';
import { cutEscaped, escapeMarkdown } from '../../chat/discord/render/escape.ts';
import { limits } from '../../chat/discord/render/limits.ts';
import { happeningOf, severityOf, stateLine } from '../formats/incident-words.ts';
import { tryBot } from '../discord-bot.ts';
import { callOut, type VendorError } from '../http.ts';
import type { Message, Provider, Receipt, Tools } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { objectIn, textIn, withoutSecrets } from '../vendor-json.ts';

const WEBHOOK = /^\/api(?:\/v\d+)?\/webhooks\/\d+\/[\w-]+\/?$/;
/** Its codes: the message is gone; the webhook is. */
const UNKNOWN_MESSAGE = 10_008;
const UNKNOWN_WEBHOOK = 10_015;
const colours = { 1: 0xd92d20, 2: 0xe8730c, 3: 0xe0b000, 4: 0x4f7cac } as const;
const resolvedColour = 0x2e9e5b;
/** What Discord would ban us for is not called again so soon. */
const guardedSeconds = 60;

const snowflake = z.string().trim().regex(/^\d{17,20}$/, 'Discord’s ids are numbers of 17 to 20 digits: switch the developer mode on, then right-click, Copy ID');
/** Either a webhook alone, or a bot token with a server. */
const settings = z.object({
  /** Channel settings → Integrations → Webhooks → Copy URL. Whoever has it may post. */
  webhook_url: z.url({ protocol: /^https?$/ }).refine((url) => WEBHOOK.test(URL.parse(url)?.pathname ?? ''), 'the address of a Discord webhook looks like https://discord.com/api/webhooks/…/…').optional().meta({ secret: true }),
  bot_token: z.string().trim().min(1).max(1024).optional().meta({ secret: true }),
  guild_id: snowflake.optional(),
  /** Where cards go whose team has no channel of its own. */
  default_channel: snowflake.optional(),
  incidents_category_id: snowflake.optional(),
  archive_category_id: snowflake.optional(),
  /** Who sees every room that is not confidential, beside whoever is invited. */
  staff_role_ids: z.string().trim().max(500).regex(/^\d{17,20}(?:[\s,]+\d{17,20})*$/, 'ids of roles, separated by commas').optional(),
  rooms_seen_by: z.enum(['staff', 'everyone']).optional(),
  rooms_when_over: z.enum(['archive', 'delete', 'keep']).optional(),
  api_url: z.url({ protocol: /^https?$/ }).optional(),
}).superRefine((given, problems) => {
  const problem = (member: keyof typeof given, message: string): void => problems.addIssue({ code: 'custom', path: [member], message });
  if (given.webhook_url !== undefined && (given.bot_token !== undefined || given.guild_id !== undefined)) return problem('webhook_url', 'either a webhook, or a bot token and a server: make two providers');
  if (given.webhook_url !== undefined) return;
  if (given.bot_token === undefined && given.guild_id === undefined) problem('webhook_url', 'the address of a webhook, or a bot token and a server, is needed');
  else if (given.bot_token === undefined) problem('bot_token', 'is needed beside the server');
  else if (given.guild_id === undefined) problem('guild_id', 'is needed beside the bot token');
});
type DiscordSettings = z.infer<typeof settings>;

/**
 * A channel's webhook: it is told when an incident opens, and the same message is changed when that goes on. It reaches nobody
 * in particular. Or, with a bot token, the configuration of the platform (spec §8), which speaks for itself: sending by it is a test.
 */
export const discord: Provider<DiscordSettings> = { settings, means: [], send };

async function send(message: Message, { webhook_url: hook, bot_token, guild_id, ...rest }: DiscordSettings, tools: Tools): Promise<Receipt> {
  if (bot_token !== undefined && guild_id !== undefined) return tryBot(message, { ...rest, bot_token, guild_id }, tools);
  if (hook === undefined) throw new Refusal('delivery.url_invalid', {}, { retry: false });
  // What opens again is worth a new noise.
  if (message.earlier !== undefined && happeningOf(message) !== 'reopened') {
    const changed = await call('PATCH', hook, `/messages/${encodeURIComponent(message.earlier)}`, message, tools).catch((error: unknown) => {
      if (error instanceof Gone && error.what === UNKNOWN_MESSAGE) return undefined;
      throw error;
    });
    if (changed !== undefined) return changed;
  }
  return call('POST', hook, '', message, tools);
}

/** @throws Refusal, in Discord's words */
async function call(method: 'POST' | 'PATCH', hook: string, path: string, message: Message, tools: Tools): Promise<Receipt> {
  const url = new URL(hook);
  const secret = url.pathname.replace(/\/$/, '').split('/').at(-1);
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  // Without it Discord answers before it knows whether the message can be kept.
  if (method === 'POST') url.searchParams.set('wait', 'true');
  let code: unknown;
  const guard = guardAt(url.href);
  if (guard.hinders('talk', false) !== undefined) throw new Refusal('discord.guarded', {}, { retry: true, retryAfterSeconds: guardedSeconds });
  const explain = (body: string, status: number): VendorError => {
    guard.answered(status, { isShared: false, isOurs: false });
    const said = objectIn(body);
    code = said?.['code'];
    const wait = said?.['retry_after'];
    return { why: withoutSecrets(textIn(said, 'message'), [secret]), ...(typeof wait === 'number' ? { retryAfterSeconds: Math.ceil(wait) } : {}) };
  };
  try {
    const answer = await callOut(url.href, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(bodyOf(message)), tools, explain });
    const id = textIn(objectIn(answer.body), 'id');
    if (id === undefined) throw new Refusal('outgoing.unreadable', { host: url.host }, { retry: false });
    return { state: 'accepted', id };
  } catch (error) {
    if (code === UNKNOWN_MESSAGE || code === UNKNOWN_WEBHOOK) throw new Gone(code, error);
    throw error;
  }
}

class Gone extends Refusal {
  readonly what: number;
  constructor(what: number, cause: unknown) {
    super(what === UNKNOWN_WEBHOOK ? 'outgoing.discord_webhook_gone' : 'outgoing.discord_message_gone', {}, { retry: false, cause });
    this.what = what;
  }
}

function bodyOf(message: Message): object {
  const state = stateLine(message);
  return {
    content: escaped(state === undefined ? message.headline : `${message.headline} · ${state}`, limits.content),
    embeds: [{
      description: escaped(message.body, limits.description), color: happeningOf(message) === 'resolved' ? resolvedColour : colours[severityOf(message)],
      ...(message.incidentUrl === undefined ? {} : { title: message.facts?.incident?.short_id ?? 'IMAS', url: message.incidentUrl }),
    }],
    // Whatever a text says, nobody is pinged by it.
    allowed_mentions: { parse: [] },
  };
}

const escaped = (text: string, max: number): string => cutEscaped(escapeMarkdown(text), max);
