import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demand } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { freeSlug } from './free-slug.ts';
import { teams, type Team } from './schema.ts';
import { freeText, nameOfThing, timeZoneFrom } from './well-formed.ts';

export interface NewTeam {
  name: string;
  description?: string;
  timeZone?: string;
}

/** Founds a team; its console channel appears with it. @throws AppError forbidden, invalid, conflict (name taken) */
export async function createTeam(ctx: Context, input: NewTeam): Promise<Team> {
  demand(ctx, 'add_team');

  const name = nameOfThing(input.name);
  const description = freeText(input.description ?? '', 'description');
  const timeZone = timeZoneFrom(input.timeZone ?? 'UTC');

  return transaction(ctx, async (tx) => {
    const [team] = await tx.db.insert(teams).values({ name, slug: await freeSlug(tx, name), description, timeZone })
      .onConflictDoNothing().returning();
    if (!team) throw conflict('errors.team_exists', { name });
    await audit(tx, { action: 'team.created', object: { kind: 'team', id: team.id, label: team.name }, detail: { name, time_zone: team.timeZone } });
    return team;
  });
}
