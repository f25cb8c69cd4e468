import type { Tx } from '../../context.ts';
import { conflict } from '../../errors.ts';
import type { Interval } from './checked-interval.ts';

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
  const [holder] = await tx.sql<{ id: string; username: string; from: Date; to: Date }[]>`
    select s.id, u.username, s.starts_at as from, s.ends_at as to from shifts s join users u on u.id = s.user_id
    where s.team_id = ${teamId} and s.level = ${level} and tstzrange(s.starts_at, s.ends_at) && tstzrange(${startsAt}, ${endsAt}) order by s.starts_at limit 1`;
  if (!holder) throw conflict('errors.changed_meanwhile');
  const params = { name: holder.username, level, from: holder.from.toISOString(), to: holder.to.toISOString() };
  throw conflict('schedules.taken', params, { hint: { key: 'schedules.taken_hint' }, detail: { taken_by: holder.username, start_time: params.from, end_time: params.to, schedule: holder.id } });
}
