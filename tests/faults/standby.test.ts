import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { withSlack, type WithSlack } from './with-slack.ts';

interface Both extends AsyncDisposable { it: WithSlack; discord: FakeDiscord; env: Record<string, string> }

/** Slack, where the rooms belong, and a Discord that stands by. */
async function both(): Promise<Both> {
  const stack = new AsyncDisposableStack();
  const discord = stack.use(await fakeDiscord());
  const env = { DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: discord.token, DISCORD_GUILD_ID: discord.guildId };
  const it = stack.use(await withSlack(env));
  const { sql } = it.world.app;
  const member = discord.addMember({ name: 'alice' });
  await sql`update users set discord_user_id = ${member.user.id} where username = 'alice'`;
  await sql`update teams set discord_channel_id = ${discord.addChannel({ name: 'sre' }).id}, primary_platform = 'slack' where slug = 'sre-core'`;
  return { it, discord, env, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
const roomIn = (at: { channelNamed(name: string): unknown }) => at.channelNamed('inc-1-redis-prod');
/** Until `look` finds something, for as long as a minute and a half. @returns seconds */
async function secondsUntil(what: string, look: () => unknown): Promise<number> {
  const began = performance.now();
  while (!look()) {
    if (performance.now() - began > 90_000) throw new Error(`Waited 90 s in vain: ${what}`);
    await sleep(100);
  }
  return (performance.now() - began) / 1000;
}

test('Slack hangs while its room is quiet: nobody does anything, and within a minute two replicas have opened one room in Discord and told where', { timeout: 150_000 }, async () => {
  await using at = await both();
  const { it: { slack, world, smtp, fire }, discord, env } = at;
  await world.another({ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, ...env });
  await fire('Down');
  await slack.until('the room in Slack', () => roomIn(slack));
  await world.press('alice', 'incident/ack', { incident: 'INC-1' });
  await sleep(3000);
  slack.fail('*', { hang: true });
  const seconds = await secondsUntil('the room in Discord', () => roomIn(discord));
  console.log(`the room stood in Discord ${seconds.toFixed(1)} s after Slack began to hang`);
  expect(seconds).toBeGreaterThan(30);
  const mail = await smtp.next(({ parsed }) => parsed.subject?.includes('the room is on Discord') === true, 15_000);
  expect(mail.to).toEqual(['alice@example.org']);
  expect([...discord.world.channels.values()].filter(({ name }) => name.startsWith('inc-1'))).toHaveLength(1);
  expect(await world.app.sql`select 1 from timeline where kind = 'room_moved'`).toHaveLength(1);
});

test('Slack that is gone for 20 seconds, comes back, and goes for 20 more keeps its room', { timeout: 150_000 }, async () => {
  await using at = await both();
  const { it: { slack, world, fire }, discord } = at;
  await fire('Down');
  await slack.until('the room in Slack', () => roomIn(slack));
  for (let time = 0; time < 2; time++) {
    slack.fail('*', { reset: true });
    await world.press(time === 0 ? 'alice' : 'bea', time === 0 ? 'incident/ack' : 'incident/mitigate', { incident: 'INC-1' });
    await sleep(20_000);
    slack.heal();
    await sleep(12_000);
  }
  expect(await world.app.sql`select 1 from chat_outages`).toHaveLength(0);
  expect(roomIn(discord)).toBeUndefined();
});

test('one replica cannot reach Slack, the other can: the room stays where it is', { timeout: 150_000 }, async () => {
  await using at = await both();
  const { it: { slack, world, fire }, discord, env } = at;
  await fire('Down');
  await slack.until('the room in Slack', () => roomIn(slack));
  const cut = await world.another({ SLACK_API_URL: 'http://127.0.0.1:9/api/', SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, ...env });
  await world.until('it knows', async () => (await cut.ports.health()).platforms.some(({ name, ok }) => name === 'slack' && !ok));
  await world.press('alice', 'incident/ack', { incident: 'INC-1' });
  await sleep(50_000);
  expect(roomIn(discord)).toBeUndefined();
  await fire('Slow');
  await slack.until('the next room in Slack', () => slack.channelNamed('inc-2-redis-prod'));
});

test('the bot is put out of the Discord server: its rooms open in Slack', { timeout: 150_000 }, async () => {
  await using at = await both();
  const { it: { slack, world, fire }, discord } = at;
  await world.app.sql`update teams set primary_platform = 'discord' where slug = 'sre-core'`;
  await fire('Down');
  await discord.until('the room in Discord', () => roomIn(discord));
  discord.removeBot();
  const seconds = await secondsUntil('the room in Slack', () => roomIn(slack));
  console.log(`the room stood in Slack ${seconds.toFixed(1)} s after the bot was put out`);
});
