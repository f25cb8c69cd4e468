import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** A value that cannot be printed by accident: JSON, logs and templates show `[secret]`. */
class Secret {
  readonly #value: string;
  constructor(value: string) { this.#value = value; }
  reveal(): string { return this.#value; }
  toString(): string { return '[secret]'; }
  toJSON(): string { return '[secret]'; }
  [Symbol.for('nodejs.util.inspect.custom')](): string { return '[secret]'; }
}

const secret = z.string().min(1).transform((value) => new Secret(value));
const address = z.string().refine((value) => URL.canParse(value), 'should be a URL such as https://imas.example.com');
const web = address.refine((value) => /^https?:/.test(value), 'should begin with http:// or https://');
const list = z.string().transform((value) => value.split(',').map((word) => word.trim()).filter((word) => word !== ''));
const network = (word: string): boolean => {
  const [ip, bits, ...rest] = word.split('/');
  const family = isIP(ip ?? '');
  return family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
};
const networks = list.refine((words) => words.every(network), 'should be addresses or networks separated by commas, such as 10.0.0.0/8,192.168.1.5');
const zone = z.string().refine((value) => {
  try { new Intl.DateTimeFormat('en', { timeZone: value }); return true; } catch { return false; }
}, 'should be a time zone such as Europe/Paris');

const environment = z.object({
  PORT: z.string().regex(/^\d{1,5}$/, 'should be a port number from 0 to 65535').transform(Number).refine((port) => port <= 65_535, 'should be a port number from 0 to 65535').default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: web.transform((value) => value.replace(/\/+$/, '')).optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'should look like postgres://user:password@host:5432/database').optional(),
  IMAS_DATA_DIR: z.string().min(1).default('.imas'),
  IMAS_SECRET_KEY: z.string().min(32, 'should be at least 32 characters long').transform((value) => new Secret(value)).optional(),
  IMAS_OLD_SECRET_KEYS: list.transform((words) => words.map((word) => new Secret(word))).default([]),
  IMAS_TIME_ZONE: zone.optional(),
  IMAS_LANGUAGE: z.enum(['en', 'fr'], 'should be en or fr').default('en'),
  IMAS_ALLOW_ADDRESSES: networks.default([]),
  IMAS_TRUSTED_PROXIES: networks.default([]),
  IMAS_HEARTBEAT_URL: address.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'should be one of trace, debug, info, warn, error, fatal, silent').default('info'),
  SLACK_BOT_TOKEN: secret.optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: secret.optional(),
  SLACK_API_URL: web.optional(),
  DISCORD_TOKEN: secret.optional(),
  DISCORD_GUILD_ID: z.string().optional(),
  DISCORD_API_URL: address.optional(),
});

export type Config = Readonly<z.output<typeof environment>> & { readonly dataDir: string; readonly timeZone: string };

/** One sentence that names the setting and what it should look like; start-up ends with it and exit code 1. */
export class BadSetting extends Error {}

/**
 * The environment (spec §13), read once. An empty value counts as unset.
 * @throws BadSetting
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new BadSetting(`The setting ${issue.path.join('.')} is wrong: it ${issue.message.startsWith('should') ? issue.message : `is not valid (${issue.message})`}.`);
  }
  if (parsed.data.DATABASE_URL !== undefined && parsed.data.IMAS_SECRET_KEY === undefined) {
    throw new BadSetting('The setting IMAS_SECRET_KEY is missing: with DATABASE_URL it is required and should be at least 32 random characters, the same for every replica.');
  }
  demandSlackPair(parsed.data);
  return {
    ...parsed.data,
    dataDir: resolve(parsed.data.IMAS_DATA_DIR),
    timeZone: parsed.data.IMAS_TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** One Slack token alone connects nothing, and says nothing: better to stop than to wait for messages in vain. */
function demandSlackPair({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signing, SLACK_APP_TOKEN: app }: z.output<typeof environment>): void {
  if (bot !== undefined && signing === undefined && app === undefined) {
    throw new BadSetting('The setting SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing: SLACK_BOT_TOKEN needs the signing secret of the app’s page "Basic Information" (HTTP), or an app-level token that begins with xapp- (Socket Mode).');
  }
  if (bot === undefined && (signing !== undefined || app !== undefined)) {
    throw new BadSetting(`The setting SLACK_BOT_TOKEN is missing: with ${app === undefined ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN'} it is required and should be the bot token of the app’s page "OAuth & Permissions", which begins with xoxb-.`);
  }
}
