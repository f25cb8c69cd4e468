import { expect, test } from 'vitest';
import { twoPlatforms } from './two-platforms.ts';

test('two jobs of one process that meet on a card post it once, and the later one looks again', async () => {
  await using at = await twoPlatforms();
  const release = Promise.withResolvers<void>();
  const first = Promise.withResolvers<void>();
  at.slack.instead.say = async () => {
    first.resolve();
    await release.promise;
  };
  const { id } = await at.incident('SEV4_LOW');
  await at.run({ name: 'post-cards', payload: { incidentId: id } });
  const job = { name: 'update-cards', payload: { incidentId: id, platform: 'slack' } } as const;
  const earlier = at.run(job);
  await first.promise;
  at.db.jobs.length = 0;
  await at.run(job);
  expect(at.db.jobs.map(({ options }) => options?.delaySeconds)).toEqual([1]);
  release.resolve();
  await earlier;
  expect(at.slack.calls).toEqual(['say']);
});
