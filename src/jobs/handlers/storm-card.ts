import { addCopies, type NewCopy } from '../../chat/posted/copies.ts';
import type { Place } from '../../chat/platform.ts';
import { besides, type Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { syncStorm, syncStormAfar } from '../sync.ts';

/** One card speaks for all incidents of a storm. */
export const stormCard = (posting: Posting): Handler<'storm-card'> => async (ctx, { stormId, platform, tries = 0 }) => {
  if (platform !== undefined) {
    const delaySeconds = await syncStormAfar(ctx, posting, stormId, platform, tries);
    if (delaySeconds !== undefined) await ctx.enqueue('storm-card', { stormId, platform, tries: tries + 1 }, { key: `${stormId}:${platform}:later`, delaySeconds });
    return;
  }
  const [storm] = await ctx.sql<{ team_id: string }[]>`select team_id from storms where id = ${stormId}`;
  if (!storm) return;
  const of = (purpose: NewCopy['purpose']) => (place: Place): NewCopy => ({ subject: `storm:${stormId}`, stormId, purpose, place });
  const team = await posting.teamChannels(ctx, storm.team_id);
  await addCopies(ctx, [...team.map(of('team')), ...besides(team, await posting.announceChannels(ctx)).map(of('announce'))]);
  await syncStorm(ctx, posting, stormId);
};
