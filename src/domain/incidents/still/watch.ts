import type { Tx } from '../../../context.ts';
import { rank, type Severity } from '../../severity.ts';
import { setting } from '../../settings/setting.ts';
import { setTimers } from '../../timers/timer.ts';

/** Somebody has taken an incident in hand: when to look whether anything happens. Whoever does something need not set this again: it is read when due. */
export async function watchActivity(tx: Tx, incident: { id: string; team_id: string; severity: Severity }): Promise<void> {
  const minutes = await setting(tx, 'still_on_it_minutes', { teamId: incident.team_id });
  await setTimers(tx.sql, [{ kind: 'still-on-it', subject: incident.id, dueAt: new Date(tx.now.getTime() + minutes * 60_000), urgency: rank(incident.severity) }]);
}

/** The net under it, for acknowledgements of tools and severities raised later. @returns how many were put back */
export async function watchForgotten(tx: Tx): Promise<number> {
  const rows = await tx.sql<{ id: string; team_id: string; severity: Severity }[]>`
    select i.id, i.team_id, i.severity from incidents i join services s on s.id = i.service_id
    where i.status = 'ACKNOWLEDGED' and s.urgency <> 'low' and (s.urgency <> 'by_severity' or i.severity <= 'SEV2_HIGH')
      and not exists (select from timers d where d.kind = 'still-on-it' and d.subject = i.id)
    order by i.id limit 1000 for no key update of i skip locked`;
  for (const row of rows) await watchActivity(tx, row);
  return rows.length;
}
