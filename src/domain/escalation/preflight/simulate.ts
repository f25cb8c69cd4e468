import { setImmediate as breathe } from 'node:timers/promises';
import type { PreflightFacts, PreflightTeam } from './facts.ts';
import { inOrder, type Finding } from './finding.ts';
import { gapFindings } from './gaps.ts';
import { peopleFindings, providerFindings } from './people.ts';
import { policyFindings } from './policies.ts';
import { teamFindings } from './teams.ts';
import { twiceFindings } from './twice.ts';

/** What would go wrong with pages in the coming days: of each team, worst first, and of all together with what is the administrators' business. */
export interface Simulated { all: Finding[]; byTeam: ReadonlyMap<string, Finding[]> }

/** Plays the paging of one team's services through the coming days. Pure. */
export const simulateTeam = (team: PreflightTeam, facts: PreflightFacts): Finding[] =>
  distinct([...gapFindings(team, facts), ...twiceFindings(team, facts), ...policyFindings(team, facts), ...peopleFindings(team, facts), ...teamFindings(team, facts)]);

/** The same for all teams. In a large house it takes a while: pages go between one team and the next. */
export async function simulate(facts: PreflightFacts): Promise<Simulated> {
  const byTeam = new Map<string, Finding[]>();
  for (const team of facts.teams) {
    byTeam.set(team.id, simulateTeam(team, facts));
    await breathe();
  }
  return { byTeam, all: distinct([...[...byTeam.values()].flat(), ...providerFindings(facts)]) };
}

/** Worst first. Whoever has turns in two teams is missed once. */
const distinct = (findings: readonly Finding[]): Finding[] => inOrder([...new Map(inOrder(findings).toReversed().map((finding) => [finding.id, finding])).values()]);
