import type { Posting } from '../opening.ts';
import type { Handler } from '../runner.ts';
import { asideUntil, pagesFirst } from '../pages-first.ts';
import { updateCards } from './update-cards.ts';

/** Of one job, side by side: many such jobs run at a time, and pages need room beside them. */
const atOnce = 5;

/** The cards of many incidents have changed: they are brought up to date, and those that fail come again by themselves. */
export const redrawCards = (posting: Posting): Handler<'redraw-cards'> => {
  const update = updateCards(posting);
  return async (ctx, { incidentIds }) => {
    await ctx.sql`
      with held as (select id from incidents where id = any(${incidentIds as string[]}::uuid[]) order by id for no key update)
      update incidents i set card_wanted = card_wanted + 1 from held where i.id = held.id`;
    const waiting = incidentIds.values();
    const until = asideUntil();
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (const incidentId of waiting) {
        // A flood may begin while these are drawn.
        await pagesFirst(until);
        await update(ctx, { incidentId }).catch(async (error: unknown) => {
          ctx.log.warn({ err: error, incidentId }, 'a card could not be brought up to date; it comes again');
          await ctx.enqueue('update-cards', { incidentId }, { key: incidentId, delaySeconds: 1 });
        });
      }
    }));
  };
};
