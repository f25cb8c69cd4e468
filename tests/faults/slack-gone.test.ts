import { expect, test } from 'vitest';
import { setSetting } from '../../src/domain/settings/set-setting.ts';
import { wordsOf } from '../fakes/slack/look.ts';
import type { SlackMessage } from '../fakes/slack/state.ts';
import { withSlack } from './with-slack.ts';

const count = 200;

test(`Slack is gone for an hour and ${count} incidents happen: people are reached by e-mail within a minute, and on return each incident has one current card`, { timeout: 330_000 }, async () => {
  await using it = await withSlack();
  const { slack, smtp, world, sre, search } = it;
  const { ctx, sql } = world.app;
  await setSetting(ctx, 'storm_incidents', 1000);
  await setSetting(ctx, 'page_bundle_count', 100);
  await sql`update teams set slack_channel_id = null where slack_channel_id = ${search.id}`;
  slack.fail('*', { reset: true });

  const began = performance.now();
  await it.fire('First');
  const mail = await smtp.next(({ to }) => to.includes('alice@example.org'), 60_000);
  expect(mail.parsed.subject).toContain('SEV1');
  console.log(`reached by e-mail after ${Math.round(performance.now() - began)} ms`);
  for (let n = 1; n < count; n += 20) await Promise.all(Array.from({ length: Math.min(20, count - n) }, (_, i) => it.fire(`Down${n + i}`, { severity: (n + i) % 10 === 0 ? 'critical' : 'warning' })));
  await world.until('all incidents are there', async () => (await sql`select 1 from incidents`).length === count);
  for (let minutes = 0; minutes < 60; minutes += 20) {
    await world.advance('20 minutes');
    await it.wakeJobs();
  }
  // What is taken up and closed meanwhile is history by the time Slack is back.
  await world.press('bea', 'incident/ack', { incident: 'INC-1' });
  for (const name of ['Down1', 'Down2', 'Down3']) await it.fire(name, { severity: 'warning', over: true });
  expect(slack.world.messages, 'nothing got through').toEqual([]);
  expect((await world.app.ports.health()).platforms.find(({ name }) => name === 'slack')).toMatchObject({ ok: false });

  slack.heal();
  const open = await sql<{ number: number }[]>`select number from incidents where status <> 'RESOLVED'`;
  const deadline = performance.now() + 250_000;
  const standing = async () => (await sql`select 1 from posted_cards c join incidents i on i.id = c.incident_id and i.status <> 'RESOLVED' where c.place_id = ${sre.id} and c.message_id is not null`).length;
  while ((await standing()) < open.length && performance.now() < deadline) {
    // A message a second in the channel is the rule; the product's clock may run faster here.
    await world.advance('5 seconds');
    await it.wakeJobs();
    await new Promise((wake) => setTimeout(wake, 300));
  }
  const keyOf = (message: SlackMessage) => String((message.metadata?.['event_payload'] as { key?: unknown } | undefined)?.key);
  const [cards, words] = [true, false].map((isCard) => it.cardsIn(sre).filter((message) => keyOf(message).startsWith('incident:') === isCard)) as [SlackMessage[], SlackMessage[]];
  const ofIncident = Map.groupBy(cards, (message) => /INC-\d+/.exec(wordsOf(message))?.[0]);
  expect([...ofIncident].filter(([, mine]) => mine.length > 1), 'two cards of one incident').toEqual([]);
  expect(open.filter(({ number }) => !ofIncident.has(`INC-${number}`)), 'open, and without a card').toEqual([]);
  expect(wordsOf(ofIncident.get('INC-1')![0]!)).toContain('Acknowledged by bea');
  // Nobody reads what was due while Slack was away: what is said is from now.
  expect(words.map(wordsOf).filter((text) => Number(/for (\d+) minutes/.exec(text)?.[1] ?? 60) < 50)).toEqual([]);
  const rooms = [...slack.world.channels.values()].filter(({ name }) => name.startsWith('inc-'));
  console.log(`on return: ${cards.length} cards, ${words.length} other messages, ${slack.directFor(it.alice.id).length} direct messages to the one on call, ${rooms.length} rooms`);
});
