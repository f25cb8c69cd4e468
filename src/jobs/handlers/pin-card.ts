import type { PlatformName } from '../../chat/platform.ts';
import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';

/** The card in a room is pinned as it stands there; what the platform's rates put off is tried again. @throws PlatformFault that may pass */
export const pinCard = (posting: Posting): Handler<'pin-card'> => async (ctx, { copyId }) => {
  const [card] = await ctx.sql<{ platform: PlatformName; place_id: string; message_id: string }[]>`select platform, place_id, message_id from posted_cards where id = ${copyId} and message_id is not null`;
  if (card === undefined) return;
  await posting.platforms.get(card.platform)?.places.pin({ place: { platform: card.platform, id: card.place_id, kind: 'room' }, id: card.message_id });
};
