import { transaction } from '../../../src/db/transaction.ts';
import { coverDue } from '../../../src/domain/turns/cover-due.ts';
import { handoverUnseen } from '../../../src/domain/turns/handover-unseen.ts';
import { turnsDue } from '../../../src/domain/turns/turns-due.ts';
import type { Timer, TimerKind } from '../../../src/domain/timers/timer.ts';
import type { TimerHandler } from '../../../src/jobs/timer-loop.ts';
import type { TestDatabase } from '../../database.ts';

const handlers: Partial<Record<TimerKind, TimerHandler>> = { turns: turnsDue, 'handover-unseen': handoverUnseen, 'cover-due': coverDue };

/** Carries out what is due about turns, as the loop does, until nothing is. */
export async function whatIsDue(db: TestDatabase): Promise<void> {
  for (let taken = 1; taken > 0;) {
    taken = await transaction(db.ctx(), async (tx) => {
      const rows = await tx.sql<Timer[]>`delete from timers where due_at <= ${tx.now} and kind = any(${Object.keys(handlers)}::text[]) returning id, kind, subject, due_at as "dueAt", payload, attempts`;
      for (const [kind, mine] of Map.groupBy(rows, (timer) => timer.kind)) await handlers[kind]!(tx, mine);
      return rows.length;
    });
  }
}

/** An instant so many minutes from the database's now, on the full second. */
export async function inMinutes(db: TestDatabase, minutes: number): Promise<Date> {
  const [row] = await db.sql<{ at: Date }[]>`select date_trunc('second', imas_now()) + make_interval(mins => ${minutes}) as at`;
  return row!.at;
}
