import { userIdOf, type Context } from '../../../context.ts';
import { forbidden } from '../../../errors.ts';
import { demand } from '../../../permissions.ts';

/** A live address at which calendar programs read; the address itself is not kept. */
export interface Feed { id: string; createdAt: Date; lastUsedAt: Date | null }

/** The speaker's addresses of one calendar: a team's, or with null all turns of the speaker. @throws AppError forbidden */
export async function myFeeds(ctx: Context, teamId: string | null): Promise<Feed[]> {
  const userId = demandFeeds(ctx);
  return ctx.sql<Feed[]>`
    select id, created_at as "createdAt", last_used_at as "lastUsedAt" from calendar_feeds
    where created_by = ${userId} and team_id is not distinct from ${teamId}::uuid and revoked_at is null order by created_at, id`;
}

/** Whoever may read schedules may have them in a calendar; jobs and visitors have none. @returns whose they are */
export function demandFeeds(ctx: Context): string {
  demand(ctx, 'view_schedule');
  const userId = userIdOf(ctx.actor);
  if (userId === null) throw forbidden('calendars.person_needed');
  return userId;
}
