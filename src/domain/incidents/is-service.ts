import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { AppError, conflict } from '../../errors.ts';
import { groupKeyOf } from '../sources/group-key.ts';
import { addAlias } from '../services/add-alias.ts';
import { findService } from '../services/find-service.ts';
import { assign } from './assign.ts';
import { unknownNameOf } from './unknown-name.ts';
import { loadIncident } from './find.ts';
import { shortId, type Incident } from './schema.ts';

export interface Placed {
  incident: Incident;
  /** The word that means the service from now on; undefined when none was added. */
  alias: string | undefined;
  /** The word could not be added: the speaker may not change that service, or it means another. */
  aliasRefused: boolean;
}

/**
 * Says which service an incident of Unknown/Triage is about: it moves there with its pages, the unknown name becomes an
 * alias, and further alerts of that name join it.
 * @throws AppError forbidden, not_found (service), conflict (resolved, or it has a service already)
 */
export async function isService(ctx: Context, ref: string, serviceRef: string): Promise<Placed> {
  const seen = await loadIncident(ctx, ref);
  if (!seen.service_is_triage) throw conflict('commands.has_service', { incident: shortId(seen), service: seen.service_name });
  const service = await findService(ctx, serviceRef);
  const name = unknownNameOf(seen);

  return transaction(ctx, async (tx) => {
    await assign(tx, seen.id, service.id);
    const [alert] = await tx.sql`select 1 from alerts where incident_id = ${seen.id} and lower(name) = ${name ?? ''} limit 1`;
    // An alert that named no service is known by its own name, which is no name of a service.
    const word = alert ? undefined : name;
    const refused = word !== undefined && !(await addAlias(tx, service.id, word).then(() => true, unlessRefused));
    const key = groupKeyOf({ by: 'service' }, service.id, new Map(), { sourceId: '', fingerprint: '' });
    await tx.sql`update incidents set group_key = ${key} where id = ${seen.id} and not exists (select from incidents o where o.group_key = ${key} and o.status <> 'RESOLVED')`;
    return { incident: await loadIncident(tx, seen.id), alias: refused ? undefined : word, aliasRefused: refused };
  });
}

function unlessRefused(error: unknown): false {
  if (error instanceof AppError && (error.code === 'forbidden' || error.code === 'conflict')) return false;
  throw error;
}
