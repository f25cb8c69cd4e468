import { expect, test } from 'vitest';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { addNote } from '../../src/domain/incidents/note.ts';
import { plainCard } from '../../src/chat/plain.ts';
import { refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

const utc = { language: 'en', timeZone: 'UTC' } as const;
const below = (at: TwoPlatforms) => at.slack.said.filter(({ place, thread }) => place === 'C-sre' && thread !== undefined).map(({ thread, card }) => ({ thread, words: plainCard(card, utc) }));
const theCard = (at: TwoPlatforms) => at.slack.said.find(({ place, thread }) => place === 'C-sre' && thread === undefined)!;

async function anIncident() {
  const at = await twoPlatforms();
  const { id } = await at.incident();
  await at.work();
  await at.run({ name: 'update-cards', payload: { incidentId: id, platform: 'slack' } });
  at.putOff();
  return { at, id, [Symbol.asyncDispose]: () => at[Symbol.asyncDispose]() };
}

test('what happens after the card was posted is told in its thread, not in the channel', async () => {
  await using it = await anIncident();
  expect(below(it.at)).toEqual([]);
  await acknowledge(it.at.ctx, it.id);
  await addNote(it.at.ctx, it.id, 'looking at it');
  await it.at.work();
  const [told, ...more] = below(it.at);
  expect([told!.thread, more]).toEqual([theCard(it.at).id, []]);
  expect(told!.words).toMatch(/Acknowledged by .*looking at it/s);
});

test('what follows within half a minute is one more word, later, and nothing is told twice', async () => {
  await using it = await anIncident();
  await acknowledge(it.at.ctx, it.id);
  await it.at.work();
  for (const words of ['one', 'two']) await addNote(it.at.ctx, it.id, words);
  await it.at.work();
  expect(below(it.at)).toHaveLength(1);
  const [again] = it.at.putOff();
  expect(again).toMatchObject({ name: 'catch-up-cards', payload: { platform: 'slack' } });
  await it.at.db.sql`update posted_cards set again_at = imas_now(), told_at = told_at - interval '30 seconds'`;
  await it.at.run(again!);
  await it.at.run(again!);
  const words = below(it.at).map((one) => one.words);
  expect(words).toHaveLength(2);
  expect(words[1]).toMatch(/one.*two/s);
  expect(words[1]).not.toContain('Acknowledged');
});

test('a word that a platform could not take is told later', async () => {
  await using it = await anIncident();
  it.at.slack.instead.say = refuse('internal_error', { retry: true });
  await acknowledge(it.at.ctx, it.id);
  await it.at.work();
  expect(below(it.at)).toEqual([]);
  it.at.slack.recover();
  await it.at.db.sql`update posted_cards set again_at = imas_now(), told_at = told_at - interval '30 seconds'`;
  await it.at.run(it.at.putOff().at(-1)!);
  expect(below(it.at)[0]?.words).toContain('Acknowledged by');
});
