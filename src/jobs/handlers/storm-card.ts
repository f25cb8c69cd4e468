import { addCopies } from '../../chat/posted/copies.ts';
import { syncStorm, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** One card speaks for all incidents of a storm. */
export const stormCard = (posting: Posting): Handler<'storm-card'> => async (ctx, { stormId }) => {
  const [storm] = await ctx.sql<{ team_id: string }[]>`select team_id from storms where id = ${stormId}`;
  if (!storm) return;
  const places = [...(await posting.teamChannels(ctx, storm.team_id)), ...(await posting.announceChannels(ctx))];
  await addCopies(ctx, places.map((place, n) => ({ subject: `storm:${stormId}`, stormId, purpose: n === 0 ? 'team' as const : 'announce' as const, place })));
  await syncStorm(ctx, posting, stormId);
};
