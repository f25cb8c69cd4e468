import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { startAlertmanager } from './alertmanager.ts';
import type { Benchmark, Figure, Options } from './benchmark.ts';
import { openLoop, quantile, type OpenLoad } from './open-loop.ts';
import { alertOf, bodyOf, numberIn } from './chat-alerts.ts';
import { chatTown, doorOf, type ChatTown } from './chat-town.ts';
import { discord, slack, type Measured } from './chats.ts';

/** Each incident of a team beyond ten in five minutes is a storm, and a person's sixth page is gathered with others. */
const incidentsOfTeam = 4;
/** These page somebody besides. */
const severityOf = (n: number): string => (n % 10 === 0 ? 'critical' : 'warning');
/** Seconds before the measured ones, at a quarter of their pace. */
const warmUpSeconds = 3;

const on = (platform: Measured): Benchmark => ({
  about: `P5: from an alert to the first message in ${platform.name}, ${platform.incidentsPerSecond} alerts/s, many channels`,
  run: (options) => run(platform, options),
});
export const chat = on(slack);
export const chatDiscord = on(discord);

async function run({ on: opened, incidentsPerSecond: perSecond }: Measured, { quick, profile, progress }: Options): Promise<Figure[]> {
  const warmUp = (perSecond / 4) * warmUpSeconds;
  const seconds = quick ? 5 : 20;
  const count = perSecond * seconds;
  const teams = Math.ceil((count + warmUp) / incidentsOfTeam);
  await using town = await chatTown({ on: opened, teams, profile });
  const body = (n: number) => bodyOf([n], teams, '', severityOf(n));
  progress('warming up');
  await openLoop({ ...doorOf(town), perSecond: perSecond / 4, seconds: warmUpSeconds, body: (n) => body(count + n) });
  const before = town.ours.cpu();
  const { sent, bad, complaint } = await send({ ...doorOf(town), perSecond, seconds, body });
  if (complaint !== undefined) progress(`not every alert was taken: ${complaint}`);
  const patience = performance.now() + 30_000;
  let told = arrivals(town, count);
  while (told.cards.size < count - bad && performance.now() < patience) {
    progress(`${told.first.size} of ${count} alerts told, ${told.cards.size} cards`);
    await new Promise((wake) => setTimeout(wake, 500));
    told = arrivals(town, count);
  }
  const cpu = town.ours.cpu() - before;
  const [first, cards] = [lateness(sent, told.first), lateness(sent, told.cards)];
  const theirs = await alertmanagers({ perSecond, seconds, teams }, progress);
  const reference = (share: number) => theirs && { name: 'Alertmanager to its webhook', value: quantile(theirs, share) };
  return [
    { what: `from alert to first chat message, ${perSecond} alerts/s for ${seconds} s, ${teams} channels: p50`, unit: 'ms', ours: quantile(first, 0.5), reference: reference(0.5) },
    { what: '… p99', unit: 'ms', ours: quantile(first, 0.99), reference: reference(0.99), bar: { of: 'ours', most: 500 }, aim: { of: 'ratio', most: 3 } },
    { what: '… worst', unit: 'ms', ours: quantile(first, 1), reference: reference(1) },
    { what: 'from alert to the card in the team’s channel: p50', unit: 'ms', ours: quantile(cards, 0.5) },
    { what: '… p99', unit: 'ms', ours: quantile(cards, 0.99) },
    { what: 'alerts not answered 2xx', unit: `of ${count}`, ours: bad, bar: { of: 'ours', most: 0 } },
    { what: 'alerts told', unit: `of ${count}`, ours: told.first.size, bar: { of: 'ours', least: count - bad } },
    { what: 'cards that stand in their channel', unit: `of ${count}`, ours: told.cards.size, bar: { of: 'ours', least: count - bad } },
    { what: 'messages of one key in one channel beyond the first', unit: '', ours: told.doubled, bar: { of: 'ours', most: 0 } },
    { what: 'calls that the platform put off (429)', unit: `of ${town.chat.callsOf('anything').length}`, ours: town.chat.callsOf('anything').filter(({ status }) => status === 429).length, bar: { of: 'ours', most: 0 } },
    { what: 'CPU of Node and PostgreSQL', unit: 'µs an alert', ours: (cpu * 1e6) / count },
  ];
}

/** @returns when each alert was due at the door, in milliseconds of the epoch */
async function send(load: Omit<OpenLoad, 'sent'>): Promise<{ sent: Map<number, number>; bad: number; complaint: string | undefined }> {
  const sent = new Map<number, number>();
  const { bad, complaint } = await openLoop({ ...load, sent: (n, at) => sent.set(n, at) });
  return { sent, bad, complaint };
}

/** By the number of the alert: when the first message about it reached the platform, and when its card in the channel. */
function arrivals({ chat: platform, channels }: ChatTown, count: number): { first: Map<number, number>; cards: Map<number, number>; doubled: number } {
  const [first, cards, ids, inTeam] = [new Map<number, number>(), new Map<number, number>(), new Map<string, string>(), new Set(channels)];
  let doubled = 0;
  for (const { channel, words, mark, id, at, status } of platform.postings()) {
    const n = numberIn.exec(words)?.[1];
    if (n === undefined || Number(n) >= count || status !== 200 || id === undefined) continue;
    const key = `${channel} ${mark}`;
    if (ids.has(key) && ids.get(key) !== id) doubled++;
    ids.set(key, id);
    if (!first.has(Number(n))) first.set(Number(n), at);
    if (inTeam.has(channel) && !cards.has(Number(n))) cards.set(Number(n), at);
  }
  return { first, cards, doubled };
}

const lateness = (sent: ReadonlyMap<number, number>, arrived: ReadonlyMap<number, number>): number[] => [...arrived].map(([n, at]) => at - sent.get(n)!).toSorted((a, b) => a - b);

/** The same alerts at the same pace through Alertmanager to a webhook; undefined where it is not installed. */
async function alertmanagers({ perSecond, seconds, teams }: { perSecond: number; seconds: number; teams: number }, progress: Options['progress']): Promise<number[] | undefined> {
  const arrived = new Map<number, number>();
  const server = createServer((request, response) => void text(request).then((body) => {
    for (const [, n] of body.matchAll(new RegExp(numberIn, 'g'))) if (!arrived.has(Number(n))) arrived.set(Number(n), Date.now());
    response.writeHead(200).end();
  })).listen(0, '127.0.0.1', 1024);
  await once(server, 'listening');
  try {
    await using theirs = await startAlertmanager(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    if (theirs === undefined) return undefined;
    progress('Alertmanager');
    const plain = (n: number) => { const { status: _, endsAt: __, fingerprint: ___, ...alert } = alertOf(n, teams, severityOf(n)); return alert; };
    const { sent } = await send({ url: theirs.url, path: '/api/v2/alerts', headers: { 'content-type': 'application/json' }, perSecond, seconds, body: (n) => JSON.stringify([plain(n)]) });
    for (let waited = 0; arrived.size < sent.size && waited < 50; waited++) await new Promise((wake) => setTimeout(wake, 100));
    return lateness(sent, arrived);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
