import type { Context } from '../../context.ts';
import type { FarPlatform } from '../../queue.ts';

/**
 * Has the groups that can be mentioned, a user group of Slack and a role of Discord, follow whoever answers for their teams.
 * @param which.teamIds of these teams only @param which.memberId of the teams that this user belongs to @param which.platform there only
 */
export async function syncGroups({ sql, queue }: Pick<Context, 'sql' | 'queue'>, { teamIds = null, memberId = null, platform = null }: { teamIds?: readonly string[] | null; memberId?: string | null; platform?: FarPlatform | null }): Promise<void> {
  const rows = await sql<{ teamId: string; platform: FarPlatform }[]>`
    select t.id as "teamId", g.platform from teams t cross join lateral (values ('slack', t.slack_user_group_id), ('discord', t.discord_role_id)) g (platform, id)
    where g.id is not null and (${platform}::text is null or g.platform = ${platform}) and (${teamIds as string[] | null}::uuid[] is null or t.id = any(${teamIds as string[] | null}::uuid[]))
      and (${memberId}::uuid is null or exists (select from team_members m where m.team_id = t.id and m.user_id = ${memberId}::uuid))`;
  await queue.send(sql, rows.map((payload) => ({ name: 'sync-user-group' as const, payload, options: { key: `${payload.teamId}:${payload.platform}` } })));
}
