import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';
import type { Names } from './describe-target.ts';
import type { Policy } from './policy.ts';

/** Names of the teams and people that a policy's steps refer to, by id. @throws AppError forbidden */
export async function targetNames(ctx: Context, policy: Pick<Policy, 'steps'>): Promise<Names> {
  demand(ctx, 'view_escalation');

  const ids = policy.steps.flatMap((step) => step.targets).flatMap((target) => (target.kind === 'USER' ? [target.user] : 'team' in target && target.team !== undefined ? [target.team] : []));
  if (ids.length === 0) return new Map();
  const rows = await ctx.sql<{ id: string; name: string }[]>`
    select id, name from teams where id = any(${ids}::uuid[]) union all select id, username from users where id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
