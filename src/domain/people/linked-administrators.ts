import type { Context } from '../../context.ts';

/** User ids of the administrators who have an account on a platform. For telling them; asks no permission. */
export async function linkedAdministrators(ctx: Context, platform: 'slack' | 'discord'): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }[]>`
    select u.id from users u join user_groups g on g.user_id = u.id
    where g.group_name = 'Admins' and u.is_active and case ${platform}::text when 'slack' then u.slack_user_id else u.discord_user_id end is not null order by u.username`;
  return rows.map((row) => row.id);
}
