import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import type { Severity, Status } from '../severity.ts';

/** What a storm's card says. */
export interface StormSummary {
  team: string; worst: Severity; count: number; beganAt: Date; endedAt: Date | null;
  /** Ten of its incidents, the worst first; a confidential one has neither title nor service. */
  incidents: { number: number; title: string; service: string; severity: Severity; status: Status }[];
}

/** @throws AppError not_found */
export async function stormFacts(ctx: Context, stormId: string): Promise<{ version: number; facts: StormSummary }> {
  const [storm] = await ctx.sql<{ team_id: string; team: string; worst_severity: Severity; count: number; began_at: Date; ended_at: Date | null; card_wanted: number }[]>`
    select s.*, t.name as team from storms s join teams t on t.id = s.team_id where s.id = ${stormId}`;
  if (!storm) throw notFound('errors.unknown_incident', { name: stormId });
  const incidents = await ctx.sql<StormSummary['incidents']>`
    select i.number, case when i.is_confidential then '' else i.title end as title, case when i.is_confidential then '' else v.name end as service, i.severity, i.status from incidents i join services v on v.id = i.service_id
    where i.team_id = ${storm.team_id} and i.created_at >= ${storm.began_at}::timestamptz - interval '1 hour' and i.status <> 'RESOLVED' order by i.severity, i.number limit 10`;
  return { version: storm.card_wanted, facts: { team: storm.team, worst: storm.worst_severity, count: storm.count, beganAt: storm.began_at, endedAt: storm.ended_at, incidents } };
}
