import { describe, expect, test } from 'vitest';
import { eventsUntil, type IncidentEvent } from '../../../src/domain/notifications/tell-webhooks.ts';
import { fakePagerDuty } from '../../fakes/pagerduty.ts';
import { fakeHttp } from '../../fakes/http.ts';
import { fakeDiscordWebhook } from '../../fakes/discord-webhook.ts';
import { fakeOpsgenie } from '../../fakes/opsgenie.ts';
import { addProvider } from '../../../src/domain/providers/add-provider.ts';
import { aWorld, alertmanagerBody, type World } from '../../world.ts';

test.each<[IncidentEvent | undefined, 'opened' | 'acknowledged' | 'resolved', IncidentEvent[]]>([
  [undefined, 'opened', ['opened']], [undefined, 'acknowledged', ['opened', 'acknowledged']], [undefined, 'resolved', ['opened', 'resolved']],
  ['opened', 'opened', []], ['opened', 'acknowledged', ['acknowledged']], ['opened', 'resolved', ['resolved']],
  ['acknowledged', 'opened', ['reopened']], ['acknowledged', 'acknowledged', ['acknowledged']], ['acknowledged', 'resolved', ['resolved']],
  ['resolved', 'opened', ['reopened']], ['resolved', 'acknowledged', ['reopened', 'acknowledged']], ['resolved', 'resolved', ['resolved']],
  ['reopened', 'opened', []], ['reopened', 'acknowledged', ['acknowledged']], ['reopened', 'resolved', ['resolved']],
])('whoever was told %s last and it is %s is told %j', (last, state, due) => expect(eventsUntil(last, state)).toEqual(due));

test.each<['acknowledged' | 'resolved']>([['acknowledged'], ['resolved']])('the same %s is told once', (state) => expect(eventsUntil(state, state, false)).toEqual([]));

const add = (world: World, name: string, kind: string, config: Record<string, unknown>) => addProvider(world.app.ctx, { name, kind, config }, world.app.ports);
const settled = (world: World, n: number) => world.until(`${n} events are out`, async () => {
  const rows = await world.app.sql<{ purpose: string; status: string }[]>`select purpose, status from notifications where user_id is null and provider_id is not null order by created_at`;
  return rows.length === n && rows.every((row) => row.status === 'accepted') && rows;
});

describe('an incident’s life', () => {
  test('is lived in PagerDuty, Opsgenie, a Discord channel and an own webhook as well', async () => {
    await using pd = await fakePagerDuty('R0UT1NG');
    await using og = await fakeOpsgenie('genie');
    await using channel = await fakeDiscordWebhook();
    await using own = await fakeHttp();
    await using world = await aWorld();
    await add(world, 'pd', 'WEBHOOK', { format: 'pagerduty', url: pd.url, secret: 'R0UT1NG' });
    await add(world, 'og', 'WEBHOOK', { format: 'opsgenie', url: og.url, secret: 'genie' });
    await add(world, 'discord', 'DISCORD', { webhook_url: channel.url });
    await add(world, 'own', 'WEBHOOK', { url: own.url });
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    await settled(world, 4);
    expect([pd.alerts, og.alerts, channel.posts]).toMatchObject([[{ status: 'triggered', severity: 'critical' }], [{ status: 'open', acknowledged: false, priority: 'P1' }], [{ edits: 0 }]]);
    await world.say('bea', '/incident ack INC-1');
    await settled(world, 8);
    expect([pd.alerts, og.alerts, channel.posts]).toMatchObject([[{ status: 'acknowledged' }], [{ acknowledged: true, by: ['acknowledge bea'] }], [{ edits: 1, content: expect.stringContaining('Acknowledged by bea') }]]);
    await world.say('bea', '/incident unack INC-1');
    await settled(world, 12);
    expect(og.alerts).toMatchObject([{ acknowledged: false }]);
    await world.say('bea', '/incident resolve INC-1 fixed');
    await settled(world, 16);
    expect([pd.alerts, og.alerts]).toMatchObject([[{ status: 'resolved', events: ['trigger', 'acknowledge', 'trigger', 'resolve'] }], [{ status: 'closed' }]]);
    await world.say('bea', '/incident reopen INC-1');
    await settled(world, 24);
    expect([pd.alerts, og.alerts]).toMatchObject([[{ status: 'resolved' }, { status: 'acknowledged' }], [{ status: 'closed' }, { status: 'open', acknowledged: true }]]);
    expect(own.requests.map(({ headers }) => headers['x-imas-event'])).toEqual(['opened', 'acknowledged', 'reopened', 'resolved', 'reopened', 'acknowledged'].map((word) => `incident.${word}`));
    expect(channel.posts.every((post) => !post.pings)).toBe(true);
  });

  test('never ends in PagerDuty before it began, though the vendor was away at the beginning', async () => {
    await using pd = await fakePagerDuty('R0UT1NG');
    await using world = await aWorld();
    await using gate = await fakeHttp();
    gate.answer({ status: 503 });
    await add(world, 'pd', 'WEBHOOK', { format: 'pagerduty', url: gate.url, secret: 'R0UT1NG' });
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    await world.until('the beginning was tried', async () => gate.requests.length > 0);
    await world.say('bea', '/incident ack INC-1');
    await world.until('the acknowledgement waits', async () => (await world.app.sql`select 1 from notifications where purpose = 'acknowledged' and status = 'queued'`)[0]);
    await world.say('bea', '/incident resolve INC-1 fixed');
    await world.until('the end waits', async () => (await world.app.sql`select 1 from notifications where purpose = 'resolved' and status = 'queued'`)[0]);
    await world.say('ada', `/provider edit pd url:${pd.url}`);
    await world.until('it is over there too', async () => pd.alerts[0]?.status === 'resolved');
    expect(pd.alerts).toMatchObject([{ events: ['trigger', 'acknowledge', 'resolve'] }]);
    expect(gate.requests.every(({ body }) => body.includes('"trigger"'))).toBe(true);
  });

  test('is not told to a Discord bot, which shows it by itself', async () => {
    await using channel = await fakeDiscordWebhook();
    await using world = await aWorld();
    await add(world, 'bot', 'DISCORD', { bot_token: 'x', guild_id: '123456789012345678', api_url: 'http://127.0.0.1:9' });
    await add(world, 'channel', 'DISCORD', { webhook_url: channel.url });
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    await settled(world, 1);
    expect(channel.posts).toHaveLength(1);
  });

  test('of which nothing was known when it was over begins nowhere', async () => {
    await using own = await fakeHttp();
    await using world = await aWorld();
    await world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }]));
    await world.until('its card is there', async () => (await world.app.sql`select 1 from posted_cards`)[0]);
    await add(world, 'own', 'WEBHOOK', { url: own.url });
    await world.say('ada', '/incident resolve INC-1 fixed');
    await world.until('it is over', async () => (await world.app.sql`select 1 from incidents where status = 'RESOLVED'`)[0]);
    await world.post('alertmanager', alertmanagerBody([{ name: 'Other', service: 'elsewhere' }], '{}:{other}'));
    await own.next(({ body }) => body.includes('"INC-2"'));
    expect(own.requests.every(({ body }) => body.includes('"INC-2"'))).toBe(true);
  });
});
