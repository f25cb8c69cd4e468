import { system, type Tx } from '../../context.ts';
import { record } from '../incidents/record.ts';
import { onCallOf } from '../oncall/who-is-on-call.ts';
import type { WorkingHours } from '../people/schema.ts';
import type { UrgencyRule } from '../services/schema.ts';
import { urgencyOf } from '../services/urgency.ts';
import { setting } from '../settings/setting.ts';
import { rank, type Severity } from '../severity.ts';
import { beginRuns } from '../timers/runs.ts';
import { setTimers, type Timer } from '../timers/timer.ts';
import { queueNotice } from './queue-notice.ts';

/** After the question the next means, and after that the end of the acknowledgement (spec §5). */
const patienceMs = 10 * 60_000;

interface Row {
  id: string; number: number; title: string; severity: Severity; team_id: string; holder: string | null; holder_name: string | null; is_confidential: boolean;
  rule: UrgencyRule; working_hours: WorkingHours; time_zone: string; active_at: Date;
}
/** How far the asking has gone; absent: nobody was asked yet. */
interface Asked { stage?: 'asked' | 'insisted'; askedAt?: string }

/**
 * Acknowledged, and nothing has happened since? Whoever has it is asked, then asked by the next means, then the acknowledgement lapses and
 * a new run begins. Activity is read here, when due: a change, a word or a look of any person puts it off.
 */
export async function stillOnIt(tx: Tx, timers: readonly Timer[]): Promise<void> {
  const asked = new Map(timers.map((timer) => [timer.subject, timer.payload as Asked]));
  const rows = await tx.sql<Row[]>`
    select i.id, i.number, i.title, i.severity, i.team_id, i.is_confidential, h.id as holder, h.username as holder_name, s.urgency as rule, t.working_hours, t.time_zone,
      greatest(i.held_since, i.last_human_at, i.acknowledged_at, (select max(l.at) from timeline l where l.incident_id = i.id and l.actor_id is not null), (select k.at from incident_looks k where k.incident_id = i.id)) as active_at
    from incidents i join services s on s.id = i.service_id join teams t on t.id = i.team_id left join users h on h.id = coalesce(i.holder_id, i.lead_id) and h.is_active
    where i.id = any(${[...asked.keys()]}::uuid[]) and i.status = 'ACKNOWLEDGED' order by i.id for no key update of i`;
  for (const row of rows) await look(tx, row, asked.get(row.id)!);
}

async function look(tx: Tx, row: Row, { stage, askedAt }: Asked): Promise<void> {
  const minutes = await setting(tx, 'still_on_it_minutes', { teamId: row.team_id });
  const later = (dueAt: Date, payload: Asked = {}) => setTimers(tx.sql, [{ kind: 'still-on-it', subject: row.id, dueAt, urgency: rank(row.severity), payload: { ...payload } }]);
  const soon = new Date(tx.now.getTime() + patienceMs);
  if (urgencyOf({ severity: row.severity, rule: row.rule, workingHours: row.working_hours, zone: row.time_zone, instant: tx.now }) === 'low') {
    // What rests at night is asked about in the morning; of what is never urgent nobody is asked.
    if (row.rule === 'high_in_working_hours') await later(new Date(tx.now.getTime() + minutes * 60_000));
    return;
  }
  const quietSince = new Date(row.active_at.getTime() + minutes * 60_000);
  const answered = askedAt !== undefined && row.active_at > new Date(askedAt);
  if (answered || (stage === undefined && quietSince > tx.now)) return later(quietSince);
  if (stage === 'insisted') return lapse(tx, row);
  const since = askedAt ?? tx.now.toISOString();
  await ask(tx, row, { since, minutes, isAgain: stage === 'asked' });
  return later(soon, { stage: stage === undefined ? 'asked' : 'insisted', askedAt: since });
}

async function ask(tx: Tx, row: Row, { since, minutes, isAgain }: { since: string; minutes: number; isAgain: boolean }): Promise<void> {
  const incident = `INC-${row.number}`;
  const at = new Date(new Date(since).getTime() + 2 * patienceMs).toISOString();
  // A tool acknowledged it, and nobody leads: then whoever is on call is asked.
  const userId = row.holder ?? (await onCallOf(tx, row.team_id))?.userId;
  if (userId !== undefined) {
    await queueNotice(tx, [{
      key: `still:${row.id}:${since}${isAgain ? ':again' : ''}`, userId, purpose: 'notice', incidentId: row.id, means: isAgain ? 'next' : 'chat', title: { key: 'policies.still_title', params: { incident } },
      body: [{ key: 'policies.still_body', params: { incident, title: row.is_confidential ? '' : row.title.slice(0, 150), n: minutes, at } }], actions: [{ label: 'policies.still_yes', command: 'incident/still', args: { incident } }],
    }]);
  }
  if (isAgain) return;
  await tx.enqueue('ask-still', { incidentId: row.id, since, lapsesAt: at }, { key: `${row.id}:${since}` });
  await record({ ...tx, actor: system('IMAS') }, row, { kind: 'still_asked', key: 'policies.still_asked', params: { name: row.holder_name ?? '' } });
}

async function lapse(tx: Tx, row: Row): Promise<void> {
  const [lapsed] = await tx.sql`update incidents set status = 'TRIGGERED', holder_id = null, held_since = null where id = ${row.id} and status = 'ACKNOWLEDGED' returning id`;
  if (!lapsed) return;
  await beginRuns(tx, [{ incidentId: row.id, severity: row.severity, reason: 'acknowledgement lapsed' }]);
  await record({ ...tx, actor: system('IMAS') }, row, { kind: 'lapsed', key: 'policies.still_lapsed', params: { name: row.holder_name ?? '' } });
}
