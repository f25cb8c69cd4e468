import { nameOf, type Tx } from '../../context.ts';
import { queuePages } from '../notifications/queue-pages.ts';
import { rank } from '../severity.ts';
import type { LiveRun } from './load-runs.ts';
import { loadRoster } from './targets.ts';

/**
 * A whole ladder of high urgency that paged nobody (every step found nobody or was out of its hours), or only people
 * who passed on, pages every other administrator at once: the quarter of an hour until it starts over would be silence.
 * Where every administrator passed on they are paged all the same: somebody has to have it.
 * @param runs those whose ladder is at its end
 */
export async function pageLastResort(tx: Tx, runs: readonly LiveRun[]): Promise<void> {
  if (runs.length === 0) return;
  const silent = new Set((await tx.sql<{ id: string }[]>`
    select r.id from unnest(${runs.map((run) => run.id)}::uuid[], ${runs.map((run) => run.passed_on.join(' '))}::text[]) r(id, passed)
    where not exists (select from notifications n where n.run_id = r.id and n.is_page and (n.slot = 'last resort' or n.user_id is null or n.user_id <> all(string_to_array(r.passed, ' ')::uuid[])))`).map(({ id }) => id));
  const left = runs.filter((run) => silent.has(run.id));
  if (left.length === 0) return;
  const { admins } = await loadRoster(tx, [], { admins: true, extraUsers: [] });
  await queuePages(tx, left.flatMap((run) => {
    const others = admins.filter((id) => !run.passed_on.includes(id));
    return (others.length > 0 ? others : admins).map((userId) => ({
      incidentId: run.incident_id, runId: run.id, slot: 'last resort', userId, urgency: 'high' as const, means: null, shadow: run.team_state === 'shadow',
      why: { team: run.team_name, target: 'ADMINS', reason: run.reason }, rank: rank(run.severity),
    }));
  }));
  await tx.sql`
    insert into timeline (incident_id, at, kind, actor_name, key)
    select id, ${tx.now}, 'escalated', ${nameOf(tx.actor)}, 'policies.last_resort' from unnest(${left.map((run) => run.incident_id)}::uuid[]) i(id)`;
}
