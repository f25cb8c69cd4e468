import type { Tx } from '../../context.ts';
import { setting } from '../settings/setting.ts';
import { isWorse, type Severity } from '../severity.ts';
import { setTimers } from '../timers/timer.ts';
import type { Opened } from './open.ts';

/**
 * More than ten incidents of a team in five minutes are a storm (both numbers are settings): one card for all,
 * and no card, room or page of its own for a further one, unless it is more severe than the worst that speaks for it:
 * one that pages by itself and that nobody has acknowledged.
 * @param limits of each of their teams
 * @returns the ids of those among `opened` that stay quiet
 */
export async function joinStorms(tx: Tx, opened: readonly Opened[], limits: ReadonlyMap<string, StormLimits>): Promise<Set<string>> {
  const quiet = new Set<string>();
  // In the order of their ids, so that replicas cannot deadlock.
  for (const { teamId, mine, minutes, many, count } of (await countRecent(tx, opened, limits)).toSorted((a, b) => (a.teamId < b.teamId ? -1 : 1))) {
    if (count.recent <= many) continue;
    const [storm] = await tx.sql<{ id: string; worst_severity: Severity; began_at: Date; is_new: boolean }[]>`
      insert into storms (team_id, began_at, worst_severity, count, last_at) values (${teamId}, ${tx.now}, ${count.worst ?? mine[0]!.opening.severity}, ${count.recent}, ${tx.now})
      on conflict (team_id) where ended_at is null do update set count = storms.count + ${mine.length}, last_at = ${tx.now}, card_wanted = storms.card_wanted + 1
      returning id, worst_severity, began_at, xmax = 0 as is_new`;
    const before = count.recent - mine.length;
    let worst = storm!.worst_severity;
    let speaks = await worstSpeaking(tx, teamId, new Date(storm!.began_at.getTime() - minutes * 60_000), mine);
    mine.forEach(({ id, opening }, place) => {
      const { severity } = opening;
      if (isWorse(severity, worst)) worst = severity;
      const isWorst = speaks === null || isWorse(severity, speaks);
      // A person who calls for help is not silenced by what machines say.
      if (!isWorst && before + place >= many && opening.origin !== 'person') quiet.add(id);
      else if (isWorst) speaks = severity;
    });
    if (worst !== storm!.worst_severity) await tx.sql`update storms set worst_severity = ${worst} where id = ${storm!.id}`;
    if (quiet.size > 0) await tx.sql`update incidents set in_storm = true where id = any(${[...quiet]}::uuid[])`;
    await setTimers(tx.sql, [{ kind: 'storm-end', subject: storm!.id, dueAt: new Date(tx.now.getTime() + minutes * 60_000) }]);
    await tx.enqueue('storm-card', { stormId: storm!.id }, { key: storm!.id, ...(storm!.is_new ? {} : { delaySeconds: 1 }) });
  }
  return quiet;
}

/** The worst of what pages by itself since then; null: nobody is being paged but for those just opened. */
async function worstSpeaking(tx: Tx, teamId: string, since: Date, mine: readonly Opened[]): Promise<Severity | null> {
  const [found] = await tx.sql<{ worst: Severity | null }[]>`
    select min(severity) as worst from incidents
    where team_id = ${teamId} and created_at > ${since} and status = 'TRIGGERED' and not in_storm and snoozed_until is null and id <> all(${mine.map(({ id }) => id)}::uuid[])`;
  return found!.worst;
}

/** So many incidents in so many minutes are a storm. */
interface StormLimits { minutes: number; many: number }

/** By team. */
export const stormLimits = async (tx: Tx, teamIds: readonly string[]): Promise<Map<string, StormLimits>> => new Map(await Promise.all([...new Set(teamIds)].map(async (teamId): Promise<[string, StormLimits]> => {
  const [minutes, many] = await Promise.all([setting(tx, 'storm_minutes', { teamId }), setting(tx, 'storm_incidents', { teamId })]);
  return [teamId, { minutes, many }];
})));

interface Recent extends StormLimits { teamId: string; mine: readonly Opened[]; count: { recent: number; worst: Severity | null } }

/** How many incidents each team had lately, those just opened included, and the worst of the others. */
async function countRecent(tx: Tx, opened: readonly Opened[], limits: ReadonlyMap<string, StormLimits>): Promise<Recent[]> {
  const teams = [...Map.groupBy(opened, ({ opening }) => opening.teamId)].map(([teamId, mine]) => ({ teamId, mine, ...limits.get(teamId)! }));
  const counts = await tx.sql<{ team_id: string; recent: number; worst: Severity | null }[]>`
    select t.team_id, count(r.id)::int as recent, min(r.severity) filter (where r.status <> 'RESOLVED' and r.id <> all(${opened.map(({ id }) => id)}::uuid[])) as worst
    from unnest(${teams.map(({ teamId }) => teamId)}::uuid[], ${teams.map(({ minutes }) => minutes)}::float8[], ${teams.map(({ many, mine }) => many + mine.length + 1)}::int[]) t(team_id, minutes, most)
    left join lateral (
      select id, severity, status from incidents where team_id = t.team_id and created_at > ${tx.now}::timestamptz - make_interval(secs => t.minutes * 60) order by created_at desc limit t.most) r on true
    group by t.team_id`;
  const byTeam = new Map(counts.map((count) => [count.team_id, count]));
  return teams.map((team) => ({ ...team, count: byTeam.get(team.teamId)! }));
}
