import type { Context } from '../../context.ts';
import type { PlatformName } from '../platform.ts';

/** Hours; what was refused longer ago says little of today. */
const recent = 24;
const most = 10;

export interface RefusingPlace { platform: PlatformName; placeId: string; /** The teams whose channel it is. */ teams: string[] }

/** Channels that refused a card for good and have taken none since: deleted, archived, or we are not let in. The latest first, ten at most. */
export async function refusingPlaces(ctx: Context): Promise<RefusingPlace[]> {
  return ctx.sql<RefusingPlace[]>`
    select platform, place_id as "placeId",
      array(select name from teams where (platform, place_id) in (('slack', slack_channel_id), ('discord', discord_channel_id)) order by 1) as teams from posted_cards
    where failed_at > imas_now() - make_interval(hours => ${recent}) and purpose <> 'page' group by platform, place_id order by max(failed_at) desc limit ${most}`;
}
