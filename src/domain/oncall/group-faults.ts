import { json } from '../../db/client.ts';
import type { Context } from '../../context.ts';
import type { FarPlatform } from '../../queue.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';

/** What keeps a team's group from following whoever is on call, until it goes well again. */
export interface GroupFault { teamId: string; team: string; platform: FarPlatform; groupId: string; code: string; said: { key: TextKey; params: TextParams } }

/** By team. */
export const listGroupFaults = ({ sql }: Pick<Context, 'sql'>): Promise<GroupFault[]> => sql<GroupFault[]>`
  select f.team_id as "teamId", t.name as team, f.platform, f.group_id as "groupId", f.code, jsonb_build_object('key', f.key, 'params', f.params) as said
  from group_faults f join teams t on t.id = f.team_id order by t.name, f.platform`;

/** @returns whether that was not known before: then it is news for the administrators */
export async function noteGroupFault({ sql }: Pick<Context, 'sql'>, { teamId, platform, groupId, code, said }: Omit<GroupFault, 'team'>): Promise<boolean> {
  const rows = await sql`
    insert into group_faults (team_id, platform, group_id, code, key, params) values (${teamId}, ${platform}, ${groupId}, ${code}, ${said.key}, ${json(said.params)}::jsonb)
    on conflict (team_id, platform) do update set group_id = excluded.group_id, code = excluded.code, key = excluded.key, params = excluded.params, since = imas_now()
      where (group_faults.group_id, group_faults.code) is distinct from (excluded.group_id, excluded.code)
    returning 1`;
  return rows.length > 0;
}

/** It goes well again, or there is no group any more. @param untried the group that nothing was asked of, so that what is known of it stands */
export async function forgetGroupFault({ sql }: Pick<Context, 'sql'>, teamId: string, platform: FarPlatform, untried: string | null = null): Promise<void> {
  await sql`delete from group_faults where team_id = ${teamId} and platform = ${platform} and group_id is distinct from ${untried}`;
}
