import { z } from 'zod';
import { missingScopes } from '../../chat/slack/scopes.ts';
import { verdictOn } from '../../chat/slack/verdicts.ts';
import { sayIn, type Say } from '../../texts/say.ts';
import { callOut } from '../http.ts';
import type { Message, Provider, Receipt, Tools } from '../provider.ts';
import { Refusal } from '../refusal.ts';

const secret = z.string().trim().min(1).max(1024);
const settings = z.object({
  bot_token: secret.meta({ secret: true }),
  /** HTTP; two, separated by a comma, while it is being replaced. */
  signing_secret: secret.optional().meta({ secret: true }),
  /** Socket Mode; wins when both are there. */
  app_token: secret.optional().meta({ secret: true }),
  /** An id or a name: where cards go whose team has no channel of its own. */
  default_channel: z.string().trim().min(1).max(100).optional(),
});
type SlackSettings = z.infer<typeof settings>;

const appsUrl = 'https://api.slack.com/apps';

/**
 * Not a way to reach people: this row is the configuration of the platform (spec §8), which speaks for itself.
 * Sending by it is a test: is the token known, what does it lack, can it post?
 */
export const slack: Provider<SlackSettings> = { settings, means: [], send };

async function send(message: Message, given: SlackSettings, tools: Tools): Promise<Receipt> {
  const say = sayIn(message.language);
  const me = await call('auth.test', given.bot_token, {}, tools);
  if (given.app_token !== undefined) await openSocket(given.app_token, tools);
  const channel = message.to === '' ? given.default_channel : message.to;
  const posted = channel === undefined ? undefined : await call('chat.postMessage', given.bot_token, { channel, text: `*${escaped(message.headline)}*\n${escaped(message.body)}`, unfurl_links: false }, tools);
  const parts = [
    say('slackSetup.signed_in', { bot: `@${text(me.body['user'])}`, workspace: text(me.body['team']) }),
    channel === undefined ? say('slackSetup.nothing_posted') : say('slackSetup.posted', { channel }),
    ...lacking(given, me.scopes, say),
  ];
  return { state: 'accepted', ...(typeof posted?.body['ts'] === 'string' ? { id: posted.body['ts'] } : {}), note: parts.join(' ') };
}

/** What is well enough to post but not to work with. */
function lacking(given: SlackSettings, scopes: string | undefined, say: Say): string[] {
  const missing = missingScopes(scopes);
  return [
    ...(given.app_token !== undefined ? [say('slackSetup.socket_works')] : given.signing_secret === undefined ? [say('slackSetup.no_way_in')] : []),
    ...(missing.length === 0 ? [] : [say('slackSetup.scopes_missing', { scopes: missing.join(', '), link: appsUrl })]),
  ];
}

async function openSocket(appToken: string, tools: Tools): Promise<void> {
  try {
    await call('apps.connections.open', appToken, {}, tools);
  } catch (error) {
    if (!(error instanceof Refusal) || error.retry || error.params['code'] === undefined) throw error;
    throw new Refusal('slackSetup.refused_app_token', { why: error.params['code'] }, { retry: false, cause: error });
  }
}

/** One method of the Web API, by plain HTTP. @throws Refusal in the words that the platform uses too */
async function call(method: string, token: string, body: object, tools: Tools): Promise<{ body: Record<string, unknown>; scopes: string | undefined }> {
  const url = `${(tools.slackApiUrl ?? 'https://slack.com/api').replace(/\/+$/, '')}/${method}`;
  const answer = await callOut(url, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body),
    // The operator named this address in the environment, so it may be anywhere.
    tools: tools.slackApiUrl === undefined ? tools : { ...tools, allowAddresses: ['0.0.0.0/0', '::/0'] },
  });
  const read = objectIn(answer.body);
  if (read === undefined) throw new Refusal('slackSetup.unreadable', { host: new URL(url).host }, { retry: false });
  if (read['ok'] !== true) {
    const code = text(read['error']).slice(0, 80);
    const { said, retry = false } = verdictOn(code);
    throw new Refusal(said, { method, code, link: appsUrl, needed: text(read['needed']), seconds: 1 }, { retry });
  }
  const scopes = answer.headers['x-oauth-scopes'];
  return { body: read, scopes: Array.isArray(scopes) ? scopes.join(',') : scopes };
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(json);
    return typeof read === 'object' && read !== null ? read as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : '?');
const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
