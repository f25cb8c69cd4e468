import type { Context } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { cardFactsOf, type CardFacts } from './card-facts.ts';

/** No statement asks for more at once. */
const most = 200;

/**
 * A reader of card facts that gathers whoever asks in the same turn of the event loop: a hundred cards that are drawn
 * side by side cost as many statements as one. What is read is never older than the question.
 */
export function gatherFacts(): (ctx: Context, incidentId: string) => Promise<CardFacts> {
  let waiting: { id: string; resolve: (facts: CardFacts) => void; reject: (error: unknown) => void }[] = [];
  const read = async (ctx: Context): Promise<void> => {
    const mine = waiting.splice(0, most);
    if (waiting.length > 0) setImmediate(() => void read(ctx));
    try {
      const facts = await cardFactsOf(ctx, [...new Set(mine.map(({ id }) => id))]);
      for (const { id, resolve, reject } of mine) {
        const found = facts.get(id);
        if (found) resolve(found);
        else reject(notFound('errors.unknown_incident', { name: id }));
      }
    } catch (error) {
      for (const { reject } of mine) reject(error);
    }
  };
  return (ctx, id) => new Promise((resolve, reject) => {
    if (waiting.push({ id, resolve, reject }) === 1) setImmediate(() => void read(ctx));
  });
}
