import type { Tx } from '../../context.ts';
import type { Interval } from './checked-interval.ts';
import { refuseOverlap } from './refuse-overlap.ts';

export interface StoredShift extends Interval { id: string; teamId: string; userId: string; level: number; createdAt?: Date }

/**
 * Writes an entry, unless its level is taken: the database refuses overlaps itself, so of two at once one wins.
 * @throws AppError conflict that names who has that level and from when to when
 */
export async function storeShift(tx: Tx, { id, teamId, userId, level, startsAt, endsAt, createdAt }: StoredShift): Promise<void> {
  const [stored] = await tx.sql`
    insert into shifts (id, team_id, user_id, level, starts_at, ends_at, created_at)
    values (${id}, ${teamId}, ${userId}, ${level}, ${startsAt}, ${endsAt}, ${createdAt ?? tx.now}) on conflict do nothing returning id`;
  if (stored) return;
  await refuseOverlap(tx, 'shifts', { teamId, level, startsAt, endsAt });
}
