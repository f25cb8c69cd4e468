import type { Context } from '../../../context.ts';
import { numberOf } from '../find.ts';

/**
 * A person said or pressed something about an incident: that is activity, though it may leave no trace on the timeline. Written at most
 * once a minute, and only while somebody has it in hand. @param ref an incident as it is typed; anything else is passed over
 */
export async function noteLook({ sql, actor }: Context, ref: string): Promise<void> {
  const number = numberOf(ref);
  if (actor.kind !== 'person' || number === undefined) return;
  await sql`
    insert into incident_looks (incident_id, at) select id, imas_now() from incidents where number = ${number} and status = 'ACKNOWLEDGED'
    on conflict (incident_id) do update set at = excluded.at where incident_looks.at < excluded.at - interval '1 minute'`;
}
