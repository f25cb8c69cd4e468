import { expect, test } from 'vitest';
import { SlackFault } from '../../src/chat/slack/faults.ts';
import { twoPlatforms } from './two-platforms.ts';

/** A Slack whose rooms are furnished in three steps, each of which does what `how` says. */
async function furnishing(how: (step: number) => void) {
  const at = await twoPlatforms();
  const done: number[] = [];
  at.slack.places.furnish = async (_, { topic }, step) => {
    how(step);
    if (step < 3 && topic !== '') done.push(step);
    return step < 3;
  };
  const subject = await at.incident();
  return { ...at, subject, done };
}
const later = ({ putOff }: Awaited<ReturnType<typeof furnishing>>) => putOff().filter(({ name }) => name === 'furnish-room');

test('what a platform’s rates put off goes on where it stopped, by a job that any process may carry out', async () => {
  let isFull = true;
  await using at = await furnishing((step) => { if (isFull && step === 1) throw new SlackFault('bookmarks.add', 'rate_limited', { retryAfterSeconds: 40 }); });
  expect(await at.work()).toEqual([]);
  const [job] = later(at);
  expect(job).toMatchObject({ payload: { step: 1 }, options: { delaySeconds: 40 } });
  isFull = false;
  await at.run(job!);
  expect([at.done, later(at)]).toEqual([[0, 1, 2], []]);
});

test('a step that is refused, or may have been carried out, is done without', async () => {
  await using at = await furnishing((step) => { if (step < 2) throw new SlackFault('bookmarks.add', step === 0 ? 'missing_scope' : 'timeout'); });
  expect(await at.work()).toEqual([]);
  expect([at.done, later(at)]).toEqual([[2], []]);
});

test('a room that others see is not furnished with what became confidential', async () => {
  await using at = await furnishing(() => {});
  await at.work();
  await at.db.sql`update incidents set is_confidential = true`;
  await at.run({ name: 'furnish-room', payload: { incidentId: at.subject.id, platform: 'slack', step: 0, tries: 0 } });
  expect(at.done).toEqual([0, 1, 2]);
});
