import type { Context } from '../../context.ts';
import { demandForTeam, type Codename } from '../../permissions.ts';

/**
 * May this actor change who answers by an entry of the schedule? One's own entries need no permission (spec §6), but
 * entering oneself takes being in the team: whoever is on call may do much with its incidents.
 * @param whose everybody whom the change is about, before and after it
 * @throws AppError forbidden
 */
export async function demandTurn(ctx: Context, codename: Codename, teamId: string, whose: readonly string[]): Promise<void> {
  const { actor } = ctx;
  const own = actor.kind === 'person' && (actor.scopes === undefined || actor.scopes.has(codename)) && whose.every((userId) => userId === actor.userId);
  if (own && (codename === 'delete_schedule' || await isMember(ctx, teamId, actor.userId))) return;
  demandForTeam(ctx, codename, teamId);
}

async function isMember({ sql }: Context, teamId: string, userId: string): Promise<boolean> {
  return (await sql`select 1 from team_members where team_id = ${teamId} and user_id = ${userId}`).length > 0;
}
