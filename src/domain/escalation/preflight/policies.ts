import { shortSeverity } from '../../severity.ts';
import { describeTarget } from '../policies/describe-target.ts';
import type { PreflightFacts, PreflightTeam } from './facts.ts';
import type { Finding } from './finding.ts';
import { servicesOf } from './gaps.ts';
import { behind, climb, urgentPolicies } from './ladder.ts';
import { turnsOf } from './turns-of.ts';

/** Ladders that find nobody or only one person, and steps of them that find nobody. */
export function policyFindings(team: PreflightTeam, facts: PreflightFacts): Finding[] {
  return urgentPolicies(team, facts).flatMap(({ severity, policy }): Finding[] => {
    const about = { team: team.name, policy: policy.name, services: servicesOf(team) };
    const fix: Finding['fix'] = { label: 'oncallCheck.fix_policy', command: policy.id === null ? 'team/member' : 'escalation/show', args: policy.id === null ? { team: team.name } : { team: team.name, severity: shortSeverity(severity) } };
    const climbs = climb(policy, team, facts).filter(({ emails }) => !emails);
    const nobody = climbs.find(({ people }) => people.size === 0);
    const alone = climbs.find(({ people }) => people.size === 1);
    const key = policy.id ?? 'built-in';
    // A team's own has the name that its author gave it.
    const named: Pick<Finding, 'words'> = policy.id === null ? { words: { policy: { key: 'escalationCommands.built_in_high', params: {} } } } : {};
    return [
      ...(nobody === undefined ? [] : [{ id: `ladder-nobody:${team.id}:${key}`, rank: 1, teamId: team.id, at: nobody.at, key: nobody.at === facts.from ? 'oncallCheck.ladder_nobody' : 'oncallCheck.ladder_nobody_at', params: { ...about, at: new Date(nobody.at).toISOString() }, ...named, fix } as const]),
      ...(alone === undefined || nobody !== undefined ? [] : [{
        id: `ladder-alone:${team.id}:${key}`, rank: 2, teamId: team.id, at: alone.at, key: alone.at === facts.from ? 'oncallCheck.ladder_alone' : 'oncallCheck.ladder_alone_at',
        params: { ...about, name: nameOf([...alone.people][0]!, facts), at: new Date(alone.at).toISOString() }, ...named, fix,
      } as const]),
      // The built-in ladder names backups and managers whether a team has them or not.
      ...(policy.id === null || nobody !== undefined ? [] : emptySteps(team, facts, { ...policy, id: policy.id }, fix)),
    ];
  });
}

function emptySteps(team: PreflightTeam, facts: PreflightFacts, policy: { id: string; name: string; steps: ReturnType<typeof urgentPolicies>[number]['policy']['steps'] }, fix: Finding['fix']): Finding[] {
  const names = new Map([...facts.teams.map(({ id, name }) => [id, name] as const), ...[...facts.people].map(([id, { username }]) => [id, username] as const)]);
  const ever = (teamId: string, level: number) => {
    const plan = facts.teams.find(({ id }) => id === teamId)?.plan;
    return plan && turnsOf(plan, facts).find((turn) => turn.level === level)?.userId;
  };
  return policy.steps.flatMap((step, index) => step.targets.filter(({ kind }) => kind !== 'EMAIL' && kind !== 'CHANNEL').flatMap((target): Finding[] => {
    if (behind(target, team, facts, ever).length > 0) return [];
    const params = { team: team.name, policy: policy.name, step: index + 1 };
    return [{ id: `target-nobody:${policy.id}:${JSON.stringify(target)}`, rank: 2, teamId: team.id, at: facts.from, key: 'oncallCheck.target_nobody', params, words: { target: describeTarget(target, names, team.name) }, fix }];
  }));
}

export const nameOf = (userId: string, { people }: Pick<PreflightFacts, 'people'>): string => people.get(userId)?.username ?? '';
