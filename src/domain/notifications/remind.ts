import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { inWorkingHours } from '../services/working-hours.ts';
import { whoAnswers } from '../oncall/who-is-on-call.ts';
import type { WorkingHours } from '../people/schema.ts';
import { setting } from '../settings/setting.ts';
import { sendSoon } from './queue-pages.ts';

interface Waiting { id: string; user_id: string; severity: string; time_zone: string; working_hours: WorkingHours }

/**
 * Reminds people of incidents that nobody acknowledged (`send-unacknowledged-reminders`): open for ten minutes, not
 * reminded for fifteen, no step due within fifteen; low urgency in working hours only. One message a person that
 * lists all of theirs. Running it twice in a row reminds nobody twice.
 * @returns how many people were reminded
 */
export async function remind(ctx: Context): Promise<{ people: number }> {
  return transaction(ctx, async (tx) => {
    const after = await setting(tx, 'reminder_after_minutes');
    const every = await setting(tx, 'reminder_every_minutes');
    await tx.sql`select pg_advisory_xact_lock(hashtext('remind'))`;
    const waiting = await tx.sql<{ id: string }[]>`select distinct team_id as id from incidents where status = 'TRIGGERED'`;
    const onCall = (await whoAnswers(tx, { teamIds: waiting.map(({ id }) => id) })).filter(({ level, userId }) => level === 1 && userId !== null);
    const rows = await tx.sql<Waiting[]>`
      with on_call as (select * from unnest(${onCall.map(({ teamId }) => teamId)}::uuid[], ${onCall.map(({ userId }) => userId)}::uuid[]) c(team_id, user_id))
      select i.id, u.id as user_id, i.severity, t.time_zone, t.working_hours
      from incidents i join teams t on t.id = i.team_id and t.state = 'live'
      join lateral (select distinct user_id from incident_people p where p.incident_id = i.id and p.role = 'paged' union select c.user_id from on_call c where c.team_id = t.id) p on true
      join users u on u.id = p.user_id and u.is_active
      where i.status = 'TRIGGERED' and i.severity <> 'SEV4_LOW' and i.created_at <= ${tx.now}::timestamptz - make_interval(mins => ${after}) and (i.snoozed_until is null or i.snoozed_until <= ${tx.now})
        and not exists (select from runs r join timers d on d.kind = 'escalate' and d.subject = r.id where r.incident_id = i.id and r.ended_at is null and d.due_at <= ${tx.now}::timestamptz + interval '15 minutes')
        and not exists (select from notifications n where n.incident_id = i.id and n.user_id = u.id and n.purpose = 'reminder' and n.created_at > ${tx.now}::timestamptz - make_interval(mins => ${every}))
      order by i.severity, i.created_at`;
    const due = rows.filter((row) => row.severity <= 'SEV2_HIGH' || inWorkingHours(row.working_hours, row.time_zone, tx.now));
    const ids: string[] = [];
    for (const [userId, mine] of Map.groupBy(due, (row) => row.user_id)) {
      const [first, ...others] = await tx.sql<{ id: string }[]>`
        insert into notifications (incident_id, user_id, purpose, means, address, status, created_at, why)
        select id, ${userId}, 'reminder', 'CHAT', '', 'queued', ${tx.now}, '{}' from unnest(${mine.map((row) => row.id)}::uuid[]) with ordinality m(id, n) order by n returning id`;
      // One message speaks for all of them; the others are marked as told by it.
      await tx.sql`update notifications set bundle_id = ${first!.id}, status = case when id = ${first!.id} then status else 'accepted' end where id = any(${[first!, ...others].map((row) => row.id)}::uuid[])`;
      ids.push(first!.id);
    }
    await sendSoon(tx, ids);
    return { people: ids.length };
  });
}
