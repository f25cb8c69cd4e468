import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/delivery/provider.ts';
import { webhook } from '../../src/delivery/providers/webhook.ts';
import { fakeHttp } from '../fakes/http.ts';
import { fakeOpsgenie } from '../fakes/opsgenie.ts';
import { fakePagerDuty } from '../fakes/pagerduty.ts';
import { aMessage } from './message.ts';

const tools = { allowAddresses: ['127.0.0.1'], timeoutMs: 2_000 };
const url = 'https://imas.example.org/#/incident/INC-42';
const about = (event: string, more: Partial<Message> = {}, incident: object = {}) => aMessage({ to: '', incidentUrl: url, facts: { event, timestamp: '2026-11-22T03:00:00.000Z', incident: { ...aMessage().facts!.incident!, by: 'bea', ...incident } }, ...more });
const tell = (settings: object, message: Message) => webhook.send(message, webhook.settings.parse(settings), tools);
const hostile = '<!channel> <https://evil.example|click> *bold* [x](https://evil.example) & <b>"\n\u202e@everyone ';
const life = ['opened', 'acknowledged', 'reopened', 'resolved'] as const;

async function bodyOf(format: string, message: Message): Promise<{ text: string; read: Record<string, unknown> }> {
  await using server = await fakeHttp();
  await tell({ url: server.url, format }, message);
  const { body, headers } = await server.next();
  expect(headers['content-type']).toBe('application/json');
  expect(headers).not.toHaveProperty('x-imas-signature');
  return { text: body, read: JSON.parse(body) as Record<string, unknown> };
}

describe('slack', () => {
  test('gets blocks', async () => {
    expect((await bodyOf('slack', about('incident.acknowledged'))).read).toEqual({
      text: 'SEV1 redis-prod: Redis is down · Acknowledged by bea',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'SEV1 redis-prod: Redis is down', emoji: false } },
        { type: 'section', text: { type: 'mrkdwn', text: '*Acknowledged by bea*' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'It does not answer.' } },
        { type: 'section', text: { type: 'mrkdwn', text: `<${url}|Open the incident>` } },
      ],
      unfurl_links: false, unfurl_media: false,
    });
  });
  test('gets hostile text as text, within Block Kit’s limits when escaped', async () => {
    const { read, text } = await bodyOf('slack', about('incident.opened', { headline: hostile.repeat(20), body: '&'.repeat(5000) + hostile }));
    expect(text).not.toMatch(/<!|<https:..evil|<b>/);
    for (const { type, text: { text: drawn } } of read['blocks'] as { type: string; text: { text: string } }[]) {
      expect(drawn.length).toBeLessThanOrEqual(type === 'header' ? 150 : 3000);
      expect(drawn).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  });
  test('refuses in a word', async () => {
    await using server = await fakeHttp();
    server.answer({ status: 404, body: 'no_service' });
    await expect(tell({ url: server.url, format: 'slack' }, about('incident.opened'))).rejects.toMatchObject({ retry: false, params: { why: 'no_service' } });
  });
});

describe('teams', () => {
  test('gets an Adaptive Card', async () => {
    expect((await bodyOf('teams', about('incident.resolved', { body: 'One.\n\nTwo.' }))).read).toEqual({
      type: 'message',
      attachments: [{
        contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', msteams: { width: 'Full' }, fallbackText: 'SEV1 redis-prod: Redis is down',
          body: [
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'SEV1 redis-prod: Redis is down', weight: 'Bolder', size: 'Large' }] },
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Resolved by bea', weight: 'Bolder' }] },
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'One.' }] }, { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Two.' }] },
          ],
          actions: [{ type: 'Action.OpenUrl', title: 'Open the incident', url }],
        },
      }],
    });
  });
  test.each(['"\n'.repeat(20_000), '🧯'.repeat(20_000)])('never gets more than 28 KB (%#)', async (body) => {
    expect(Buffer.byteLength((await bodyOf('teams', about('incident.opened', { body }))).text)).toBeLessThan(28_000);
  });
});

describe('pagerduty', () => {
  test.each([['SEV1_CRITICAL', 'critical'], ['SEV2_HIGH', 'error'], ['SEV3_MEDIUM', 'warning'], ['SEV4_LOW', 'info']])('an incident of %s is an alert of severity %s under its own id', async (severity, theirs) => {
    await using vendor = await fakePagerDuty('R0UT1NG');
    expect(await tell({ url: vendor.url, format: 'pagerduty', secret: 'R0UT1NG' }, about('incident.opened', {}, { severity }))).toEqual({ state: 'accepted', id: 'i-42' });
    expect(vendor.alerts).toMatchObject([{ key: 'i-42', status: 'triggered', severity: theirs, summary: 'SEV1 redis-prod: Redis is down', payload: { source: 'redis-prod', component: 'redis-prod', group: 'SRE', custom_details: { incident: 'INC-42', text: 'It does not answer.' } }, links: [{ href: url, text: 'Open the incident' }] }]);
  });
  test('lives as the incident does: opened, acknowledged, opened again, resolved', async () => {
    await using vendor = await fakePagerDuty('R0UT1NG');
    for (const word of life) await tell({ url: vendor.url, format: 'pagerduty', secret: 'R0UT1NG' }, about(`incident.${word}`));
    expect(vendor.alerts).toMatchObject([{ status: 'resolved', events: ['trigger', 'acknowledge', 'trigger', 'resolve'] }]);
  });
  test('shows a test for a moment only', async () => {
    await using vendor = await fakePagerDuty('R0UT1NG');
    const { facts: _none, ...plain } = aMessage({ to: '' });
    await tell({ url: vendor.url, format: 'pagerduty', secret: 'R0UT1NG' }, plain);
    expect(vendor.alerts).toMatchObject([{ status: 'resolved', severity: 'info' }]);
  });
  test('refuses a wrong key in its own words, without the key', async () => {
    await using vendor = await fakePagerDuty('R0UT1NG');
    const refused = await tell({ url: vendor.url, format: 'pagerduty', secret: 'canary-key' }, about('incident.opened')).catch((error: unknown) => error as Error);
    expect((refused as Error).message).toContain('Event object is invalid: Invalid routing key: •••');
  });
  test('gets hostile and endless text within its limits', async () => {
    await using vendor = await fakePagerDuty('R0UT1NG');
    await tell({ url: vendor.url, format: 'pagerduty', secret: 'R0UT1NG' }, about('incident.opened', { headline: hostile.repeat(200), body: hostile.repeat(50_000) }));
    expect(vendor.alerts).toHaveLength(1);
  });
});

describe('opsgenie', () => {
  test.each([['SEV1_CRITICAL', 'P1'], ['SEV2_HIGH', 'P2'], ['SEV3_MEDIUM', 'P3'], ['SEV4_LOW', 'P4']])('an incident of %s is an alert of priority %s under its alias', async (severity, priority) => {
    await using vendor = await fakeOpsgenie('genie');
    expect((await tell({ url: vendor.url, format: 'opsgenie', secret: 'genie' }, about('incident.opened', {}, { severity }))).state).toBe('accepted');
    expect(vendor.alerts).toMatchObject([{ alias: 'i-42', priority, message: 'SEV1 redis-prod: Redis is down', description: 'It does not answer.', status: 'open', details: { incident: 'INC-42', url }, tags: ['INC-42', `SEV${priority[1]}`, 'SRE'] }]);
  });
  test('lives as the incident does: opened, acknowledged, given back, resolved, each by whom', async () => {
    await using vendor = await fakeOpsgenie('genie');
    const settings = { url: `${vendor.url}/`, format: 'opsgenie', secret: 'genie' };
    await tell(settings, about('incident.opened'));
    await tell(settings, about('incident.acknowledged'));
    expect(vendor.alerts).toMatchObject([{ acknowledged: true }]);
    await tell(settings, about('incident.reopened'));
    expect(vendor.alerts).toMatchObject([{ acknowledged: false, count: 2 }]);
    await tell(settings, about('incident.resolved'));
    expect(vendor.alerts).toMatchObject([{ status: 'closed', by: ['acknowledge bea', 'unacknowledge', 'close bea'] }]);
    await tell(settings, about('incident.reopened'));
    expect(vendor.alerts).toMatchObject([{ status: 'closed' }, { status: 'open' }]);
  });
  test('refuses a wrong key in its own words, without the key', async () => {
    await using vendor = await fakeOpsgenie('genie');
    const refused = await tell({ url: vendor.url, format: 'opsgenie', secret: 'canary-key' }, about('incident.opened')).catch((error: unknown) => error as Error);
    expect((refused as Error).message).toContain('API Key ••• is not valid');
  });
  test('gets hostile and endless text within its limits', async () => {
    await using vendor = await fakeOpsgenie('genie');
    await tell({ url: vendor.url, format: 'opsgenie', secret: 'genie' }, about('incident.opened', { headline: hostile.repeat(200), body: hostile.repeat(5000) }, { service: hostile.repeat(50), team: hostile.repeat(50) }));
    expect(vendor.alerts).toHaveLength(1);
    expect(vendor.alerts[0]!.description).not.toMatch(/<[a-z/]/i);
  });
});

test.each([
  ['json', 503, true], ['slack', 429, true], ['teams', 202, undefined], ['teams', 400, false], ['pagerduty', 429, true], ['pagerduty', 500, true], ['opsgenie', 429, true], ['opsgenie', 422, false],
])('%s answered %i may be tried again: %s', async (format, status, retry) => {
  await using server = await fakeHttp();
  server.answer({ status, headers: { 'retry-after': '9' }, body: '<html>oops</html>' });
  const told = tell({ url: server.url, format, secret: 'k' }, about('incident.opened'));
  if (retry === undefined) expect(await told).toEqual({ state: 'accepted' });
  else await expect(told).rejects.toMatchObject({ retry, ...(retry ? { retryAfterSeconds: 9 } : {}) });
});

test.each(['pagerduty', 'opsgenie'])('%s is not believed when it answers 202 with a page of HTML', async (format) => {
  await using server = await fakeHttp();
  server.answer({ status: 202, body: '<html>Sign in</html>' });
  await expect(tell({ url: server.url, format, secret: 'k' }, about('incident.opened'))).rejects.toMatchObject({ key: 'outgoing.unreadable' });
});

test.each([{ format: 'slack' }, { format: 'pagerduty' }, { format: 'opsgenie', url: 'https://api.eu.opsgenie.com' }, { format: 'slack', url: 'https://hooks.slack.com/x', method: 'PUT' }, { format: 'xml', url: 'https://x.example' }])(
  'settings %j are refused', (given) => expect(webhook.settings.safeParse(given).success).toBe(false));
