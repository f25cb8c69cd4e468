import { and, asc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { teams } from '../people/schema.ts';
import { foldName } from './fold.ts';
import { serviceNames, services, type Service } from './schema.ts';

/** A service as it is shown: with its owner's name and the words that also mean it. */
export interface ServiceLine extends Service {
  ownerTeam: string;
  aliases: string[];
}
export interface ServiceFilter {
  teamId?: string;
  active?: boolean;
  /** Part of a name or alias, whatever the case. */
  search?: string;
}

const aliases = sql<string[]>`array(select n.name from service_names n where n.service_id = ${services.id} and n.is_alias order by n.name)`;

async function lines(ctx: Context, where: SQL | undefined): Promise<ServiceLine[]> {
  return ctx.db.select({ ...getTableColumns(services), ownerTeam: teams.name, aliases }).from(services)
    .innerJoin(teams, eq(teams.id, services.ownerTeamId)).where(where).orderBy(asc(sql`lower(${services.name})`), asc(services.id));
}

/** All services, or those the filter leaves, by name. @throws AppError forbidden */
export async function listServices(ctx: Context, filter: ServiceFilter = {}): Promise<ServiceLine[]> {
  demand(ctx, 'view_service');
  const part = filter.search === undefined ? undefined : foldName(filter.search).replaceAll(/[\\%_]/g, '\\$&');
  return lines(ctx, and(
    filter.teamId === undefined ? undefined : eq(services.ownerTeamId, filter.teamId),
    filter.active === undefined ? undefined : eq(services.isActive, filter.active),
    part === undefined ? undefined : sql`exists (select 1 from ${serviceNames} n where n.service_id = ${services.id} and n.name like ${`%${part}%`})`,
  ));
}

/** One service with owner and aliases. @param id as `findService` gives it. @throws AppError forbidden */
export async function showService(ctx: Context, id: string): Promise<ServiceLine | undefined> {
  demand(ctx, 'view_service');
  const [line] = await lines(ctx, eq(services.id, id));
  return line;
}
