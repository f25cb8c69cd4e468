import { farPlatforms, sendAfar } from '../afar.ts';
import { loadBulletin, showBulletin, type Showing } from '../bulletin.ts';
import type { Handler } from '../runner.ts';

/** A card in a team's channels, the admins' place, direct messages: posted once, and edited in place whenever what it shows changes. */
export const postBulletin = (showing: Showing): Handler<'post-bulletin'> => async (ctx, { bulletinId, platform }) => {
  const bulletin = await loadBulletin(ctx, bulletinId);
  if (bulletin === undefined) return;
  if (platform === undefined) await sendAfar(ctx, farPlatforms(showing.posting.platforms), 'post-bulletin', { bulletinId }, bulletinId);
  await showBulletin(ctx, showing, bulletin, platform ?? 'console');
};
