import { levelsOf } from '../../oncall/plan.ts';
import { gapsBetween } from '../../oncall/turns-between.ts';
import type { PreflightFacts, PreflightTeam } from './facts.ts';
import type { Finding } from './finding.ts';

const hour = 3_600_000;
/** A gap that begins this soon is told of once more. */
const soon = 3 * 24 * hour;

/** When nobody answers for a team in the coming days. The first level alarms; of the others only those that the team has filled are missed. */
export function gapFindings(team: PreflightTeam, { from, to }: PreflightFacts): Finding[] {
  const gaps = gapsBetween(team.plan, from, to);
  const never = gaps.length > 0 && gaps.filter(({ level }) => level === 1).some((gap) => gap.from <= from && gap.to >= to);
  if (never && levelsOf(team.plan).length === 1) {
    return [{ id: `nobody:${team.id}`, rank: 1, teamId: team.id, at: from, key: 'oncallCheck.nobody_ever', params: { team: team.name, services: servicesOf(team) }, fix: { label: 'oncallCheck.fix_set', command: 'oncall/set', args: { team: team.name } } }];
  }
  return [...Map.groupBy(gaps, ({ level }) => level)].map(([level, all]): Finding => {
    const [first] = all as [typeof all[number]];
    const hours = Math.max(1, Math.round(all.reduce((sum, gap) => sum + gap.to - gap.from, 0) / hour));
    const params = { team: team.name, services: servicesOf(team), n: hours, more: all.length - 1, level, from: minute(first.from, Math.floor), to: minute(first.to, Math.ceil) };
    return {
      id: `gap:${team.id}:${level}${first.from < from + soon ? ':soon' : ''}`, rank: level === 1 ? 1 : 3, teamId: team.id, at: first.from,
      key: level === 1 ? (all.length > 1 ? 'oncallCheck.gaps' : 'oncallCheck.gap') : level === 2 ? 'oncallCheck.gap_backup' : 'oncallCheck.gap_level', params,
      fix: { label: 'oncallCheck.fix_gap', command: 'oncall/override', args: { team: team.name, from: params.from, to: params.to, ...(level === 1 ? {} : { level: String(level) }) } },
    };
  });
}

/** Whole minutes around a gap: they are what people type, and what is left of it would be a gap again. */
export const minute = (at: number, whole: (n: number) => number): string => new Date(whole(at / 60_000) * 60_000).toISOString();

const mostNamed = 3;
/** A few services by name, and how many more there are. */
export function servicesOf({ services }: PreflightTeam): string {
  const names = services.slice(0, mostNamed).map(({ name }) => name);
  return services.length > mostNamed ? `${names.join(', ')} +${services.length - mostNamed}` : names.join(', ');
}
