import { nameOf, userIdOf, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { rank } from '../severity.ts';
import { stopRings } from '../timers/runs.ts';
import { hastenTimer } from '../timers/timer.ts';
import { demandOnIncident } from './allowed.ts';
import { loadIncident } from './find.ts';
import { record } from './record.ts';
import { shortId, type Incident } from './schema.ts';

/**
 * The next step of the ladder now, whenever it was due. Later steps keep their times.
 * @throws AppError forbidden, not_found, conflict (no ladder is running: acknowledged, snoozed, resolved, or a card only)
 */
export const escalateNow = (ctx: Context, ref: string): Promise<Incident> => nextStepNow(ctx, ref, { kind: 'escalated', key: 'incidents.escalated_now' });

/**
 * “I can’t”, from whoever was paged: the same, and the timeline says who could not. What was still to ring them does not,
 * and further steps of this round leave them out. @throws like `escalateNow`
 */
export const passOn = (ctx: Context, ref: string): Promise<Incident> => nextStepNow(ctx, ref, { kind: 'passed_on', key: 'incidents.passed_on' }, leaveOut);

async function leaveOut(tx: Tx, runId: string): Promise<void> {
  const user = userIdOf(tx.actor);
  if (user === null) return;
  await tx.sql`update runs set passed_on = array_append(passed_on, ${user}::uuid) where id = ${runId} and not ${user}::uuid = any(passed_on)`;
  await stopRings(tx, [runId], user);
}

async function nextStepNow(ctx: Context, ref: string, said: { kind: string; key: 'incidents.escalated_now' | 'incidents.passed_on' }, also?: (tx: Tx, runId: string) => Promise<void>): Promise<Incident> {
  const seen = await loadIncident(ctx, ref);
  await demandOnIncident(ctx, 'acknowledge_incident', seen);

  return transaction(ctx, async (tx) => {
    // The incident before its run, as whoever acknowledges takes them.
    await tx.sql`select 1 from incidents where id = ${seen.id} for no key update`;
    const [run] = await tx.sql<{ id: string }[]>`select id from runs where incident_id = ${seen.id} and ended_at is null and kind = 'ladder' for update`;
    if (!run) throw conflict(seen.holder_name === null ? 'api.no_ladder' : 'incidents.nobody_paged', { incident: shortId(seen), name: seen.holder_name ?? '' }, { detail: { status: seen.status } });
    await also?.(tx, run.id);
    await hastenTimer(tx.sql, { kind: 'escalate', subject: run.id, dueAt: tx.now, urgency: rank(seen.severity), payload: { force: true } });
    await record(tx, seen, { ...said, params: { name: nameOf(tx.actor) } });
    return loadIncident(tx, seen.id);
  });
}
