import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import type { Incident } from '../incidents/schema.ts';
import { onCallOf } from '../oncall/who-is-on-call.ts';
import { inWorkingHours } from '../services/working-hours.ts';
import type { WorkingHours } from '../people/schema.ts';
import { sendSoon } from './queue-pages.ts';

/** An all clear is worth a second noise only while people still sit up. */
const withinMinutes = 30;

/**
 * Whoever was paged by something that wakes, outside working hours, gets one all clear by the same means (whoever was called, by SMS) when it comes
 * within half an hour; when somebody off call acknowledged, the on-call is told quietly in chat.
 * @param moment makes it once: an acknowledgement or resolution is told one time
 */
export async function tellAllClear(ctx: Context, incident: Incident, moment: { kind: 'acknowledged' | 'resolved'; at: Date; by: string | null }): Promise<void> {
  await transaction(ctx, async (tx) => {
    const slot = `${moment.kind}:${moment.at.toISOString()}`;
    await tx.sql`select pg_advisory_xact_lock(hashtext(${incident.id}))`;
    const [told] = await tx.sql`select 1 from notifications where incident_id = ${incident.id} and slot = ${slot} limit 1`;
    if (told) return;
    const woken = await tx.sql<{ user_id: string; means: string; address: string; time_zone: string; working_hours: WorkingHours }[]>`
      select distinct n.user_id, case n.means when 'VOICE' then 'SMS' else n.means end as means, n.address, t.time_zone, t.working_hours from notifications n join teams t on t.id = ${incident.team_id}
      where n.incident_id = ${incident.id} and n.is_page and n.means in ('SMS', 'VOICE', 'EMAIL', 'NTFY') and n.status in ('accepted', 'delivered', 'acted')
        and n.user_id is not null and n.user_id is distinct from ${moment.by}::uuid and n.sent_at > ${tx.now}::timestamptz - make_interval(mins => ${withinMinutes})
        and not exists (select from notifications c where c.incident_id = n.incident_id and c.user_id = n.user_id and c.purpose = 'all-clear' and c.created_at > n.created_at)`;
    const asleep = woken.filter((row) => !inWorkingHours(row.working_hours, row.time_zone, tx.now));
    const [live] = moment.kind === 'acknowledged' && moment.by !== null ? await tx.sql`select 1 from teams where id = ${incident.team_id} and state = 'live'` : [];
    const onCall = live && await onCallOf(tx, incident.team_id);
    const rows = [
      ...asleep.map((row) => ({ user: row.user_id, purpose: 'all-clear', means: row.means, address: row.address })),
      ...(onCall && onCall.userId !== moment.by ? [{ user: onCall.userId, purpose: 'notice', means: 'CHAT', address: '' }] : []),
    ];
    if (rows.length === 0) return;
    const added = await tx.sql<{ id: string }[]>`
      insert into notifications (incident_id, user_id, purpose, means, address, slot, status, created_at)
      select ${incident.id}, user_id, purpose, means, address, ${slot}, 'queued', ${tx.now} from unnest(${rows.map((r) => r.user)}::uuid[], ${rows.map((r) => r.purpose)}::text[], ${rows.map((r) => r.means)}::text[], ${rows.map((r) => r.address)}::text[]) r(user_id, purpose, means, address) returning id`;
    await sendSoon(tx, added.map((row) => row.id));
  });
}
