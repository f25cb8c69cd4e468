import type { Context } from '../../context.ts';
import { gather } from '../../db/gather.ts';
import { notFound } from '../../errors.ts';
import { cardFactsOf, type CardFacts } from './card-facts.ts';

/**
 * A reader of card facts that reads for all who ask in the same turn at once. What is read is never older than the question.
 * @throws AppError not_found
 */
export function gatherFacts(): (ctx: Context, incidentId: string) => Promise<CardFacts> {
  const read = gather<{ ctx: Context; id: string }, CardFacts | undefined>(async (asked) => {
    const facts = await cardFactsOf(asked[0]!.ctx, [...new Set(asked.map(({ id }) => id))]);
    return asked.map(({ id }) => facts.get(id));
  });
  return async (ctx, id) => {
    const facts = await read({ ctx, id });
    if (!facts) throw notFound('errors.unknown_incident', { name: id });
    return facts;
  };
}
