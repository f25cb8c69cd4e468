import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import type { Rule } from './schema.ts';

/** A rule as it is shown: with the names of its source and service. */
export interface RuleLine extends Rule { source: string; targetService: string | null }

/**
 * Rules in the order in which they are tried, source by source.
 * @param filter.sourceId only this source's
 * @throws AppError forbidden
 */
export async function listRuleLines(ctx: Context, filter: { sourceId?: string } = {}): Promise<RuleLine[]> {
  demand(ctx, 'view_source');
  return lines(ctx, filter.sourceId === undefined ? ctx.sql`` : ctx.sql`where r.source_id = ${filter.sourceId}`);
}

/** One rule, for whoever has found it. */
export async function ruleLine(ctx: Context, id: string): Promise<RuleLine> {
  return (await lines(ctx, ctx.sql`where r.id = ${id}`))[0]!;
}

const lines = async ({ sql }: Context, where: ReturnType<Context['sql']>): Promise<RuleLine[]> => [...await sql<RuleLine[]>`
  select r.id, r.source_id as "sourceId", r.position, r.name, r.matchers, r.target_service_id as "targetServiceId", r.override_severity as "overrideSeverity",
    r.is_drop as "isDrop", r.grouping, r.created_at as "createdAt", s.name as source, v.name as "targetService"
  from rules r join sources s on s.id = r.source_id left join services v on v.id = r.target_service_id
  ${where} order by lower(s.name), r.position, r.created_at, r.id`];
