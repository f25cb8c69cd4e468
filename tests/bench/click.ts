import type { ChatMessage } from '../fakes/chats/chat.ts';
import type { Benchmark, Figure, Options } from './benchmark.ts';
import { bodyOf } from './chat-alerts.ts';
import { chatTown, doorOf, type ChatTown } from './chat-town.ts';
import { discord, slack, type Measured } from './chats.ts';
import { openLoop, quantile } from './open-loop.ts';

const perRequest = 10;
/** Each takes another card. Slack allows fifty edits a minute in all, and a click is two or three: card, page, room. */
const secondsBetweenClicks = 3;

const on = (platform: Measured): Benchmark => ({
  about: `P7: from a click in ${platform.name} to its first answer and to the changed card, while 1,000 alerts/s come`,
  run: (options) => run(platform, options),
});
export const click = on(slack);
export const clickDiscord = on(discord);

async function run({ on: opened }: Measured, { quick, profile, progress }: Options): Promise<Figure[]> {
  const seconds = quick ? 15 : 60;
  const teams = seconds / secondsBetweenClicks;
  const perSecond = quick ? 300 : 1000;
  await using town = await chatTown({ on: opened, teams, profile });
  const cards = await openCards(town, teams, progress);
  const flood = openLoop({
    ...doorOf(town), perSecond: perSecond / perRequest, seconds,
    // Repeats of open incidents' alerts, as they come day and night: each is written, none is news.
    body: (n) => bodyOf(Array.from({ length: perRequest }, (_, i) => (n * perRequest + i) % teams), teams),
  });
  const [answered, changed]: [number[], number[]] = [[], []];
  let refused = 0;
  const clicks = cards.map(async ([n, card], turn) => {
    await new Promise((wake) => setTimeout(wake, turn * 1000 * secondsBetweenClicks));
    const began = performance.now();
    const isAnswered = await card.press(town.people[n]!, 'Acknowledge');
    answered.push(performance.now() - began);
    if (!isAnswered) refused++;
    await town.chat.until('the card', () => town.chat.messagesIn(town.channels[n]!).find(({ id }) => id === card.id)?.words.includes('Acknowledged by')).then(() => changed.push(performance.now() - began), () => undefined);
    progress(`${changed.length} of ${cards.length} clicks`);
  });
  await Promise.all(clicks);
  const { bad, good, tookMs } = await flood;
  answered.sort((a, b) => a - b);
  changed.sort((a, b) => a - b);
  return [
    { what: `from click to its answer, ${perSecond} alerts/s meanwhile: p50`, unit: 'ms', ours: quantile(answered, 0.5) },
    { what: '… p99', unit: 'ms', ours: quantile(answered, 0.99), bar: { of: 'ours', most: 300 } },
    { what: 'clicks not answered within three seconds', unit: `of ${cards.length}`, ours: refused, bar: { of: 'ours', most: 0 } },
    { what: 'from click to the changed card: p50', unit: 'ms', ours: quantile(changed, 0.5) },
    { what: '… p99', unit: 'ms', ours: quantile(changed, 0.99), bar: { of: 'ours', most: 2000 } },
    { what: 'cards that changed', unit: `of ${cards.length}`, ours: changed.length, bar: { of: 'ours', least: cards.length } },
    { what: 'alerts answered 2xx', unit: 'a second', ours: (good * perRequest) / seconds },
    { what: 'requests with alerts not answered 2xx', unit: `of ${good + bad}`, ours: bad, bar: { of: 'ours', most: 0 } },
    { what: 'from the moment alerts were due to their answer: p99', unit: 'ms', ours: quantile(tookMs, 0.99) },
  ];
}

/** One open incident a team, and its card, once everything about it was said. */
async function openCards(town: ChatTown, teams: number, progress: Options['progress']): Promise<[number, ChatMessage][]> {
  await openLoop({ ...doorOf(town), perSecond: 5, seconds: teams / 5, body: (n) => bodyOf([n], teams) });
  const deadline = performance.now() + 120_000;
  for (let waiting = 1; waiting > 0 && performance.now() < deadline;) {
    await new Promise((wake) => setTimeout(wake, 1000));
    [{ waiting }] = await town.ours.sql<[{ waiting: number }]>`select count(*)::int as waiting from pgboss.job where state in ('created', 'retry', 'active')`;
    progress(`${waiting} jobs wait before the first click`);
  }
  return Promise.all(town.channels.map(async (channel, n): Promise<[number, ChatMessage]> => [n, await town.chat.until('a card', () => town.chat.messagesIn(channel)[0])]));
}
