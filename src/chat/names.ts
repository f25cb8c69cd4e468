import type { Context } from '../context.ts';
import { listTeams } from '../domain/people/list-teams.ts';
import { listServices } from '../domain/services/list-services.ts';

const byId = (rows: readonly { id: string; name: string }[]): ReadonlyMap<string, string> => new Map(rows.map(({ id, name }) => [id, name]));

/** Names of all services by id, for cards. @throws AppError forbidden */
export const serviceNames = async (ctx: Context) => byId(await listServices(ctx));
/** Names of all teams by id, for cards. @throws AppError forbidden */
export const teamNames = async (ctx: Context) => byId((await listTeams(ctx)).rows);
