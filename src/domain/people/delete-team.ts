import { eq } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { teams } from './schema.ts';

interface Ties { services: string[]; open: number; past: number }

/**
 * Deletes a team that answers for nothing.
 * @throws AppError forbidden, not_found, conflict with the reason: it is Triage, owns services, has open or past incidents
 */
export async function deleteTeam(ctx: Context, teamId: string): Promise<void> {
  demand(ctx, 'delete_team');

  await transaction(ctx, async (tx) => {
    // The lock keeps services and incidents from being given to the team while it goes.
    const [team] = await tx.db.select().from(teams).where(eq(teams.id, teamId)).for('update');
    if (!team) throw notFound('errors.unknown_team', { name: teamId });
    const { name } = team;
    if (team.isTriage) throw conflict('people.triage_stays', { name });
    const [ties] = await tx.sql<[Ties]>`
      select array(select name from services where owner_team_id = ${teamId} order by name) as services,
        (select count(*)::int from incidents where team_id = ${teamId} and status <> 'RESOLVED') as open,
        (select count(*)::int from incidents where team_id = ${teamId} and status = 'RESOLVED') as past`;
    if (ties.services.length > 0) throw conflict('people.team_owns_services', { name, count: ties.services.length, names: ties.services.slice(0, 5).join(', ') });
    if (ties.open > 0) throw conflict('people.team_has_incidents', { name, count: ties.open });
    if (ties.past > 0) throw conflict('people.team_has_history', { name, count: ties.past });
    await tx.sql`delete from settings where scope = 'team' and subject = ${teamId}`;
    await tx.db.delete(teams).where(eq(teams.id, teamId));
    // It is taken from whoever was given it.
    if (team.discordRoleId !== null) await tx.enqueue('sync-user-group', { teamId, platform: 'discord' }, { key: `${teamId}:discord` });
    await audit(tx, { action: 'team.deleted', object: { kind: 'team', id: teamId, label: name } });
  });
}
