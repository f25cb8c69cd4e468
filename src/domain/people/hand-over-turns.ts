import type { Tx } from '../../context.ts';

interface Turns { kind: 'shift' | 'rotation' | 'override'; id: string }

/**
 * Gives somebody's turns on call to another from now on, or leaves a gap; what was stays as it was. Without an heir a
 * place in a rotation stays theirs, and nobody answers by it: taking it out would move everybody else's turns.
 */
export async function handOverTurns(tx: Tx, { kind, id }: Turns, from: string, to: string | null): Promise<void> {
  if (kind === 'rotation') {
    if (to !== null) for (const row of await rowsOf(tx, id, from)) await replaceInRotation(tx, row, from, to);
    return;
  }
  const { sql, now } = tx;
  const table = kind === 'shift' ? 'shifts' : 'overrides';
  const more = kind === 'shift' ? sql`` : sql`, reason, cover_id, is_payback, created_by`;
  const [was] = await sql<{ ends_at: Date; has_begun: boolean }[]>`
    select ends_at, starts_at < ${now} as has_begun from ${sql(table)} where id = ${id} and user_id = ${from} and ends_at > ${now} for update`;
  if (!was) return;
  if (!was.has_begun) {
    if (to === null) await sql`delete from ${sql(table)} where id = ${id}`;
    else await sql`update ${sql(table)} set user_id = ${to} where id = ${id}`;
    return;
  }
  await sql`update ${sql(table)} set ends_at = ${now} where id = ${id}`;
  if (to !== null) await sql`
    insert into ${sql(table)} (team_id, user_id, level, starts_at, ends_at ${more}) select team_id, ${to}, level, ${now}, ${was.ends_at} ${more} from ${sql(table)} where id = ${id}`;
}

/** A rotation as it is and, where a change is yet to come, as it will be: the rows that name somebody. @param id of the last */
async function rowsOf({ sql, now }: Tx, id: string, userId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with recursive same as (select id from rotations where id = ${id} union select r.id from rotations r join same on r.replaced_by = same.id)
    select id from rotations r where id in (select id from same) and (ends_at is null or ends_at > ${now})
      and exists (select 1 from rotation_members m where m.rotation_id = r.id and m.user_id = ${userId}) order by starts_at`;
  return rows.map((row) => row.id);
}

/** The row of now ends; the new one starts when that did, so that it counts the same turns, and stands behind it for what was. */
async function replaceInRotation({ sql, now }: Tx, id: string, from: string, to: string): Promise<void> {
  const [was] = await sql<{ has_begun: boolean }[]>`select starts_at < ${now} as has_begun from rotations where id = ${id} and (ends_at is null or ends_at > ${now}) for update`;
  if (!was) return;
  if (!was.has_begun) {
    await sql`update rotation_members set user_id = ${to} where rotation_id = ${id} and user_id = ${from}`;
    return;
  }
  const [ended] = await sql<{ ends_at: Date | null; replaced_by: string | null }[]>`select ends_at, replaced_by from rotations where id = ${id}`;
  // Out of the way of the name first.
  await sql`update rotations set ends_at = ${now}, replaced_by = id where id = ${id}`;
  const [next] = await sql<{ id: string }[]>`
    insert into rotations (team_id, name, level, position, time_zone, starts_at, ends_at, every, unit, handover_time, handover_day, hours, replaced_by)
    select team_id, name, level, position, time_zone, starts_at, ${ended!.ends_at}, every, unit, handover_time, handover_day, hours, ${ended!.replaced_by} from rotations where id = ${id} returning id`;
  await sql`
    insert into rotation_members (rotation_id, position, user_id)
    select ${next!.id}, position, case when user_id = ${from} then ${to}::uuid else user_id end from rotation_members where rotation_id = ${id}`;
  await sql`update rotations set replaced_by = ${next!.id} where id = ${id}`;
}
