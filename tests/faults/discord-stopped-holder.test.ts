import { expect, test } from 'vitest';
import { aBundled, aDataFolder, type Bundled } from '../bundled.ts';
import { aDatabase } from '../database.ts';
import type { ChatMessage } from '../fakes/chats/chat.ts';
import { onDiscord } from '../fakes/chats/on-discord.ts';
import { fakeHttp } from '../fakes/http.ts';
import { alertmanagerBody } from '../world.ts';
import { openDoor } from './door.ts';
import { checkSteps, settled } from './ledger.ts';
import { randomFrom, seedOfRun } from './random.ts';
import { aTown, townKey } from './town.ts';

/** How long the replica is as good as dead (promise R12). */
const stoppedMs = 30_000;
const size = 12;

test('two replicas, the one that listens to Discord stopped for half a minute and continued in the middle of its work: the other one listens, and no card, page, step or press is doubled', { timeout: 240_000 }, async () => {
  const random = randomFrom(seedOfRun());
  await using stack = new AsyncDisposableStack();
  const db = stack.use(await aDatabase());
  const chat = stack.use(await onDiscord());
  const receiver = stack.use(await fakeHttp());
  const door = stack.use(await openDoor(db.address));
  const start = async (): Promise<Bundled> => stack.use(await aBundled({ IMAS_DATA_DIR: stack.use(await aDataFolder()).path, DATABASE_URL: door.url(db.address.database), ...townKey, ...chat.env }));
  const { sql } = db;
  const one = await start();
  await chat.joined(one.url);
  const two = await start();
  const { services, token } = await aTown(db.ctx(), receiver.url, size);
  const people = services.map((_, n) => chat.addPerson(`person${n}`));
  const channels = services.map((_, n) => chat.addChannel(`team-${n}`, []));
  await sql`update users u set discord_user_id = p.id from unnest(${people}::text[]) with ordinality p(id, n) where u.username = 'person' || (p.n - 1)`;
  await sql`update teams t set discord_channel_id = c.id from unnest(${channels}::text[]) with ordinality c(id, n) where t.name = 'Team ' || (c.n - 1)`;

  const cardOf = (n: number): ChatMessage | undefined => chat.messagesIn(channels[n]!).find(({ words }) => words.includes(`${services[n]} is down`));
  const acknowledged = (n: number) => chat.until('the card says who has it', () => cardOf(n)!.words.includes(`Acknowledged by person${n}`));
  for (const [n, service] of services.entries()) {
    const { status } = await fetch(`${(n % 2 === 0 ? one : two).url}/api/v1/webhooks/alertmanager/`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(alertmanagerBody([{ name: `${service} is down`, service }])) });
    expect(status).toBe(202);
  }
  for (const n of services.keys()) await chat.until(`the card of ${n}`, () => cardOf(n));
  await settled(sql);

  const passes = async (minutes: number) => {
    await db.advance(`${minutes} minutes`);
    await sql`select pg_notify('imas_timers', '')`;
  };
  // Every ladder has something due; the stop falls anywhere into carrying that out.
  await passes(5);
  await new Promise((wake) => setTimeout(wake, random.between(0, 60)));
  process.kill(one.pid, 'SIGSTOP');
  try {
    const stopped = performance.now();
    // Nobody hears this one before the stopped replica wakes.
    const unheard = cardOf(0)!.press(people[0]!, 'Acknowledge');
    await chat.until('the other one listens', () => chat.discord.gateway.identifies.length === 2);
    expect(performance.now() - stopped).toBeLessThan(10_000);
    expect(await unheard).toBe(false);
    expect(await cardOf(1)!.press(people[1]!, 'Acknowledge')).toBe(true);
    await acknowledged(1);
    await passes(25);
    while (performance.now() - stopped < stoppedMs) await new Promise((wake) => setTimeout(wake, 100));
    expect((await sql<{ n: number }[]>`select count(*)::int as n from runs where round = 2`)[0]!.n, 'ladders that the other one took over').toBeGreaterThan(0);
  } finally {
    process.kill(one.pid, 'SIGCONT');
  }
  await chat.until('one alone to listen', () => chat.discord.gateway.connected() === 1);
  expect(await cardOf(2)!.press(people[2]!, 'Acknowledge')).toBe(true);
  await acknowledged(2);
  await settled(sql);

  await checkSteps(sql);
  expect(chat.discord.gateway.identifies).toHaveLength(2);
  expect(await sql`select incident_id from timeline where kind = 'acknowledged' group by 1 having count(*) > 1`, 'acknowledged twice').toEqual([]);
  const doubled = (messages: readonly ChatMessage[]) => [...Map.groupBy(messages, ({ mark }) => mark)].filter(([, mine]) => mine.length > 1).flatMap(([, mine]) => mine.map(({ words }) => words));
  expect(channels.flatMap((channel) => doubled(chat.messagesIn(channel))), 'said twice in a channel').toEqual([]);
  expect(people.flatMap((person) => doubled(chat.directFor(person))), 'said twice to a person').toEqual([]);
  const copies = await sql<{ channel: string; key: string }[]>`select place_id as channel, subject || ':' || purpose as key from posted_cards where purpose = 'team' and platform = 'discord'`;
  expect(copies.map(({ channel, key }) => chat.messagesIn(channel).filter(({ mark }) => mark === chat.markOf(channel, key)).length), 'one card each').toEqual(services.map(() => 1));
  const keys = receiver.requests.map(({ headers }) => String(headers['idempotency-key']));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at), 'told twice').toEqual([]);
});
