import type { Tx } from '../../context.ts';

interface Wanted { teamId: string; level: number; position: number }

/**
 * Makes room among the rotations of a level, so that two never stand at one place and the older of them wins in silence:
 * whatever is put where another stands comes before it, and behind it when it was before it already. Those behind move on
 * together, what they were in the past with them: among themselves nothing changes at any time.
 * @param self what is moved, if it stands in that level: its ids, and where
 * @returns the position to store
 */
export async function placeRotation(tx: Tx, { teamId, level, position }: Wanted, self?: { ids: readonly string[]; position: number }): Promise<number> {
  const [taken] = await tx.sql`
    select 1 from rotations where team_id = ${teamId} and level = ${level} and position = ${position} and (ends_at is null or ends_at > ${tx.now})
      and id <> all(${(self?.ids ?? []) as string[]}::uuid[]) limit 1`;
  if (taken === undefined) return position;
  const place = self !== undefined && self.position < position ? position + 1 : position;
  await tx.sql`update rotations set position = position + 1 where team_id = ${teamId} and level = ${level} and position >= ${place}`;
  return place;
}

/** Behind all others of the level. */
export async function lastPlace(tx: Tx, { teamId, level }: Omit<Wanted, 'position'>): Promise<number> {
  const [found] = await tx.sql<{ position: number }[]>`
    select coalesce(max(position), 0) + 1 as position from rotations where team_id = ${teamId} and level = ${level} and (ends_at is null or ends_at > ${tx.now})`;
  return found!.position;
}
