import { bothAtOnce } from '../../oncall/both-at-once.ts';
import type { PreflightFacts, PreflightTeam } from './facts.ts';
import type { Finding } from './finding.ts';
import { minute } from './gaps.ts';
import { nameOf } from './policies.ts';
import { turnsOf } from './turns-of.ts';

/** Who answers at two levels of a team at once, each person once: the backup is then nobody else. */
export function twiceFindings(team: PreflightTeam, facts: PreflightFacts): Finding[] {
  return [...Map.groupBy(bothAtOnce(turnsOf(team.plan, facts)), ({ userId }) => userId)].map(([userId, all]): Finding => {
    const [first] = all as [typeof all[number]];
    const args = { team: team.name, from: minute(first.from, Math.floor), to: minute(first.to, Math.ceil) };
    return {
      id: `twice:${team.id}:${userId}`, rank: 2, teamId: team.id, at: first.from, key: all.length > 1 ? 'oncallCheck.twice_more' : 'oncallCheck.twice',
      params: { ...args, name: nameOf(userId, facts), level: first.levels[0], other: first.levels[1], more: all.length - 1 },
      fix: { label: 'oncallCheck.fix_twice', command: 'oncall/override', args: { ...args, level: String(first.levels[1]) } },
    };
  });
}
