import type { Context, Tx } from '../../../context.ts';
import { notFound } from '../../../errors.ts';
import { transaction } from '../../../db/transaction.ts';
import { audit } from '../../audit/record.ts';
import { demandFeeds } from './feed.ts';

/** Ends the speaker's addresses of one calendar. @returns how many there were @throws AppError forbidden, not_found (no such team) */
export async function endFeeds(ctx: Context, teamId: string | null): Promise<number> {
  const userId = demandFeeds(ctx);

  return transaction(ctx, async (tx) => {
    const label = await labelOf(tx, teamId);
    const ended = await endLiveFeeds(tx, userId, teamId);
    if (ended > 0) await audit(tx, { action: 'calendar.revoked', object: { kind: 'calendar', id: teamId ?? userId, label }, detail: { ended } });
    return ended;
  });
}

export async function endLiveFeeds(tx: Tx, userId: string, teamId: string | null): Promise<number> {
  return (await tx.sql`update calendar_feeds set revoked_at = ${tx.now} where created_by = ${userId} and team_id is not distinct from ${teamId}::uuid and revoked_at is null`).count;
}

/** How a calendar is named in the audit log. @throws AppError not_found */
export async function labelOf(tx: Tx, teamId: string | null): Promise<string> {
  if (teamId === null) return 'mine';
  const [team] = await tx.sql<{ name: string }[]>`select name from teams where id = ${teamId}`;
  if (!team) throw notFound('errors.unknown_team', { name: teamId });
  return team.name;
}
