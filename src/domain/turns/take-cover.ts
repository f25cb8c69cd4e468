import { userIdOf, type Context, type Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict, forbidden } from '../../errors.ts';
import { may } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { queueNotice } from '../notifications/queue-notice.ts';
import { activePerson } from '../oncall/active-person.ts';
import { insertOverride } from '../oncall/insert-override.ts';
import { loadPlans } from '../oncall/load-plans.ts';
import { lockTeam, type OnCallPerson } from '../oncall/pin.ts';
import { turnsChanged } from '../oncall/turns-changed.ts';
import { clearTimers } from '../timers/timer.ts';
import { findCovers, showCovers, type Cover } from './cover.ts';
import { ownPieces } from './own-pieces.ts';
import { payBack } from './payback.ts';

export interface TakenCover { cover: Cover; /** What whoever asked takes over in exchange; null: nothing was found. */ payback: { startsAt: Date; endsAt: Date } | null }

/**
 * Whoever speaks takes over a turn that somebody asked others to take; the first wins. From its beginning all pages go
 * to them. Taking it again changes nothing.
 * @throws AppError forbidden (not asked), not_found, conflict (another took it: who; withdrawn, lapsed, or nobody's to give any more)
 */
export async function takeCover(ctx: Context, coverId: string): Promise<TakenCover> {
  const [seen] = await findCovers(ctx, coverId);
  const me = await demandAsked(ctx, seen);

  return transaction(ctx, async (tx) => {
    await lockTeam(tx, seen.teamId);
    const taker = await activePerson(tx, me);
    // Before the cover is held: what is due for the team and for the cover may be carried out together, in this order.
    await turnsChanged(tx, [seen.teamId]);
    const [won] = await tx.sql`update covers set status = 'taken', taken_by = ${me}, taken_at = ${tx.now} where id = ${seen.id} and status = 'open' and ends_at > ${tx.now} returning 1`;
    if (!won) return before(tx, seen, me);
    await replace(tx, seen, taker);
    const payback = seen.payback ? ((await payBack(tx, seen, me)) ?? null) : null;
    await clearTimers(tx.sql, 'cover-due', [seen.id]);
    await audit(tx, { action: 'cover.taken', object: { kind: 'cover', id: seen.id, label: seen.teamName }, detail: { user: seen.username, by: taker.username, level: seen.level, from: seen.startsAt, to: seen.endsAt, ...(payback === null ? {} : { payback }) } });
    await tellAsker(tx, seen, taker, payback);
    await showCovers(tx, [seen]);
    return { cover: (await findCovers(tx, seen.id))[0], payback };
  });
}

/** Whoever was asked, or is in the team; or may change its schedule anyway. */
async function demandAsked(ctx: Context, cover: Cover): Promise<string> {
  const { actor } = ctx;
  const me = userIdOf(actor);
  if (me === null || actor.kind !== 'person') throw forbidden('errors.sign_in_needed');
  if (actor.scopes !== undefined && !actor.scopes.has('change_schedule')) throw forbidden('errors.not_permitted', { permission: 'change_schedule' });
  if (me === cover.userId) throw conflict('turns.own_cover');
  if (cover.asked.includes(me) || cover.takenBy === me || may(actor, 'change_schedule') || actor.manages.has(cover.teamId)) return me;
  const [member] = cover.withUser !== null ? [] : await ctx.sql`select 1 from team_members where team_id = ${cover.teamId} and user_id = ${me}`;
  if (!member) throw forbidden('turns.not_asked', { team: cover.teamName });
  return me;
}

/** Somebody was faster, or it is over. */
async function before(tx: Tx, { id }: Cover, me: string): Promise<TakenCover> {
  const [cover] = await findCovers(tx, id);
  if (cover.takenBy === me) {
    const [payback] = await tx.sql<{ startsAt: Date; endsAt: Date }[]>`select starts_at as "startsAt", ends_at as "endsAt" from overrides where cover_id = ${id} and is_payback limit 1`;
    return { cover, payback: payback ?? null };
  }
  if (cover.status === 'taken') throw conflict('turns.taken_before', { name: cover.takerName ?? '?', at: cover.takenAt!.toISOString() }, { detail: { taken_by: cover.takerName } });
  throw conflict(cover.status === 'withdrawn' ? 'turns.withdrawn_before' : 'turns.lapsed_before', { name: cover.username });
}

/** What is still theirs of it: a manager may have put in somebody else since. */
async function replace(tx: Tx, cover: Cover, taker: OnCallPerson): Promise<void> {
  const from = Math.max(cover.startsAt.getTime(), tx.now.getTime());
  const plan = (await loadPlans(tx, { teamIds: [cover.teamId], from: new Date(from), to: cover.endsAt })).get(cover.teamId)!;
  const pieces = ownPieces(plan, cover.userId, from, cover.endsAt.getTime()).filter((piece) => piece.level === cover.level);
  if (pieces.length === 0) throw conflict('turns.not_theirs', { name: cover.username });
  for (const piece of pieces) {
    await insertOverride(tx, { teamId: cover.teamId, level: cover.level, userId: taker.userId, startsAt: new Date(piece.from), endsAt: new Date(piece.to), coverId: cover.id, replace: true });
  }
}

async function tellAsker(tx: Tx, cover: Cover, taker: OnCallPerson, payback: TakenCover['payback']): Promise<void> {
  const params = { name: taker.username, team: cover.teamName, from: cover.startsAt.toISOString(), to: cover.endsAt.toISOString() };
  const back = payback === null ? { key: 'turns.payback_none' as const, params } : { key: 'turns.payback_yours' as const, params: { ...params, from: payback.startsAt.toISOString(), to: payback.endsAt.toISOString() } };
  await queueNotice(tx, [{ key: `cover-taken:${cover.id}`, userId: cover.userId, purpose: 'notice', teamId: cover.teamId, means: 'chat', title: { key: 'turns.taken_yours', params }, body: cover.payback ? [back] : [], actions: [] }]);
}
