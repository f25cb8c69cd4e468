import type { Tx } from '../../context.ts';
import { setTimers, type Timer } from '../timers/timer.ts';
import { handOver } from './hand-over-turns.ts';
import { loadPlans } from '../oncall/load-plans.ts';
import { nextChange } from '../oncall/next-change.ts';
import { syncGroups } from '../people/sync-groups.ts';
import { remindOfTurns } from './remind-of-turns.ts';

const dayMs = 86_400_000;
/** Turns are read so far ahead: a working day before may be a week before. */
const aheadMs = 8 * dayMs;

/**
 * Who answers for these teams may have changed, or somebody is to be reminded. The hand-overs are written, the reminders
 * sent, and the next such instant is planned, a day from now at the latest.
 */
export async function turnsDue(tx: Tx, timers: readonly Timer[]): Promise<void> {
  const now = tx.now.getTime();
  const earliest = Math.min(now, ...timers.map(({ dueAt }) => dueAt.getTime()));
  // A team that was deleted has no plan.
  const plans = await loadPlans(tx, { teamIds: timers.map(({ subject }) => subject), from: new Date(earliest), to: new Date(now + aheadMs) });
  const last = await handOver(tx, plans, timers);
  await syncGroups(tx, { teamIds: [...plans.keys()] });
  const reminders = await remindOfTurns(tx, plans, last, aheadMs);
  await setTimers(tx.sql, [...plans].map(([teamId, plan]) => {
    const next = Math.min(now + dayMs, nextChange(plan, now) ?? Infinity, reminders.get(teamId) ?? Infinity);
    return { kind: 'turns' as const, subject: teamId, dueAt: new Date(next), payload: { planned: true } };
  }));
}
