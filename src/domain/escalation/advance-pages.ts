import type { Tx } from '../../context.ts';
import { queuePages } from '../notifications/queue-pages.ts';
import { rank } from '../severity.ts';
import { setTimers } from '../timers/timer.ts';
import type { LiveRun } from './load-runs.ts';
import { loadRoster } from './targets.ts';

/** One more person (or team) was called in: told now and twice more, five minutes apart, until they answer. */
const times = 3;
const everyMs = 5 * 60_000;

export async function advancePages(tx: Tx, runs: readonly LiveRun[]): Promise<void> {
  for (const run of runs) {
    const { target } = run;
    if (target === null || run.next_step >= times) {
      await tx.sql`update runs set ended_at = ${tx.now}, end_reason = 'nobody answered' where id = ${run.id}`;
      continue;
    }
    const roster = await loadRoster(tx, target.kind === 'TEAM' ? [target.id] : [], { admins: false, extraUsers: target.kind === 'USER' ? [target.id] : [] });
    // Of the levels the first that somebody answers at.
    const onCall = target.kind === 'TEAM' ? [...(roster.onCall.get(target.id)?.values() ?? [])].slice(0, 1) : [];
    const people = target.kind === 'USER' ? [target.id].filter((id) => roster.active.has(id)) : onCall.length > 0 ? onCall : (roster.members.get(target.id) ?? []);
    await queuePages(tx, people.map((userId) => ({
      incidentId: run.incident_id, runId: run.id, slot: `1.${run.next_step}`, userId, urgency: 'high', means: null, shadow: run.team_state === 'shadow',
      why: { team: run.team_name, target: target.kind === 'USER' ? 'PAGED' : 'PAGED TEAM', reason: run.reason, step: run.next_step + 1 }, rank: rank(run.severity),
    })));
    await tx.sql`update runs set next_step = next_step + 1 where id = ${run.id}`;
    await setTimers(tx.sql, [{ kind: 'escalate', subject: run.id, dueAt: new Date(tx.now.getTime() + everyMs), urgency: rank(run.severity) }]);
  }
}
