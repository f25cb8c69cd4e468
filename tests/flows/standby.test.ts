import { describe, expect, test } from 'vitest';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { fakeSmtp, type FakeSmtp } from '../fakes/smtp.ts';
import { discordVenue } from '../stage/discord.ts';
import { slackVenue } from '../stage/slack.ts';
import type { Person } from '../stage/stage.ts';
import type { Venue } from '../stage/venue.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

interface Side { venue: Venue; alice: Person; name: 'Slack' | 'Discord' }
interface Between extends AsyncDisposable { world: World; smtp: FakeSmtp; home: Side; next: Side; fire(): Promise<unknown>; lines(): Promise<string[]> }

/** The product between two chat platforms; the team's rooms belong to one of them, and its card stands on both. */
async function between(primary: 'slack' | 'discord'): Promise<Between> {
  const stack = new AsyncDisposableStack();
  const [slack, discord] = [stack.use(await slackVenue('http')), stack.use(await discordVenue())];
  const smtp = stack.use(await fakeSmtp({ tls: 'none' }));
  const world = stack.use(await aWorld({ ...slack.env, ...discord.env, PUBLIC_URL: 'https://imas.example.com' }));
  for (const venue of [slack, discord]) await venue.joined(world);
  const { ctx, sql, ports } = world.app;
  await sql`update teams set primary_platform = ${primary}`;
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, ports);
  const sides = { slack: { venue: slack, alice: await slack.seat(world, 'alice'), name: 'Slack' }, discord: { venue: discord, alice: await discord.seat(world, 'alice'), name: 'Discord' } } as const;
  return {
    world, smtp, home: sides[primary], next: sides[primary === 'slack' ? 'discord' : 'slack'],
    fire: () => world.post('alertmanager', alertmanagerBody([{ name: 'RedisDown' }])),
    lines: async () => (await sql<{ kind: string }[]>`select kind from timeline where kind like 'room%' order by id`).map(({ kind }) => kind),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
/** What was put off for longer is due now: the queue follows the real clock. */
const wake = async ({ world: { app: { sql } } }: Between): Promise<void> => {
  await sql`update posted_cards set again_at = imas_now() where again_at is not null`;
  await sql`update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()`;
};
const isAway = (it: Between) => it.world.until('the platform is known to be away', async () => (await it.world.app.sql`select 1 from chat_outages`).length > 0);
const isBack = (it: Between) => it.world.until('the platform is known to be back', async () => {
  await wake(it);
  return (await it.world.app.sql`select 1 from chat_outages`).length === 0;
});

describe.each(['slack', 'discord'] as const)('the rooms belong to %s', (primary) => {
  test('an alert while it is away: the room opens on the other platform, everybody is told where, and Back opens the one at home', { timeout: 90_000 }, async () => {
    await using it = await between(primary);
    const { world, home, next, smtp } = it;
    home.venue.fails({ reset: true });
    await it.fire();
    await isAway(it);
    await world.advance('31 seconds');
    const room = await next.alice.sees('INC-1', new RegExp(`Nothing could be posted on ${home.name}`));
    expect(room.buttons).toContain(`Back to ${home.name}`);
    await world.until('it is pinned', async () => (await next.alice.messages('INC-1')).some(({ isPinned }) => isPinned));
    const told = await smtp.next(({ parsed }) => parsed.subject?.includes('the room is on') === true, 15_000);
    expect(`${told.parsed.subject} ${told.parsed.text}`).toMatch(new RegExp(`INC-1: the room is on ${next.name} now.*Go on in #inc-1-redis-prod: https?://`, 's'));
    await next.alice.sees('team', new RegExp(`stands by for ${home.name}`));
    expect((await (await next.alice.press(room, `Back to ${home.name}`)).answer()).words).toContain(`Still nothing can be posted on ${home.name}`);

    home.venue.heals();
    await isBack(it);
    const card = await home.alice.sees('team', new RegExp(`stands by for ${home.name}`));
    expect(await home.alice.messages('INC-1'), 'there is one room').toEqual([]);
    expect((await (await home.alice.choose(card, `Back to ${home.name}`)).answer()).words).toContain(`A room for INC-1 is being opened on ${home.name}`);
    expect((await home.alice.sees('INC-1', /Welcome/)).buttons).not.toContain(`Back to ${home.name}`);
    await next.alice.sees('INC-1', new RegExp(`INC-1 is worked on in #inc-1-redis-prod on ${home.name} now`));
    expect(await it.lines()).toEqual(['room_moved', 'room_opened', 'room_opened', 'room_returned']);
    expect([...home.venue.troubles(), ...next.venue.troubles()]).toEqual([]);
  });

  test('it goes away while people work in its room: the other one leads until Back, which says so while it cannot', { timeout: 90_000 }, async () => {
    await using it = await between(primary);
    const { world, home, next } = it;
    await it.fire();
    await home.alice.sees('INC-1', /Welcome/);
    home.venue.fails({ status: 503 });
    await world.press('bea', 'incident/ack', { incident: 'INC-1' });
    await isAway(it);
    await world.advance('31 seconds');
    const room = await next.alice.sees('INC-1', /Nothing could be posted.*Acknowledged by bea|Acknowledged by bea.*Nothing could be posted/s);
    expect((await (await next.alice.press(room, `Back to ${home.name}`)).answer()).words).toContain(`Still nothing can be posted on ${home.name}`);
    home.venue.heals();
    await isBack(it);
    const old = await home.alice.sees('INC-1', /does not lead any more/);
    expect((await (await home.alice.press(old, `Back to ${home.name}`)).answer()).words).toContain(`is back on ${home.name}`);
    await home.alice.sees('INC-1', /INC-1 is worked on here again/);
    await next.alice.sees('INC-1', new RegExp(`INC-1 is worked on in #inc-1-redis-prod on ${home.name} now`));
    expect(JSON.stringify(await world.press('alice', 'incident/back', { incident: 'INC-1' })), 'an old button').toContain('is where it belongs');
    expect(await it.lines()).toEqual(['room_opened', 'room_moved', 'room_opened', 'room_returned']);
    expect([...home.venue.troubles(), ...next.venue.troubles()]).toEqual([]);
  });

  test('it asks for an hour of patience: nobody waits for it, and two replicas open one room', { timeout: 60_000 }, async () => {
    await using it = await between(primary);
    const { world, home, next } = it;
    await world.another();
    home.venue.fails({ retryAfter: 3600 });
    await it.fire();
    await next.alice.sees('INC-1', new RegExp(`Nothing could be posted on ${home.name}`));
    await world.until('its people are told', async () => (await world.app.sql`select 1 from notifications where notice -> 'title' ->> 'key' = 'rooms.told_away' and means = 'EMAIL'`).length > 0);
    expect(await it.lines()).toEqual(['room_moved', 'room_opened']);
  });
});
