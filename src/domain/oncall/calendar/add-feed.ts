import type { Context } from '../../../context.ts';
import { conflict } from '../../../errors.ts';
import { transaction } from '../../../db/transaction.ts';
import { hashToken, newToken } from '../../../secrets.ts';
import { audit } from '../../audit/record.ts';
import { endLiveFeeds, labelOf } from './end-feeds.ts';
import { demandFeeds } from './feed.ts';

/** Nobody has this many calendar programs. */
const mostFeeds = 10;

/**
 * A secret address for a calendar: a team's, or with null all turns of the speaker.
 * @param renew ends the speaker's earlier addresses of the same calendar
 * @returns the secret, this once; only its hash is kept
 * @throws AppError forbidden, not_found (no such team), conflict (too many addresses already)
 */
export async function addFeed(ctx: Context, { teamId, renew }: { teamId: string | null; renew: boolean }): Promise<{ secret: string; ended: number }> {
  const userId = demandFeeds(ctx);
  const secret = newToken();

  return transaction(ctx, async (tx) => {
    const label = await labelOf(tx, teamId);
    // One after the other: the count below holds, and two that renew leave one address.
    await tx.sql`select from users where id = ${userId} for no key update`;
    const ended = renew ? await endLiveFeeds(tx, userId, teamId) : 0;
    const [live] = await tx.sql<[{ n: number }]>`select count(*)::int as n from calendar_feeds where created_by = ${userId} and team_id is not distinct from ${teamId}::uuid and revoked_at is null`;
    if (live.n >= mostFeeds) throw conflict('calendars.too_many', { n: mostFeeds });
    const [row] = await tx.sql<[{ id: string }]>`
      insert into calendar_feeds (hash, user_id, team_id, created_by, created_at)
      values (${hashToken(secret)}, ${teamId === null ? userId : null}, ${teamId}, ${userId}, ${tx.now}) returning id`;
    await audit(tx, { action: 'calendar.created', object: { kind: 'calendar', id: row.id, label }, detail: { ended } });
    return { secret, ended };
  });
}
