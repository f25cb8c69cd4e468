import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';
import type { Ports } from '../../ports.ts';
import type { Finding } from './finding.ts';
import { loadFacts } from './load-facts.ts';
import { simulate, simulateTeam } from './simulate.ts';

/** How far ahead is looked (spec §6). */
export const checkedDays = 14;

/** What would go wrong with pages in the coming days, for all teams or one. Tells nobody. @throws AppError forbidden */
export async function checkOnCall(ctx: Context, which: { teamId?: string | undefined; checkChannel?: Ports['checkChannel'] } = {}): Promise<Finding[]> {
  demand(ctx, 'view_schedule');
  demand(ctx, 'view_escalation');

  const facts = await loadFacts(ctx, checkedDays, which.checkChannel);
  if (which.teamId === undefined) return (await simulate(facts)).all;
  const team = facts.teams.find(({ id }) => id === which.teamId);
  return team === undefined ? [] : simulateTeam(team, facts);
}
