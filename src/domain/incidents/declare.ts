import { userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { invalid } from '../../errors.ts';
import { findTeam } from '../people/find-team.ts';
import { findService } from '../services/find-service.ts';
import type { Severity } from '../severity.ts';
import { demandToDeclare } from './demand-to-declare.ts';
import { loadIncident } from './find.ts';
import { openIncidents } from './open.ts';
import type { Incident } from './schema.ts';

export interface Declaration {
  title: string;
  description?: string;
  /** Name, alias or id; the triage service when absent. */
  service?: string;
  /** Who answers; the service's owner when absent. */
  team?: string;
  severity: Severity;
  via: 'person' | 'api';
  detectedAt?: Date;
  /** The declarer becomes lead unless they only called for others (`/page`). */
  lead?: boolean;
  /** Confidential: whoever is not on it sees no more than that it is there. */
  isPrivate?: boolean;
}

/** A person says that something is broken. @throws AppError forbidden, invalid, not_found (service) */
export async function declare(ctx: Context, input: Declaration): Promise<Incident> {
  await demandToDeclare(ctx);
  const title = input.title.trim().replace(/\s+/g, ' ');
  if (title === '') throw invalid('incidents.title_needed', {}, { fields: { title: { key: 'incidents.title_needed' } } });
  if (title.length > 500) throw invalid('incidents.title_too_long', { max: 500 }, { fields: { title: { key: 'incidents.title_too_long', params: { max: 500 } } } });

  return transaction(ctx, async (tx) => {
    const service = await findService(tx, input.service ?? 'Unknown/Triage');
    const team = input.team === undefined ? service.ownerTeamId : (await findTeam(tx, input.team)).id;
    const [opened] = await openIncidents(tx, [{
      title, description: input.description?.trim() ?? '', serviceId: service.id, teamId: team, severity: input.severity, severityByPerson: true,
      origin: input.via, groupKey: null, labels: {}, url: null, leadId: input.lead === false ? null : userIdOf(tx.actor), detectedAt: input.detectedAt ?? tx.now, alerts: 0,
    }]);
    if (input.isPrivate === true) await tx.sql`update incidents set is_confidential = true where id = ${opened!.id}`;
    const user = userIdOf(tx.actor);
    if (user !== null) await tx.sql`insert into incident_people (incident_id, user_id, role) values (${opened!.id}, ${user}, 'responder') on conflict do nothing`;
    return loadIncident(tx, opened!.id);
  });
}
