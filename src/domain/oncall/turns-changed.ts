import { userIdOf, type Tx } from '../../context.ts';
import { setTimers } from '../timers/timer.ts';

/**
 * To be called by every verb that may change who answers for these teams, now or later: whoever is on call is compared
 * with what was seen last, and the instant of the next change is planned anew, as soon as the transaction commits.
 */
export async function turnsChanged(tx: Tx, teamIds: readonly string[]): Promise<void> {
  // Who did it need not say that they have the pager.
  const by = userIdOf(tx.actor);
  await setTimers(tx.sql, [...new Set(teamIds)].toSorted().map((subject) => ({ kind: 'turns' as const, subject, dueAt: tx.now, payload: { by } })));
}
