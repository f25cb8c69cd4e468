import { userIdOf, type Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { conflict } from '../../errors.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { clearTimers } from '../timers/timer.ts';
import { findCovers, showCovers, type Cover } from './cover.ts';

/**
 * Nobody is asked any more: one turn, or all that were asked for at once and nobody took. They stay whose they are.
 * @param id of one cover, or of what was asked for at once
 * @returns what is withdrawn now
 * @throws AppError forbidden (another's), not_found, conflict (taken: by whom; lapsed)
 */
export async function withdrawCover(ctx: Context, id: string): Promise<Cover[]> {
  const seen = await findCovers(ctx, id);
  const me = userIdOf(ctx.actor);
  for (const cover of seen) if (me === null || (cover.userId !== me && cover.askedBy !== me)) demandForTeam(ctx, 'change_schedule', cover.teamId);

  return transaction(ctx, async (tx) => {
    const ids = seen.map((cover) => cover.id).toSorted();
    const gone = await tx.sql<{ id: string }[]>`
      update covers set status = 'withdrawn' where id in (select id from covers where id = any(${ids}::uuid[]) and status = 'open' order by id for update) and status = 'open' returning id`;
    const now = (await findCovers(tx, id)).filter((cover) => cover.status === 'withdrawn');
    if (gone.length === 0) {
      // Twice: it is so already.
      if (now.length > 0) return now;
      const [taken] = (await findCovers(tx, id)).filter((cover) => cover.status === 'taken');
      throw taken === undefined ? conflict('turns.lapsed_before', { name: seen[0].username }) : conflict('turns.taken_before', { name: taken.takerName ?? '?', at: taken.takenAt!.toISOString() });
    }
    await clearTimers(tx.sql, 'cover-due', gone.map((row) => row.id));
    for (const cover of now.filter((one) => gone.some((row) => row.id === one.id))) {
      await audit(tx, { action: 'cover.withdrawn', object: { kind: 'cover', id: cover.id, label: cover.teamName }, detail: { user: cover.username, level: cover.level, from: cover.startsAt, to: cover.endsAt } });
    }
    await showCovers(tx, now);
    return now;
  });
}
