import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { updateCards } from './update-cards.ts';

/** The cards of many incidents have changed: they are brought up to date side by side; those that fail come again by themselves. */
export const redrawCards = (posting: Posting): Handler<'redraw-cards'> => {
  const update = updateCards(posting);
  return async (ctx, { incidentIds }) => {
    await ctx.sql`
      with held as (select id from incidents where id = any(${incidentIds as string[]}::uuid[]) order by id for no key update)
      update incidents i set card_wanted = card_wanted + 1 from held where i.id = held.id`;
    const outcomes = await Promise.allSettled(incidentIds.map((incidentId) => update(ctx, { incidentId })));
    await Promise.all(outcomes.map(async (outcome, place) => {
      if (outcome.status === 'fulfilled') return;
      const incidentId = incidentIds[place]!;
      ctx.log.warn({ err: outcome.reason, incidentId }, 'a card could not be brought up to date; it comes again');
      await ctx.enqueue('update-cards', { incidentId }, { key: incidentId, delaySeconds: 1 });
    }));
  };
};
