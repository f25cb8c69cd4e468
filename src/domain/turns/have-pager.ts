import { userIdOf, type Context } from '../../context.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { clearTimers } from '../timers/timer.ts';
import { handoverFacts, type HandoverFacts } from './handover-facts.ts';
import { wantBulletin } from '../oncall/want-bulletin.ts';

/**
 * Whoever takes over says that they have the pager, or a manager of the team says so for them. Saying it again changes
 * nothing.
 * @throws AppError forbidden, not_found, conflict (another said so before; somebody else has taken over since)
 */
export async function havePager(ctx: Context, handoverId: string): Promise<HandoverFacts> {
  const facts = await handoverFacts(ctx, handoverId);
  if (facts === undefined) throw notFound('turns.unknown_handover');
  const me = userIdOf(ctx.actor);
  if (me !== facts.to.userId) demandManager(ctx, facts);

  return transaction(ctx, async (tx) => {
    const [confirmed] = await tx.sql`
      update handovers h set confirmed_at = ${tx.now}, confirmed_by = ${me} where id = ${facts.id} and confirmed_at is null
        and not exists (select from handovers later where later.team_id = h.team_id and later.level = h.level and later.at > h.at) returning 1`;
    const now = (await handoverFacts(tx, facts.id))!;
    if (!confirmed) {
      if (now.confirmedAt === null) throw conflict('turns.handover_past', { team: now.teamName });
      // Twice by the same person: it is so already.
      if (me !== null && now.confirmedById === me) return now;
      throw conflict('turns.has_the_pager', { name: now.confirmedBy ?? now.to.username, at: now.confirmedAt.toISOString() }, { detail: { confirmed_by: now.confirmedBy, confirmed_at: now.confirmedAt.toISOString() } });
    }
    await clearTimers(tx.sql, 'handover-unseen', [now.id]);
    await audit(tx, { action: 'oncall.handover_confirmed', object: { kind: 'team', id: now.teamId, label: now.teamName }, detail: { user: now.to.username, level: now.level, at: now.at } });
    await wantBulletin(tx, { kind: 'handover', subject: now.id, teamId: now.teamId, isQuiet: now.level > 1 });
    return now;
  });
}

function demandManager(ctx: Context, { teamId, to }: HandoverFacts): void {
  try {
    demandForTeam(ctx, 'change_schedule', teamId);
  } catch (error) {
    if (userIdOf(ctx.actor) === null) throw error;
    throw forbidden('turns.only_incoming', { name: to.username });
  }
}
