import type { Context } from '../../context.ts';
import { demand } from '../../permissions.ts';
import { rotationColumns, type RotationLine } from './find-rotation.ts';

/** The rotations of all teams or some, without those that are over, by team, level and position. @throws AppError forbidden */
export async function listRotations(ctx: Context, filter: { teamIds?: readonly string[] | undefined; userId?: string | undefined } = {}): Promise<RotationLine[]> {
  demand(ctx, 'view_schedule');

  const { sql } = ctx;
  return [...await sql<RotationLine[]>`
    select ${rotationColumns(ctx)} from rotations r join teams t on t.id = r.team_id
    where r.replaced_by is null and (r.ends_at is null or r.ends_at > imas_now())
      and ${filter.teamIds === undefined ? sql`true` : sql`r.team_id = any(${filter.teamIds as string[]}::uuid[])`}
      and ${filter.userId === undefined ? sql`true` : sql`exists (select 1 from rotation_members m where m.rotation_id = r.id and m.user_id = ${filter.userId})`}
    order by lower(t.name), r.level, r.position, r.created_at`];
}
