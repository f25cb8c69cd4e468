import { addCopies, type NewCopy } from '../../chat/posted/copies.ts';
import type { Place } from '../../chat/platform.ts';
import { bringUpToDate } from '../look-again.ts';
import { besides, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { syncStorm } from '../sync.ts';

/** One card speaks for all incidents of a storm. */
export const stormCard = (posting: Posting): Handler<'storm-card'> => async (ctx, { stormId, platform }) => {
  if (platform !== undefined) return bringUpToDate(ctx, posting, { stormId }, platform);
  const [storm] = await ctx.sql<{ team_id: string }[]>`select team_id from storms where id = ${stormId}`;
  if (!storm) return;
  const of = (purpose: NewCopy['purpose']) => (place: Place): NewCopy => ({ subject: `storm:${stormId}`, stormId, purpose, place });
  const team = await posting.teamChannels(ctx, storm.team_id);
  await addCopies(ctx, [...team.map(of('team')), ...besides(team, await posting.announceChannels(ctx)).map(of('announce'))]);
  await syncStorm(ctx, posting, stormId);
};
