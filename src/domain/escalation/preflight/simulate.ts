import type { PreflightFacts } from './facts.ts';
import { inOrder, type Finding } from './finding.ts';
import { gapFindings } from './gaps.ts';
import { peopleFindings, providerFindings } from './people.ts';
import { policyFindings } from './policies.ts';
import { teamFindings } from './teams.ts';

/**
 * Plays the paging of every service through the coming days and tells what would go wrong, worst first. Pure.
 * @param only of these teams; what is the administrators' business is left out then
 */
export function simulate(facts: PreflightFacts, only?: ReadonlySet<string>): Finding[] {
  const found = facts.teams.filter(({ id }) => only === undefined || only.has(id)).flatMap((team) => [
    ...gapFindings(team, facts), ...policyFindings(team, facts), ...peopleFindings(team, facts), ...teamFindings(team, facts),
  ]);
  // Whoever has turns in two teams is missed once.
  const each = new Map(inOrder([...found, ...(only === undefined ? providerFindings(facts) : [])]).toReversed().map((finding) => [finding.id, finding]));
  return inOrder([...each.values()]);
}
