import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { sendSoon } from './queue-pages.ts';

export type IncidentEvent = 'opened' | 'acknowledged' | 'resolved';

/**
 * Every active WEBHOOK provider hears of an incident's opening, acknowledgement and resolution.
 * @param moment makes it once: the same event at the same instant is told one time
 */
export async function tellWebhooks(ctx: Context, incidentId: string, event: IncidentEvent, moment: Date): Promise<void> {
  await transaction(ctx, async (tx) => {
    const slot = `${event}:${moment.toISOString()}`;
    await tx.sql`select pg_advisory_xact_lock(hashtext(${`webhooks ${incidentId}`}))`;
    const added = await tx.sql<{ id: string }[]>`
      insert into notifications (incident_id, purpose, means, address, slot, status, created_at, provider_id)
      select i.id, ${event}, 'WEBHOOK', '', ${slot}, case t.state when 'shadow' then 'shadow' else 'queued' end, ${tx.now}, p.id
      from incidents i join teams t on t.id = i.team_id cross join providers p
      where i.id = ${incidentId} and not i.is_confidential and p.kind = 'WEBHOOK' and p.is_active
        and not exists (select from notifications n where n.incident_id = i.id and n.slot = ${slot} and n.provider_id = p.id)
      returning id`;
    await sendSoon(tx, added.map((row) => row.id));
  });
}
