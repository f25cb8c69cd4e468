import type { Context } from '../../context.ts';
import { demand, type Codename } from '../../permissions.ts';

/**
 * Asked before a team or service is looked up, so that a refusal does not tell which exist:
 * passes who has the codename, and managers, whom `demandForTeam` judges once the team is known.
 * @throws AppError forbidden, unauthenticated
 */
export function demandSomewhere(ctx: Pick<Context, 'actor'>, codename: Codename): void {
  const { actor } = ctx;
  if (actor.kind === 'person' && actor.manages.size > 0 && (actor.scopes === undefined || actor.scopes.has(codename))) return;
  demand(ctx, codename);
}
