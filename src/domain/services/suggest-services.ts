import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { bestFirst } from '../best-first.ts';
import { foldName } from './fold.ts';

/** Active services that somebody may mean by a part of a name or alias, best first. @throws AppError forbidden */
export async function suggestServices(ctx: Context, typed: string, limit: number): Promise<{ name: string; ownerTeam: string }[]> {
  demand(ctx, 'view_service');
  const { sql } = ctx;
  const word = foldName(typed);
  const named = bestFirst(sql, sql`lower(s.name)`, word);
  return sql<{ name: string; ownerTeam: string }[]>`
    select s.name, t.name as "ownerTeam" from services s join teams t on t.id = s.owner_team_id
    where s.is_active and exists (select from service_names n where n.service_id = s.id and ${bestFirst(sql, sql`n.name`, word).contains})
    order by ${named.order} limit ${limit}`;
}

/** Which of these words, as typed, are the name or an alias of a service. @throws AppError forbidden */
export async function servicesNamed(ctx: Context, words: readonly string[]): Promise<string[]> {
  demand(ctx, 'view_service');
  const rows = await ctx.sql<{ name: string }[]>`select name from service_names where name = any(${words.map(foldName)}::text[])`;
  return rows.map(({ name }) => name);
}
