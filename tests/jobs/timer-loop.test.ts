import { expect, test } from 'vitest';
import type { Tx } from '../../src/context.ts';
import type { Timer } from '../../src/domain/timers/timer.ts';
import { startTimerLoop, type TimerHandlers } from '../../src/jobs/timer-loop.ts';
import { aDatabase } from '../database.ts';
import { silent } from '../log.ts';

test('of two that carry out what is due one that fails waits for the other before all go one by one', async () => {
  await using db = await aDatabase();
  await db.sql`insert into timers (kind, subject, due_at) select 'quiet', gen_random_uuid(), imas_now() from generate_series(1, 1500)`;
  const happened: string[] = [];
  const alone = Promise.withResolvers<void>();
  let batches = 0;
  const handle = async (tx: Tx, timers: readonly Timer[]): Promise<void> => {
    if (timers.length === 1) {
      happened.push('alone');
      alone.resolve();
    } else if (++batches === 3) {
      for (let n = 0; n < 30; n++) await tx.sql`select 1`;
      happened.push('over');
    } else if (batches > 1) throw new Error('poisoned');
  };
  const loop = await startTimerLoop({ ctx: db.ctx(), sql: db.sql, handlers: { quiet: handle } as unknown as TimerHandlers, log: silent });
  await alone.promise;
  await loop.stop();
  expect(happened.slice(0, 2)).toEqual(['over', 'alone']);
});
