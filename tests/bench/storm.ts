import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import { onSlack } from '../fakes/chats/on-slack.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Benchmark, Figure, Options } from './benchmark.ts';
import { bodyOf } from './chat-alerts.ts';
import { chatTown, doorOf, type ChatTown } from './chat-town.ts';

const teams = 100;
const perRequest = 50;
const senders = 8;
/** Different incidents of a service; the rest joins them. */
const namesOfService = 20;

export const storm: Benchmark = { about: 'P8: 100,000 alerts over 100 services: all counted, and few words about them', run };

async function run({ quick, profile, progress }: Options): Promise<Figure[]> {
  const count = quick ? 10_000 : 100_000;
  await using town = await chatTown({ on: onSlack, teams, profile });
  const { sql } = town.ours;
  const before = town.ours.cpu();
  const began = performance.now();
  const sentAgain = await sendAll(town, count / perRequest, (posts) => progress(`${posts * perRequest} of ${count} alerts`));
  const took = (performance.now() - began) / 1000;
  const quietAfter = await quiet(sql, progress);
  const cpu = town.ours.cpu() - before;
  const [counted] = await sql<{ alerts: number; incidents: number; storms: number }[]>`select (select count(*)::int from alerts) as alerts, (select count(*)::int from incidents) as incidents, (select count(*)::int from storms) as storms`;
  const { most, fastest } = channelsOf(town.chat, town.channels);
  return [
    { what: 'alerts counted', unit: `of ${count}`, ours: counted!.alerts, bar: { of: 'ours', least: count, most: count } },
    { what: 'requests answered 503 and sent again', unit: '', ours: sentAgain },
    { what: 'incidents', unit: '', ours: counted!.incidents },
    { what: 'storms', unit: '', ours: counted!.storms },
    { what: 'calls about a channel, the most of all channels', unit: '', ours: most, bar: { of: 'ours', most: 30 } },
    { what: 'messages in a channel within a second, the most', unit: '', ours: fastest, bar: { of: 'ours', most: 1 } },
    { what: 'until fewer than 100 jobs wait, after the last alert', unit: 's', ours: quietAfter, bar: { of: 'ours', most: 60 } },
    { what: 'all alerts sent and answered', unit: 's', ours: took },
    { what: 'CPU of Node and PostgreSQL', unit: 'µs an alert', ours: (cpu * 1e6) / count },
  ];
}

/** As several Alertmanagers would: what is not answered 2xx is sent again a second later. @returns how often that was */
async function sendAll(town: ChatTown, posts: number, told: (posts: number) => void): Promise<number> {
  const { url, path, headers } = doorOf(town);
  const agent = new Agent({ connections: senders });
  let [next, again] = [0, 0];
  const send = async (): Promise<void> => {
    while (next < posts) {
      const n = next++;
      const body = bodyOf(Array.from({ length: perRequest }, (_, i) => (n * perRequest + i) % (teams * namesOfService)), teams, `:${n}`);
      for (;;) {
        const answer = await agent.request({ origin: url, path, method: 'POST', headers, body });
        await answer.body.dump();
        if (answer.statusCode < 300) break;
        again++;
        await wait(1000);
      }
      if (n % 20 === 0) told(n);
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  await agent.close();
  return again;
}

/** @returns seconds until fewer than 100 jobs wait; 120 when that takes longer */
async function quiet(sql: ChatTown['ours']['sql'], progress: Options['progress']): Promise<number> {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  for (;;) {
    const rows = await sql<{ job: string; depth: number }[]>`select data ->> 'name' as job, count(*)::int as depth from pgboss.job where state in ('created', 'retry', 'active') group by 1 order by 2 desc`;
    if (rows.reduce((sum, { depth }) => sum + depth, 0) < 100 || seconds() > 120) return seconds();
    progress(`wait: ${rows.map(({ job, depth }) => `${depth} ${job}`).join(', ')}`);
    await wait(500);
  }
}

/** Calls of the Web API about each team's channel: in all, and new messages within any one second. */
function channelsOf({ slack }: { slack: FakeSlack }, channels: readonly string[]): { most: number; fastest: number } {
  const ours = new Set(channels);
  const calls = Map.groupBy(slack.calls.filter(({ args, method }) => ours.has(String(args['channel'])) && method.startsWith('chat.')), ({ args }) => String(args['channel']));
  const fastest = [...calls.values()].map((mine) => {
    // Our clock sets them a second apart; on the way they may draw closer by a little.
    const posts = mine.filter(({ method }) => method === 'chat.postMessage').map(({ at }) => at);
    return Math.max(0, ...posts.map((at) => posts.filter((other) => other >= at && other < at + 900).length));
  });
  return { most: Math.max(0, ...[...calls.values()].map((mine) => mine.length)), fastest: Math.max(0, ...fastest) };
}
