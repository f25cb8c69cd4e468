import type { Tx } from '../../context.ts';
import { json } from '../../db/client.ts';
import { handOverTurns } from './hand-over-turns.ts';
import type { Holding } from './holdings.ts';

export interface Named { id: string; username: string }

/** Gives one thing that `from` holds to `to`, or leaves its place empty. An escalation step keeps naming a disabled person: it finds nobody and fires the next. */
export async function handOver(tx: Tx, { kind, id }: Holding, from: Named, to: Named | null): Promise<void> {
  switch (kind) {
    case 'pin':
      await tx.sql`update teams set current_on_call = ${to?.id ?? null} where id = ${id} and current_on_call = ${from.id}`;
      return;
    case 'lead': {
      const params = { before: from.username, ...(to ? { after: to.username } : {}) };
      await tx.sql`update incidents set lead_id = ${to?.id ?? null}, card_wanted = card_wanted + 1 where id = ${id} and lead_id = ${from.id}`;
      await tx.sql`
        insert into timeline (incident_id, kind, actor_name, key, params)
        values (${id}, 'lead', ${from.username}, ${to ? 'people.lead_handed_over' : 'people.lead_gone'}, ${json(params)}::jsonb)`;
      await tx.enqueue('update-cards', { incidentId: id });
      return;
    }
    case 'shift': case 'rotation': case 'override':
      return handOverTurns(tx, { kind, id }, from.id, to?.id ?? null);
    case 'step':
      if (to) await tx.sql`update escalation_policies set steps = replace(steps::text, ${from.id}::text, ${to.id}::text)::jsonb, version = version + 1 where id = ${id}`;
      return;
    case 'membership':
      // Someone who is a member already keeps their own place and role.
      if (to) await tx.sql`
        insert into team_members (team_id, user_id, role, position)
        select team_id, ${to.id}, role, position from team_members where team_id = ${id} and user_id = ${from.id} on conflict do nothing`;
      await tx.sql`delete from team_members where team_id = ${id} and user_id = ${from.id}`;
  }
}
