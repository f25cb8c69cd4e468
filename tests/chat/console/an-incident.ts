import type { TestDatabase } from '../../database.ts';

/** An open incident of a new team and service, as rows alone. */
export async function anIncident(db: TestDatabase, { confidential = false } = {}): Promise<{ id: string; shortId: string }> {
  const [made] = await db.sql<{ id: string; number: number }[]>`
    with team as (insert into teams (name, slug) values ('SRE', 'sre') returning id),
    service as (insert into services (name, owner_team_id) select 'redis', id from team returning id, owner_team_id)
    insert into incidents (title, service_id, team_id, severity, origin, detected_at, is_confidential)
    select 'Redis is down', id, owner_team_id, 'SEV1_CRITICAL', 'person', now(), ${confidential} from service returning id, number`;
  return { id: made!.id, shortId: `INC-${made!.number}` };
}
