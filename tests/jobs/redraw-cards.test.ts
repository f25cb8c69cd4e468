import { expect, test } from 'vitest';
import { redrawCards as wanted } from '../../src/domain/incidents/redraw-cards.ts';
import { transaction } from '../../src/db/transaction.ts';
import { twoPlatforms } from './two-platforms.ts';

test('cards of many incidents travel in few jobs, each incident once', async () => {
  await using at = await twoPlatforms();
  const ids = Array.from({ length: 60 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  await transaction(at.ctx, (tx) => wanted(tx, [...ids, ...ids]));
  const jobs = at.db.jobs.splice(0);
  expect(jobs.length).toBeLessThan(10);
  expect(jobs.flatMap((job) => (job.name === 'redraw-cards' ? job.payload.incidentIds : []))).toEqual(ids);
});

test('a card that fails comes again by itself, and the others are drawn', async () => {
  await using at = await twoPlatforms();
  const incident = await at.incident();
  await at.work();
  const missing = '00000000-0000-4000-8000-000000000000';
  await at.db.sql`update incidents set title = 'Redis is slow'`;
  await at.run({ name: 'redraw-cards', payload: { incidentIds: [missing, incident.id] } });
  expect(at.db.jobs.filter(({ name }) => name === 'update-cards').map(({ payload }) => payload)).toContainEqual({ incidentId: missing });
  const [shown] = await at.db.sql<{ card: string }[]>`select string_agg(card::text, ' ') as card from console_messages`;
  expect(shown!.card).toContain('Redis is slow');
});
