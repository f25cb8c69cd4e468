import type { Context } from '../../context.ts';
import type { WhyPaged } from './why-paged.ts';

/** A policy by which an incident was escalated, in the version that was climbed; null: a built-in one. */
export type ClimbedPolicy = Pick<NonNullable<WhyPaged['run']>, 'version' | 'version_now'> & { policy_name: string };

/** The policies of an incident's runs, oldest first, each version once. For readers who were found to be on it. */
export async function policiesOf({ sql }: Context, incidentId: string): Promise<ClimbedPolicy[]> {
  return [...await sql<ClimbedPolicy[]>`
    select policy_name, version, version_now from (
      select r.policy_name, case when r.policy ->> 'id' is not null then (r.policy ->> 'version')::int end as version, p.version as version_now, min(r.number) as first
      from runs r left join escalation_policies p on p.id::text = r.policy ->> 'id' where r.incident_id = ${incidentId} and r.kind = 'ladder' and r.policy_name is not null group by 1, 2, 3
    ) climbed order by first`];
}
