import { randomUUID } from 'node:crypto';
import { userIdOf, type Tx } from '../../context.ts';
import type { Interval } from './checked-interval.ts';
import { refuseOverlap } from './refuse-overlap.ts';

export interface NewOverride extends Interval {
  id?: string;
  teamId: string;
  level: number;
  userId: string;
  reason?: string;
  /** The cover by which it came about. */
  coverId?: string | null;
  isPayback?: boolean;
  createdAt?: Date;
  /** Takes the place of whatever part of another override it overlaps; otherwise that is a conflict. */
  replace: boolean;
}

/**
 * Writes an override in the caller's transaction, which has locked the team (`lockTeam`) and calls `turnsChanged`.
 * @returns its id
 * @throws AppError conflict that names whose override stands there and from when to when
 */
export async function insertOverride(tx: Tx, it: NewOverride): Promise<string> {
  if (it.replace) await makeRoom(tx, it);
  const { id = randomUUID(), teamId, level, userId, startsAt, endsAt } = it;
  const [stored] = await tx.sql`
    insert into overrides (id, team_id, level, user_id, starts_at, ends_at, reason, cover_id, is_payback, created_by, created_at)
    values (${id}, ${teamId}, ${level}, ${userId}, ${startsAt}, ${endsAt}, ${it.reason ?? ''}, ${it.coverId ?? null}, ${it.isPayback ?? false}, ${userIdOf(tx.actor)}, ${it.createdAt ?? tx.now})
    on conflict do nothing returning id`;
  if (stored) return id;
  return refuseOverlap(tx, 'overrides', it);
}

/** Of every override that overlaps, what lies before and after stays. */
async function makeRoom({ sql }: Tx, { teamId, level, startsAt, endsAt }: NewOverride): Promise<void> {
  const gone = await sql<{ id: string; starts_at: Date; ends_at: Date }[]>`
    select id, starts_at, ends_at from overrides
    where team_id = ${teamId} and level = ${level} and tstzrange(starts_at, ends_at) && tstzrange(${startsAt}, ${endsAt}) order by starts_at for update`;
  for (const { id, starts_at: from, ends_at: to } of gone) {
    // Cut first, then written anew behind: two pieces of one at the same time would overlap.
    if (from < startsAt) await sql`update overrides set ends_at = ${startsAt} where id = ${id}`;
    else if (to > endsAt) await sql`update overrides set starts_at = ${endsAt} where id = ${id}`;
    else await sql`delete from overrides where id = ${id}`;
    if (from < startsAt && to > endsAt) await sql`
      insert into overrides (team_id, level, user_id, starts_at, ends_at, reason, cover_id, is_payback, created_by, created_at)
      select team_id, level, user_id, ${endsAt}, ${to}, reason, cover_id, is_payback, created_by, created_at from overrides where id = ${id}`;
  }
}
