import type { Context } from '../../context.ts';
import { conflict, invalid } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { slugOf } from './slug.ts';
import { teams, type Team } from './schema.ts';

export interface NewTeam {
  name: string;
  description?: string;
  timeZone?: string;
}

/** Founds a team; its console channel appears with it. @throws AppError invalid, conflict (name taken) */
export async function createTeam(ctx: Context, input: NewTeam): Promise<Team> {
  demand(ctx, 'add_team');

  const name = input.name.trim();
  if (name === '' || name.length > 80) throw invalid('errors.bad_name', { max: 80 }, { fields: { name: { key: 'errors.bad_name', params: { max: 80 } } } });

  return transaction(ctx, async (tx) => {
    const [team] = await tx.db.insert(teams).values({ name, slug: slugOf(name), description: input.description ?? '', timeZone: input.timeZone ?? 'UTC' })
      .onConflictDoNothing().returning();
    if (!team) throw conflict('errors.team_exists', { name });
    await audit(tx, { action: 'team.created', object: { kind: 'team', id: team.id, label: team.name }, detail: { name, time_zone: team.timeZone } });
    return team;
  });
}
