import type { TextParams } from '../../texts/say.ts';
import { networkCode } from '../network-code.ts';
import { PlatformFault } from '../platform-fault.ts';
import { neededFor } from './permissions.ts';
import { carriesItsToken } from './rates.ts';
import { verdictOn } from './verdicts.ts';

/** Where an app gets its token. */
const portal = 'https://discord.com/developers/applications';

/**
 * A call of Discord's API that failed. `code` is Discord's own number, or `network`, `timeout`, `unreachable`, `rate_limited`, `guarded`,
 * `bad_token`, `http_5xx`, `http_4xx`, `bad_answer`; `method` is `POST /channels/1/messages`.
 */
export class DiscordFault extends PlatformFault {
  readonly platform = 'discord';
  /** With 50013: which permissions the call needs, in Discord's words. */
  readonly needed: string;

  /** @param more.about what the words are about beside the call, such as the name of a role */
  constructor(method: string, code: string, { retryAfterSeconds, guildId, cause, about = {} }: { retryAfterSeconds?: number; guildId?: string; cause?: unknown; about?: TextParams } = {}) {
    // The secret of an interaction stands in its route.
    const shown = method.replace(/(\/(?:interactions|webhooks)\/\d+\/)[^/]+/, '$1…');
    const isRole = code === '50013' && /\/members\/\d+\/roles\//.test(method);
    const isThere = about['channel'] !== undefined && (code === '50013' || code === '50001');
    const needed = String(about['needed'] ?? neededFor(method));
    super({ method: shown, code, verdict: verdictOn(isRole ? 'role_above' : isThere ? 'lacks_there' : code), params: { code, link: portal, seconds: retryAfterSeconds ?? 0, needed, n: needed.split(', ').length, guild: guildId ?? '?', ...about }, retryAfterSeconds, cause });
    this.name = 'DiscordFault';
    this.needed = needed;
  }
}

interface Thrown { name?: unknown; code?: unknown; status?: unknown; retryAfter?: unknown; timeToReset?: unknown; sublimitTimeout?: unknown }

/** What discord.js threw, as one of ours; told by its shape, since the library is loaded late. */
export function faultOf(method: string, error: unknown, guildId?: string): DiscordFault {
  if (error instanceof DiscordFault) return error;
  const { name, code, status, retryAfter, timeToReset, sublimitTimeout } = (typeof error === 'object' && error !== null ? error : {}) as Thrown;
  // Its errors carry what was sent: as a cause they would bring that, and tokens of interactions, into the log.
  const cause = error instanceof Error ? new Error(error.message.slice(0, 500)) : undefined;
  const about = { ...(guildId === undefined ? {} : { guildId }), ...(cause === undefined ? {} : { cause }) };
  if (typeof name === 'string' && name.startsWith('RateLimitError')) {
    const ms = Math.max(...[retryAfter, timeToReset, sublimitTimeout].map((it) => (typeof it === 'number' && Number.isFinite(it) ? it : 0)));
    return new DiscordFault(method, 'rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(ms / 1000)), ...about });
  }
  // A call that carries a token of its own, such as an interaction's, says nothing of ours.
  if (status === 401 && !carriesItsToken(method)) return new DiscordFault(method, 'bad_token', about);
  if (typeof status === 'number' && status >= 500) return new DiscordFault(method, 'http_5xx', about);
  // A server that we are not in looks like one that is not there, or like one that is locked.
  if (/^(?:GET \/guilds\/[^/]+|PUT \/applications\/\d+\/guilds\/\d+\/commands)$/.test(method) && (status === 400 || status === 403 || status === 404)) return new DiscordFault(method, 'not_in_guild', about);
  if (typeof status === 'number') return new DiscordFault(method, typeof code === 'number' && code > 0 ? String(code) : status === 408 ? 'http_5xx' : 'http_4xx', about);
  if (error instanceof SyntaxError) return new DiscordFault(method, 'bad_answer', about);
  return new DiscordFault(method, networkCode(error), about);
}
