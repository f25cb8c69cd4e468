import { z } from 'zod';
import type { Provider } from './provider.ts';
import { discord } from './providers/discord.ts';
import { ntfy } from './providers/ntfy.ts';
import { ovh_sms } from './providers/ovh_sms.ts';
import { slack } from './providers/slack.ts';
import { smtp } from './providers/smtp.ts';
import { twilio } from './providers/twilio.ts';
import { webhook } from './providers/webhook.ts';

/** Every kind of provider, under the name that people and the database give it. */
export const providers = {
  DISCORD: discord,
  NTFY: ntfy,
  OVH_SMS: ovh_sms,
  SLACK: slack,
  SMTP: smtp,
  TWILIO: twilio,
  WEBHOOK: webhook,
} satisfies Record<string, Provider>;

export type ProviderKind = keyof typeof providers;

/** The provider of a kind, to be given settings that its own `settings` has parsed; undefined for an unknown kind. */
export function providerOf(kind: string): Provider | undefined {
  return Object.hasOwn(providers, kind) ? providers[kind as ProviderKind] : undefined;
}

/** Names of the settings that are secrets: sealed at rest, masked when read. */
export function secretMembersOf(provider: Pick<Provider, 'settings'>): string[] {
  const { properties = {} } = z.toJSONSchema(provider.settings, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).filter(([, member]) => typeof member === 'object' && member['secret'] === true).map(([name]) => name);
}
