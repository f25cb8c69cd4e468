import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Provider } from '../../src/delivery/provider.ts';
import { platformKinds } from '../../src/domain/providers/platform-row.ts';
import { providerOf, providers, secretMembersOf } from '../../src/delivery/providers.ts';

/** The least and the most that an admin may give, by kind; a new provider adds its own. */
const SETTINGS: Record<string, object[]> = {
  DISCORD: [
    { webhook_url: 'https://discord.com/api/webhooks/1/x-y' },
    { bot_token: 'M.T.k', guild_id: '123456789012345678' },
    { bot_token: 'M.T.k', guild_id: '123456789012345678', default_channel: '123456789012345679', incidents_category_id: '123456789012345680', archive_category_id: '123456789012345681', staff_role_ids: '123456789012345682, 123456789012345683', rooms_seen_by: 'everyone', rooms_when_over: 'delete', api_url: 'https://discord.example.org/api' },
  ],
  NTFY: [
    { server_url: 'https://ntfy.sh' },
    { server_url: 'https://ntfy.example.org/', default_topic: 'oncall', access_token: 'tk_1', username: 'imas', password: 'hunter2', default_priority: '4', reply_topic: 'imas-reply-1' },
  ],
  OVH_SMS: [
    { application_key: 'a', application_secret: 'b', consumer_key: 'c', service_name: 'sms-ab12345-1' },
    { application_key: 'a', application_secret: 'b', consumer_key: 'c', service_name: 'sms-ab12345-1', sender: 'IMAS', endpoint: 'https://ovh.example.org/1.0', low_credit: '20' },
  ],
  SLACK: [
    { bot_token: 'xoxb-1' },
    { bot_token: 'xoxb-1', signing_secret: 'old,new', app_token: 'xapp-1', default_channel: '#ops' },
  ],
  SMTP: [
    { host: 'mail.example.org', from: 'oncall@example.org' },
    { host: 'mail.example.org', port: '465', username: 'bot', password: 'hunter2', use_ssl: 'true', from_email: 'a@example.org', from_name: 'On call' },
  ],
  TWILIO: [
    { account_sid: `AC${'0'.repeat(32)}`, auth_token: 't', from: '+33600000000' },
    { account_sid: `AC${'0'.repeat(32)}`, auth_token: 't', from: '+33600000000', base_url: 'https://api.dublin.ie1.twilio.com' },
  ],
  WEBHOOK: [
    { url: 'https://hooks.example.org/x' },
    { url: 'https://hooks.example.org/x', method: 'PUT', headers: 'X-Token: hunter2', secret: 'hunter2', format: 'json' },
    { url: 'https://hooks.slack.com/services/T/B/X', format: 'slack' },
    { url: 'https://prod-1.westeurope.logic.azure.com/workflows/x', format: 'teams' },
    { secret: 'R0UT1NG', format: 'pagerduty' },
    { url: 'https://api.eu.opsgenie.com', secret: 'g', format: 'opsgenie' },
  ],
};
const SECRET_NAME = /secret|password|token|_key$|headers|reply_topic|^url$|webhook_url/;
const every = Object.entries<Provider>(providers);

test('each file in delivery/providers is in the list under its name in capitals', () => {
  const files = readdirSync(new URL('../../src/delivery/providers', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
  expect(every.map(([kind]) => kind.toLowerCase()).toSorted()).toEqual(files.toSorted());
});

test('an unknown kind, or one that every object has, is no provider', () => {
  expect(providerOf('PIGEON')).toBeUndefined();
  expect(providerOf('constructor')).toBeUndefined();
});

describe.each(every)('%s', (kind, provider) => {
  test('serves at least one means, or is a chat platform’s configuration', () => expect(provider.means.length > 0).toBe(!platformKinds.includes(kind)));

  test('refuses empty settings with a reason', () => expect(provider.settings.safeParse({}).error?.issues.length).toBeGreaterThan(0));

  test('takes its settings, and again what it made of them, as they are stored', () => {
    const samples = SETTINGS[kind] ?? [];
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      const once = provider.settings.parse(sample);
      expect(provider.settings.parse(JSON.parse(JSON.stringify(once)))).toEqual(once);
    }
  });

  test('marks every member that sounds like a secret', () => {
    const { properties = {} } = z.toJSONSchema(provider.settings, { io: 'input', unrepresentable: 'any' });
    expect(secretMembersOf(provider).toSorted()).toEqual(Object.keys(properties).filter((name) => SECRET_NAME.test(name)).toSorted());
  });
});
