import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { isUuid } from '../uuid.ts';
import type { Rule } from './rotation-rule.ts';
import type { OnCallPerson } from './pin.ts';

/** A rotation as it is shown: its rule, since when, and who takes turns. */
export interface RotationLine extends Rule {
  id: string;
  teamId: string;
  teamName: string;
  startsAt: Date;
  endsAt: Date | null;
  members: (OnCallPerson & { isActive: boolean })[];
  /** The row of the same rotation that answers until this one starts, if it was changed. */
  before: string | null;
  createdAt: Date;
}

/** What every rotation is shown with: those of today and to come, not what they were. */
export const rotationColumns = ({ sql }: Pick<Context, 'sql'>) => sql`
  r.id, r.team_id as "teamId", t.name as "teamName", r.name, r.level, r.position, r.time_zone as zone, r.starts_at as "startsAt", r.ends_at as "endsAt", r.every, r.unit,
  r.handover_time as "handoverTime", r.handover_day as "handoverDay", r.hours, r.created_at as "createdAt",
  (select b.id from rotations b where b.replaced_by = r.id and b.id <> r.id order by b.ends_at desc limit 1) as before,
  coalesce((select json_agg(json_build_object('userId', u.id, 'username', u.username, 'isActive', u.is_active) order by m.position)
    from rotation_members m join users u on u.id = m.user_id where m.rotation_id = r.id), '[]') as members`;

/**
 * One rotation by id or, in a team, by name. The id of what it was before a change leads to what it is now.
 * @throws AppError not_found with the nearest names
 */
export async function findRotation(ctx: Context, ref: string, teamId?: string): Promise<RotationLine> {
  const word = ref.trim();
  const { sql } = ctx;
  const id = isUuid(word) ? sql`(
    with recursive later as (
      select id, replaced_by from rotations where id = ${word}
      union select r.id, r.replaced_by from rotations r join later l on r.id = l.replaced_by
    ) select id from later where replaced_by is null)` : undefined;
  const [found] = await sql<RotationLine[]>`
    select ${rotationColumns(ctx)} from rotations r join teams t on t.id = r.team_id
    where r.replaced_by is null and ${id === undefined ? sql`r.team_id = ${teamId ?? null}::uuid and lower(r.name) = lower(${word})` : sql`r.id = ${id}`}`;
  if (found) return found;
  const names = await sql<{ name: string }[]>`select name from rotations where replaced_by is null and team_id = ${teamId ?? null}::uuid`;
  throw notFound('schedules.no_such_rotation', {}, nearest(word, names.map(({ name }) => name)));
}
