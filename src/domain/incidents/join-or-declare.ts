import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { findService } from '../services/find-service.ts';
import { declare, type Declaration } from './declare.ts';
import { demandToDeclare } from './demand-to-declare.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import type { Incident } from './schema.ts';

/**
 * A program says that something is broken. It joins the newest incident of the service and severity that is triggered
 * or acknowledged and not confidential, where its words are kept on the timeline; else, or if told to, it declares a new one (spec §5).
 * @throws AppError forbidden, invalid, not_found (service, team)
 */
export async function joinOrDeclare(ctx: Context, input: Declaration, { forceNew }: { forceNew: boolean }): Promise<{ incident: Incident; joined: boolean }> {
  await demandToDeclare(ctx);
  if (forceNew || input.isPrivate === true) return { incident: await declare(ctx, input), joined: false };

  return transaction(ctx, async (tx) => {
    const service = await findService(tx, input.service ?? 'Unknown/Triage');
    // Of two who say the same at the same moment the second finds what the first declared.
    await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`declare ${service.id} ${input.severity}`}, 7))`;
    const [open] = await tx.sql<{ id: string }[]>`
      select id from incidents where service_id = ${service.id} and severity = ${input.severity} and status in ('TRIGGERED', 'ACKNOWLEDGED') and not is_confidential
      order by created_at desc, number desc limit 1`;
    if (!open) return { incident: await declare(tx, input), joined: false };
    const incident = await loadIncident(tx, open.id);
    await record(tx, incident, { kind: 'note', text: [input.title.trim(), input.description?.trim() ?? ''].filter((line) => line !== '').join('\n').slice(0, 10_000) });
    return { incident, joined: true };
  });
}
