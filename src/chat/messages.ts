import { notFound } from '../errors.ts';
import type { Card } from './card.ts';
import type { Place, Posted, SayOptions } from './platform.ts';
import { postOnce, type PostingWays } from './post-once.ts';

/** Cards as messages of a platform. */
export interface Messages {
  /** @throws PlatformFault */
  post(place: Place, card: Card, options: SayOptions): Promise<Posted>;
  /** @throws PlatformFault, AppError not_found when the message cannot be changed any more */
  edit(posted: Posted, card: Card, how?: { awaited: boolean }): Promise<void>;
}
/** How a platform draws, posts and changes; `isGone` tells whether a fault says that the message cannot be changed any more. */
interface MessageWays<Drawn> extends PostingWays<Drawn> {
  draw(card: Card, userIds: readonly string[]): Promise<Drawn>;
  isGone(error: unknown): boolean;
}

/** Posts once a key and edits in place; a page goes before talk, and talk before what nobody waits for. */
export function messages<Drawn extends object>(ways: MessageWays<Drawn>): Messages {
  const once = postOnce(ways);
  return {
    async post(place, card, options) {
      return once(place, await ways.draw(card, options.mentions ?? []), options.key, options.pages === true ? 'page' : 'talk');
    },
    async edit(posted, card, { awaited } = { awaited: true }) {
      try {
        await ways.update(posted, await ways.draw(card, []), awaited ? 'talk' : 'chores');
      } catch (error) {
        if (ways.isGone(error)) throw notFound('http.message_gone', {}, { cause: error });
        throw error;
      }
    },
  };
}
