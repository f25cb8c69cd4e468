import type { ProviderKind } from '../domain/ports.ts';
import type { TextKey } from '../texts/say.ts';
import { AppError } from '../errors.ts';
import type { Answer, Field, Picked } from './card.ts';
import type { Drawing } from './command.ts';
import { limitFields, limitNames } from './limit-fields.ts';
import { isNone } from './none.ts';
import { isYes } from './yes-no.ts';

/** Which command asks for a kind's settings, and what is settled already. */
export interface SettingsForm { command: 'provider/add' | 'provider/edit' | 'imas/setup-slack' | 'imas/setup-discord'; args: Readonly<Record<string, string>>; values: Readonly<Record<string, string>>; title: string }

/** What a person reads for a setting instead of its name. */
const words: Readonly<Record<string, { label: TextKey; help?: TextKey }>> = {
  'SMTP.host': { label: 'providerCommands.smtp_host', help: 'providerCommands.smtp_host_help' },
  'SMTP.port': { label: 'providerCommands.smtp_port', help: 'providerCommands.smtp_port_help' },
  'SMTP.username': { label: 'providerCommands.smtp_username', help: 'providerCommands.smtp_username_help' },
  'SMTP.password': { label: 'providerCommands.smtp_password' },
  'SMTP.use_tls': { label: 'providerCommands.smtp_use_tls', help: 'providerCommands.smtp_use_tls_help' },
  'SMTP.use_ssl': { label: 'providerCommands.smtp_use_ssl', help: 'providerCommands.smtp_use_ssl_help' },
  'SMTP.allow_self_signed': { label: 'providerCommands.smtp_allow_self_signed' },
  'SMTP.from': { label: 'providerCommands.smtp_from', help: 'providerCommands.smtp_from_help' },
  'SLACK.bot_token': { label: 'slackSetup.bot_token', help: 'slackSetup.bot_token_help' },
  'SLACK.signing_secret': { label: 'slackSetup.signing_secret', help: 'slackSetup.signing_secret_help' },
  'SLACK.app_token': { label: 'slackSetup.app_token', help: 'slackSetup.app_token_help' },
  'SLACK.default_channel': { label: 'slackSetup.default_channel', help: 'slackSetup.default_channel_help' },
  'OVH_SMS.application_key': { label: 'sms.ovh_application_key', help: 'sms.ovh_application_key_help' },
  'OVH_SMS.application_secret': { label: 'sms.ovh_application_secret' },
  'OVH_SMS.consumer_key': { label: 'sms.ovh_consumer_key', help: 'sms.ovh_consumer_key_help' },
  'OVH_SMS.service_name': { label: 'sms.ovh_service_name', help: 'sms.ovh_service_name_help' },
  'OVH_SMS.sender': { label: 'sms.ovh_sender', help: 'sms.ovh_sender_help' },
  'OVH_SMS.endpoint': { label: 'sms.ovh_endpoint', help: 'sms.ovh_endpoint_help' },
  'OVH_SMS.low_credit': { label: 'sms.ovh_low_credit', help: 'sms.ovh_low_credit_help' },
  'TWILIO.account_sid': { label: 'sms.twilio_account_sid', help: 'sms.twilio_account_sid_help' },
  'TWILIO.auth_token': { label: 'sms.twilio_auth_token', help: 'sms.twilio_auth_token_help' },
  'TWILIO.from': { label: 'sms.twilio_from', help: 'sms.twilio_from_help' },
  'TWILIO.base_url': { label: 'sms.twilio_base_url', help: 'sms.twilio_base_url_help' },
  'DISCORD.webhook_url': { label: 'outgoing.discord_webhook_url', help: 'outgoing.discord_webhook_url_help' },
  'DISCORD.bot_token': { label: 'outgoing.discord_bot_token', help: 'outgoing.discord_bot_token_help' },
  'DISCORD.guild_id': { label: 'outgoing.discord_guild_id', help: 'outgoing.discord_guild_id_help' },
  'DISCORD.default_channel': { label: 'outgoing.discord_default_channel', help: 'outgoing.discord_default_channel_help' },
  'DISCORD.incidents_category_id': { label: 'outgoing.discord_incidents_category_id', help: 'outgoing.discord_incidents_category_id_help' },
  'DISCORD.archive_category_id': { label: 'outgoing.discord_archive_category_id', help: 'outgoing.discord_archive_category_id_help' },
  'DISCORD.staff_role_ids': { label: 'outgoing.discord_staff_role_ids', help: 'outgoing.discord_staff_role_ids_help' },
  'DISCORD.rooms_seen_by': { label: 'outgoing.discord_rooms_seen_by', help: 'outgoing.discord_rooms_seen_by_help' },
  'DISCORD.rooms_when_over': { label: 'outgoing.discord_rooms_when_over', help: 'outgoing.discord_rooms_when_over_help' },
  'DISCORD.api_url': { label: 'outgoing.discord_api_url', help: 'outgoing.discord_api_url_help' },
  'NTFY.server_url': { label: 'outgoing.ntfy_server_url', help: 'outgoing.ntfy_server_url_help' },
  'NTFY.default_topic': { label: 'outgoing.ntfy_default_topic', help: 'outgoing.ntfy_default_topic_help' },
  'NTFY.access_token': { label: 'outgoing.ntfy_access_token', help: 'outgoing.ntfy_access_token_help' },
  'NTFY.username': { label: 'outgoing.ntfy_username', help: 'outgoing.ntfy_username_help' },
  'NTFY.password': { label: 'providerCommands.smtp_password' },
  'NTFY.default_priority': { label: 'outgoing.ntfy_default_priority', help: 'outgoing.ntfy_default_priority_help' },
  'WEBHOOK.format': { label: 'outgoing.webhook_format', help: 'outgoing.webhook_format_help' },
  'WEBHOOK.url': { label: 'providerCommands.webhook_url', help: 'outgoing.webhook_url_help' },
  'WEBHOOK.method': { label: 'providerCommands.webhook_method', help: 'providerCommands.webhook_method_help' },
  'WEBHOOK.headers': { label: 'providerCommands.webhook_headers', help: 'providerCommands.webhook_headers_help' },
  'WEBHOOK.secret': { label: 'outgoing.webhook_secret', help: 'outgoing.webhook_secret_help' },
};
/** What is picked where the form is shown on that platform. */
const picked: Readonly<Record<string, Picked>> = {
  'SLACK.default_channel': 'slack channel', 'DISCORD.default_channel': 'discord channel',
  'DISCORD.incidents_category_id': 'discord category', 'DISCORD.archive_category_id': 'discord category', 'DISCORD.staff_role_ids': 'discord roles',
};
/** What a choice is called, where its name alone says too little. */
const choiceWords: Readonly<Record<string, TextKey>> = {
  'WEBHOOK.format.json': 'outgoing.format_json', 'WEBHOOK.format.slack': 'outgoing.format_slack', 'WEBHOOK.format.teams': 'outgoing.format_teams',
  'DISCORD.rooms_seen_by.staff': 'outgoing.discord_seen_by_staff', 'DISCORD.rooms_seen_by.everyone': 'outgoing.discord_seen_by_everyone',
  'DISCORD.rooms_when_over.archive': 'outgoing.discord_over_archive', 'DISCORD.rooms_when_over.delete': 'outgoing.discord_over_delete', 'DISCORD.rooms_when_over.keep': 'outgoing.discord_over_keep',
  'WEBHOOK.format.pagerduty': 'outgoing.format_pagerduty', 'WEBHOOK.format.opsgenie': 'outgoing.format_opsgenie',
};
/** The same said otherwise, for programs, or made by ourselves: nothing to ask a person. */
const unasked: ReadonlySet<string> = new Set(['SMTP.from_email', 'SMTP.from_name', 'NTFY.reply_topic']);

/** The form of a kind's settings; what is secret is never shown again. */
export function settingsForm({ say }: Drawing, kind: ProviderKind, { command, args, values, title }: SettingsForm, problems: Readonly<Record<string, string>> = {}): Answer {
  const isNew = command !== 'provider/edit';
  const nameOf = (...path: string[]): string => {
    const key = choiceWords[path.join('.')];
    return key === undefined ? path.at(-1)! : say(key);
  };
  const fields = kind.fields.filter((field) => !unasked.has(`${kind.kind}.${field.name}`)).map((field): Field => {
    const known = words[`${kind.kind}.${field.name}`];
    const value = field.kind === 'secret' ? undefined : (values[field.name] ?? (isNew ? field.fallback : undefined));
    const problem = problems[field.name];
    const picks = picked[`${kind.kind}.${field.name}`];
    const help = field.kind === 'secret' && !isNew ? say('providerCommands.secret_stays') : known?.help === undefined ? field.help : say(known.help);
    return {
      name: field.name, label: known === undefined ? field.label : say(known.label), kind: field.choices === undefined ? field.kind : 'choice', required: field.required && (isNew || field.kind !== 'secret'),
      ...(field.choices === undefined ? {} : { choices: field.choices.map((choice) => ({ value: choice, label: nameOf(kind.kind, field.name, choice) })) }),
      ...(value === undefined ? {} : { value }), ...(help === undefined ? {} : { help }), ...(problem === undefined ? {} : { error: problem }), ...(picks === undefined ? {} : { picks: [picks] }),
    };
  });
  if (!isNew) fields.push(...limitFields(say, kind.kind, values, problems));
  return { kind: 'form', form: { title, command, args, fields, submit: say('teamCommands.save') } };
}

/** Typed settings as the kind wants them; empty ones are left out, `none` takes one away. */
export function readSettings(kind: ProviderKind, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const read = (field: ProviderKind['fields'][number], word: string): unknown => {
    if (field.kind !== 'secret' && isNone(word)) return null;
    if (field.kind === 'number') return Number(word);
    if (field.choices !== undefined) return field.choices.find((choice) => choice.toLowerCase() === word.trim().toLowerCase()) ?? word.trim();
    return field.kind === 'boolean' ? isYes(word) : word;
  };
  const wanted = kind.fields.filter((field) => (typed[field.name] ?? '').trim() !== '');
  return Object.fromEntries(wanted.map((field) => [field.name, read(field, typed[field.name]!)]));
}

/** What an error says about the fields of the form; undefined when it is about something else. */
export function settingsProblems(error: unknown, kind: ProviderKind, { say }: Drawing): Record<string, string> | undefined {
  if (!(error instanceof AppError)) return undefined;
  const own = Object.entries(error.extras.fields ?? {}).filter(([name]) => limitNames.some((limit) => limit === name) || kind.fields.some((field) => field.name === name));
  return own.length === 0 ? undefined : Object.fromEntries(own.map(([name, problem]) => [name, say(problem.key, problem.params)]));
}
