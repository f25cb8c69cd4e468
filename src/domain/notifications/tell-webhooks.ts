import type { Context } from '../../context.ts';
import { list } from '../../db/client.ts';
import { gatherOn } from '../../db/gather.ts';
import { transaction } from '../../db/transaction.ts';
import { sendSoon } from './queue-pages.ts';

/** What is told of an incident to those who keep their own picture of it. `reopened`: nobody has it in hand any more, or it is not over after all. */
export type IncidentEvent = 'opened' | 'acknowledged' | 'resolved' | 'reopened';
type State = 'opened' | 'acknowledged' | 'resolved';

const events: readonly IncidentEvent[] = ['opened', 'acknowledged', 'resolved', 'reopened'];
/** Kinds that hear of every incident, and not only when a person is to be reached by them; a row with a bot token is a chat platform's configuration. */
const listening = ['WEBHOOK', 'DISCORD'];

/**
 * What is still to be told to whom was told `last`, so that it comes to the state as it is: never an acknowledgement or an end of what was not opened there.
 * @param isNew the state's instant is not the one that was told
 */
export function eventsUntil(last: IncidentEvent | undefined, state: State, isNew = true): IncidentEvent[] {
  if (last === undefined) return state === 'opened' ? ['opened'] : ['opened', state];
  if (state === 'opened') return last === 'acknowledged' || last === 'resolved' ? ['reopened'] : [];
  if (state === last) return isNew ? [state] : [];
  return last === 'resolved' ? ['reopened', state] : [state];
}

/**
 * Brings every active provider that listens up to the incident's state: queues what it was not told yet, in its order.
 * However often this is called, and however late, each change is told once.
 */
export const tellWebhooks = gatherOn(async (ctx: Context, asked: readonly string[]): Promise<undefined[]> => {
  const ids = [...new Set(asked)].toSorted();
  const told = asked.map(() => undefined);
  const [listener] = await ctx.sql`select 1 from providers where kind = any(${listening}) and is_active and not config ? 'bot_token' limit 1`;
  if (listener === undefined) return told;
  await transaction(ctx, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('webhooks ' || id)) from unnest(${ids}::text[]) with ordinality i(id, place) order by place`;
    const rows = await tx.sql<Row[]>`
      select i.id as incident, p.id as provider, p.created_at > i.created_at as joined_later, n.purpose as last, n.slot, i.status, i.created_at, i.held_since, i.resolved_at, i.is_confidential, t.state = 'shadow' as shadow
      from incidents i join teams t on t.id = i.team_id cross join providers p left join lateral (
        select purpose, slot from notifications where incident_id = i.id and provider_id = p.id and user_id is null and purpose = any(${events as string[]}) order by created_at desc limit 1) n on true
      where i.id = any(${ids}::uuid[]) and p.kind = any(${listening}) and p.is_active and not p.config ? 'bot_token'`;
    const wanted = rows.flatMap((row) => wantedOf(row, tx.now));
    if (wanted.length === 0) return;
    const added = await tx.sql<{ id: string; status: string }[]>`
      insert into notifications (incident_id, purpose, means, address, slot, status, created_at, provider_id)
      select w.incident, w.event, 'WEBHOOK', '', w.slot, w.status, w.at, w.provider
      from unnest(${wanted.map((w) => w.incident)}::uuid[], ${wanted.map((w) => w.event)}::text[], ${wanted.map((w) => w.slot)}::text[], ${wanted.map((w) => w.status)}::text[], ${list(wanted.map((w) => w.at))}::timestamptz[], ${wanted.map((w) => w.provider)}::uuid[]) w(incident, event, slot, status, at, provider) returning id, status`;
    await sendSoon(tx, added.filter((row) => row.status === 'queued').map((row) => row.id));
  });
  return told;
});

interface Row { incident: string; provider: string; joined_later: boolean; last: IncidentEvent | null; slot: string | null; status: string; created_at: Date; held_since: Date | null; resolved_at: Date | null; is_confidential: boolean; shadow: boolean }

function wantedOf(row: Row, now: Date): { incident: string; provider: string; event: IncidentEvent; slot: string; status: string; at: Date }[] {
  const [state, at]: [State, Date] = row.status === 'RESOLVED' ? ['resolved', row.resolved_at ?? row.created_at] : row.status === 'TRIGGERED' || row.held_since === null ? ['opened', row.created_at] : ['acknowledged', row.held_since];
  // A confidential one is told of to nobody; and what was over, or became so, before anybody listened is no news.
  if (row.last === null && (row.is_confidential || (row.joined_later && state === 'resolved'))) return [];
  const due = eventsUntil(row.last ?? undefined, state, row.slot !== slotOf(state, at));
  return due.map((event, index) => ({
    incident: row.incident, provider: row.provider, event, slot: slotOf(event, event === state ? at : event === 'opened' ? row.created_at : now),
    status: row.shadow ? 'shadow' : 'queued', at: new Date(now.getTime() + index),
  }));
}

const slotOf = (event: IncidentEvent, at: Date): string => `${event}:${at.toISOString()}`;
