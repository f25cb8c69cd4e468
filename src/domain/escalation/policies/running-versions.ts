import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';

/** How many incidents run on a version of a policy. */
export interface RunningVersion { version: number; incidents: number }

/** On which versions of a policy incidents run now, the oldest first. A run keeps the version that it began with. @throws AppError forbidden */
export async function runningVersions(ctx: Context, policyId: string): Promise<RunningVersion[]> {
  demand(ctx, 'view_escalation');

  return [...await ctx.sql<RunningVersion[]>`
    select (policy ->> 'version')::int as version, count(*)::int as incidents from runs
    where ended_at is null and kind = 'ladder' and policy ->> 'id' = ${policyId} group by 1 order by 1`];
}
