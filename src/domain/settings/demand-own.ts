import type { Context } from '../../context.ts';
import { demand, type Codename } from '../../permissions.ts';

/**
 * Like `demand`, but people need no permission for what is their own. A token that was narrowed
 * still needs the scope: its holder may be someone its owner trusts with less.
 * @throws AppError forbidden, unauthenticated
 */
export function demandOwn(ctx: Pick<Context, 'actor'>, codename: Codename, userId: string): void {
  const { actor } = ctx;
  if (actor.kind === 'person' && actor.userId === userId && (actor.scopes === undefined || actor.scopes.has(codename))) return;
  demand(ctx, codename);
}
