import type { Config } from '../../config.ts';

/** How Slack is spoken to. With an app token events come through Socket Mode, else by HTTP, signed with one of the secrets. */
export interface SlackSettings {
  botToken: string;
  /** Two while the secret is being changed. */
  signingSecrets: readonly string[];
  appToken?: string;
  /** Ends in exactly one `/`. */
  apiUrl: string;
  /** Where cards go whose team has no channel of its own. */
  defaultChannel?: string;
}
/** The opened settings of a provider of kind SLACK. */
export interface StoredSlack { bot_token?: string; signing_secret?: string; app_token?: string; default_channel?: string; api_url?: string }
export type SlackEnvironment = Pick<Config, 'SLACK_BOT_TOKEN' | 'SLACK_SIGNING_SECRET' | 'SLACK_APP_TOKEN' | 'SLACK_API_URL'>;

const words = (list: string | undefined): string[] => (list ?? '').split(',').map((word) => word.trim()).filter((word) => word !== '');

/**
 * The settings of the environment, and of the stored provider where the environment is silent (spec §13: it wins).
 * @returns undefined while no bot token is known: Slack is not set up
 */
export function slackSettings(env: SlackEnvironment, stored: StoredSlack = {}): SlackSettings | undefined {
  const botToken = env.SLACK_BOT_TOKEN?.reveal() ?? stored.bot_token;
  const appToken = env.SLACK_APP_TOKEN?.reveal() ?? stored.app_token;
  if (botToken === undefined || botToken.trim() === '') return undefined;
  return {
    botToken: botToken.trim(),
    signingSecrets: words(env.SLACK_SIGNING_SECRET?.reveal() ?? stored.signing_secret),
    apiUrl: `${(env.SLACK_API_URL ?? stored.api_url ?? 'https://slack.com/api').replace(/\/+$/, '')}/`,
    ...(appToken === undefined || appToken.trim() === '' ? {} : { appToken: appToken.trim() }),
    ...(stored.default_channel === undefined || stored.default_channel === '' ? {} : { defaultChannel: stored.default_channel }),
  };
}
