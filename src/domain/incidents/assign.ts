import { nameOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError, conflict, notFound } from '../../errors.ts';
import { findTeam } from '../people/find-team.ts';
import { findUser } from '../people/find-user.ts';
import { findService } from '../services/find-service.ts';
import { beginRuns, endRuns } from '../timers/runs.ts';
import { demandOnIncident } from './allowed.ts';
import { nearest } from '../nearest.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { setLead } from './set-lead.ts';
import { shortId, type Incident } from './schema.ts';

/** Not found is an answer here; everything else is not. */
const orNothing = async <T>(find: Promise<T>): Promise<T | undefined> => find.catch((error: unknown) => {
  if (error instanceof AppError && error.code === 'not_found') return undefined;
  throw error;
});

/**
 * Hands an incident to a team, to the team of a service (which becomes its service), or to a person (`@name`).
 * The old team's pages stop; if nobody has acknowledged, the new team's ladder begins.
 */
export async function assign(ctx: Context, ref: string, to: string): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'change_incident', seen);
  if (to.startsWith('@')) return setLead(ctx, ref, to.slice(1));

  const service = await orNothing(findService(ctx, to));
  const team = service === undefined ? await orNothing(findTeam(ctx, to)) : undefined;
  if (service === undefined && team === undefined) {
    const person = await orNothing(findUser(ctx, to));
    if (person !== undefined) return setLead(ctx, ref, person.username);
    throw notFound('incidents.assign_to_whom', { name: to }, nearest(to, await namesOfOwners(ctx)));
  }
  return transaction(ctx, async (tx) => {
    const teamId = team?.id ?? service!.ownerTeamId;
    const [done] = await tx.sql<{ status: string }[]>`
      update incidents set team_id = ${teamId}, service_id = ${service?.id ?? seen.service_id}, changed_by_person_at = ${tx.now}, snoozed_until = null, snoozed_until_clear = false
      where id = ${seen.id} and status <> 'RESOLVED' returning status`;
    if (!done) throw conflict('incidents.is_resolved', { incident: shortId(seen) });
    await endRuns(tx, [seen.id], 'reassigned');
    if (done.status === 'TRIGGERED') await beginRuns(tx, [{ incidentId: seen.id, severity: seen.severity, reason: 'reassigned' }]);
    const incident = await loadIncident(tx, seen.id);
    await record(tx, seen, { kind: 'assigned', key: 'incidents.assigned', params: { name: nameOf(tx.actor), from: `${seen.team_name} / ${seen.service_name}`, to: `${incident.team_name} / ${incident.service_name}` } });
    await tx.enqueue('post-cards', { incidentId: seen.id }, { key: seen.id });
    return incident;
  });
}

const namesOfOwners = async (ctx: Context): Promise<string[]> =>
  (await ctx.sql<{ name: string }[]>`select name from teams union select name from services where is_active and not is_triage union select '@' || username from users where is_active`).map(({ name }) => name);
