import { userIdOf, type Context } from '../../context.ts';
import { findInside } from './find.ts';
import type { Told } from './notifications-of.ts';
import type { Incident } from './schema.ts';

/** Everything that led from an alert to a person. */
export interface WhyPaged {
  incident: Incident;
  alerts: { name: string; source: string; placed_by: string }[];
  run: {
    number: number; reason: string; began_at: Date; policy_name: string | null;
    /** The version of the policy that it climbs; null of a built-in one and before its first step. */
    version: number | null;
    /** At which version that policy is now; null when it was deleted. */
    version_now: number | null;
  } | undefined;
  /** Pages of the speaker, newest first, those that left or soon will; of everybody when they were not paged. */
  pages: { name: string; means: Told['means']; at: Date; why: Record<string, unknown> }[];
  wasPaged: boolean;
}

/** Why somebody was paged: alert → rule → service → team → policy → step → layer → means. @throws AppError forbidden, not_found */
export async function whyPaged(ctx: Context, ref: string): Promise<WhyPaged> {
  const incident = await findInside(ctx, ref);
  const me = userIdOf(ctx.actor);
  const { sql } = ctx;
  const alerts = await sql<WhyPaged['alerts']>`
    select a.name, s.name as source, a.placed_by from alerts a join sources s on s.id = a.source_id where a.incident_id = ${incident.id} order by a.id limit 3`;
  const [run] = await sql<NonNullable<WhyPaged['run']>[]>`
    select r.number, r.reason, r.began_at, r.policy_name, case when r.policy ->> 'id' is not null then (r.policy ->> 'version')::int end as version, p.version as version_now
    from runs r left join escalation_policies p on p.id::text = r.policy ->> 'id' where r.incident_id = ${incident.id} order by r.number desc limit 1`;
  const pages = await sql<(WhyPaged['pages'][number] & { mine: boolean })[]>`
    select coalesce(u.username, n.address) as name, n.means, coalesce(n.sent_at, n.created_at) as at, n.why, (n.user_id = ${me}) is true as mine
    from notifications n left join users u on u.id = n.user_id left join runs r on r.id = n.run_id
    where n.incident_id = ${incident.id} and n.is_page and n.status <> 'dropped' and not (n.status = 'queued' and (n.why ? 'repeat' or r.ended_at is not null))
    order by mine desc, n.created_at desc, n.after_seconds desc limit 10`;
  const mine = pages.filter((page) => page.mine);
  return { incident, alerts: [...alerts], run, pages: mine.length > 0 ? mine : [...pages], wasPaged: mine.length > 0 };
}
