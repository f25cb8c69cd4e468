import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';
import type { Ports } from '../../ports.ts';
import type { Finding } from './finding.ts';
import { loadFacts } from './load-facts.ts';
import { simulate } from './simulate.ts';

/** How far ahead is looked (spec §6). */
export const checkedDays = 14;

/** What would go wrong with pages in the coming days, for all teams or one. Tells nobody. @throws AppError forbidden */
export async function checkOnCall(ctx: Context, which: { teamId?: string | undefined; checkChannel?: Ports['checkChannel'] } = {}): Promise<Finding[]> {
  demand(ctx, 'view_schedule');
  demand(ctx, 'view_escalation');

  return simulate(await loadFacts(ctx, checkedDays, which.checkChannel), which.teamId === undefined ? undefined : new Set([which.teamId]));
}
