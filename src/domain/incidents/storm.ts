import type { Tx } from '../../context.ts';
import { setting } from '../settings/setting.ts';
import { isWorse, type Severity } from '../severity.ts';
import { setTimers } from '../timers/timer.ts';
import type { Opened } from './open.ts';

/**
 * More than ten incidents of a team in five minutes are a storm (both numbers are settings): one card for all,
 * and no card, room or page of its own for a further one, unless it is more severe than the worst that was open when the storm began.
 * @returns the ids of those among `opened` that stay quiet
 */
export async function joinStorms(tx: Tx, opened: readonly Opened[]): Promise<Set<string>> {
  const quiet = new Set<string>();
  // In the order of their ids, so that replicas cannot deadlock.
  for (const [teamId, mine] of [...Map.groupBy(opened, ({ opening }) => opening.teamId)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const minutes = await setting(tx, 'storm_minutes', { teamId });
    const many = await setting(tx, 'storm_incidents', { teamId });
    const since = new Date(tx.now.getTime() - minutes * 60_000);
    const [count] = await tx.sql<{ recent: number; worst: Severity | null }[]>`
      select count(*)::int as recent, min(severity) filter (where status <> 'RESOLVED' and id <> all(${mine.map(({ id }) => id)}::uuid[])) as worst
      from (select id, severity, status from incidents where team_id = ${teamId} and created_at > ${since} order by created_at desc limit ${many + mine.length + 1}) recent`;
    if (count!.recent <= many) continue;
    const [storm] = await tx.sql<{ id: string; worst_severity: Severity; is_new: boolean }[]>`
      insert into storms (team_id, began_at, worst_severity, count, last_at) values (${teamId}, ${tx.now}, ${count!.worst ?? mine[0]!.opening.severity}, ${count!.recent}, ${tx.now})
      on conflict (team_id) where ended_at is null do update set count = storms.count + ${mine.length}, last_at = ${tx.now}, card_wanted = storms.card_wanted + 1
      returning id, worst_severity, xmax = 0 as is_new`;
    const before = count!.recent - mine.length;
    let worst = storm!.worst_severity;
    mine.forEach(({ id, opening }, place) => {
      // A person who calls for help is not silenced by what machines say.
      if (before + place < many || opening.origin === 'person') return;
      if (isWorse(opening.severity, worst)) worst = opening.severity;
      else quiet.add(id);
    });
    if (worst !== storm!.worst_severity) await tx.sql`update storms set worst_severity = ${worst} where id = ${storm!.id}`;
    if (quiet.size > 0) await tx.sql`update incidents set in_storm = true where id = any(${[...quiet]}::uuid[])`;
    await setTimers(tx.sql, [{ kind: 'storm-end', subject: storm!.id, dueAt: new Date(tx.now.getTime() + minutes * 60_000) }]);
    await tx.enqueue('storm-card', { stormId: storm!.id }, { key: storm!.id, ...(storm!.is_new ? {} : { delaySeconds: 1 }) });
  }
  return quiet;
}
