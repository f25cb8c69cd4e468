import type { Context } from '../../context.ts';
import type { Delivering } from '../delivering.ts';
import { waitingForRoom } from '../../domain/notifications/bundle.ts';
import { claim, claimedAtOnce, releaseClaims, type Claimed } from '../../domain/notifications/claim.ts';
import { handOver } from '../hand-over.ts';
import type { Handler } from '../runner.ts';
import { untilStored } from '../until-stored.ts';

/** The two ways in which notifications leave. */
export interface Deliveries {
  /** Claims them while their runs live. Running it again sends nothing twice. */
  byJob: Handler<'deliver'>;
  /** What this process claimed by writing it. @param ids of those that it may have written: a transaction that failed wrote none, one whose answer was lost wrote all */
  atOnce(ctx: Context, ids: readonly string[]): Promise<void>;
}

interface Taking {
  first(take: (ids: readonly string[]) => Promise<readonly Claimed[]>): Promise<readonly Claimed[]>;
  isCrowded?: boolean;
  /** How long what broke off is tried to be given back, milliseconds; a minute by default. */
  patience?: number;
}

/**
 * Hands notifications over. When the database falls in the middle, what was sent is marked and what was not is given back
 * as soon as it is there again.
 */
export function makeDeliveries(delivering: Delivering): Deliveries {
  const { replica } = delivering;
  /** What this process holds right now: a claim whose answer was lost is none of these. */
  const held = new Set<string>();
  const hold = async (ctx: Context, ids: readonly string[], { first, isCrowded = false, patience }: Taking): Promise<void> => {
    const mine = new Set<string>();
    const heard = new Set<string>();
    const keep = (claimed: readonly Claimed[]): readonly Claimed[] => {
      for (const { id } of claimed) {
        held.add(id);
        mine.add(id);
        heard.add(id);
      }
      return claimed;
    };
    const done = (ids: Iterable<string>): void => {
      for (const id of ids) if (mine.delete(id)) held.delete(id);
    };
    const take = async (more: readonly string[]) => keep(await claim(ctx, more, replica));
    try {
      const claimed = keep(await first(take));
      if (claimed.length > 0) await handOver(ctx, delivering, { take, done: (some) => done(some.map(({ id }) => id)) }, claimed, isCrowded);
    } catch (error) {
      ctx.log.warn({ err: error, notifications: ids.length }, 'a delivery broke off; it begins again');
      const unheard = ids.filter((id) => !held.has(id) && !heard.has(id));
      await untilStored(() => releaseClaims(ctx, replica, [...mine, ...unheard]), patience);
      throw error;
    } finally {
      done([...mine]);
    }
  };
  return {
    byJob: (ctx, { notificationIds: ids, isCrowded = false }) => hold(ctx, ids, {
      isCrowded,
      // At once, so that of several jobs for one receiver the first takes them all.
      first: async (take) => take(isCrowded ? [...new Set([...ids, ...await waitingForRoom(ctx, ids)])] : ids),
    }),
    // No job remembers them, so however long the database is away; should we end first, whoever notices gives them back.
    atOnce: (ctx, ids) => hold(ctx, ids, { first: () => claimedAtOnce(ctx, ids, replica), patience: Infinity }),
  };
}
