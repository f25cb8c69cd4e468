import type { Context } from '../context.ts';
import type { Claimed } from '../domain/notifications/claim.ts';
import type { OpenProvider } from '../domain/providers/providers-for.ts';
import { budgetOf } from '../domain/providers/limits.ts';
import { takeTokens } from '../domain/providers/take-tokens.ts';

/** What one job may send by each provider. */
export interface Allowance { /** 0: it may leave now; else seconds until there is room. */ ask(ctx: Context, provider: OpenProvider, claimed: Claimed): Promise<number> }

/** One look at each provider's budget for all messages of a job. @param messages what is to be sent: each speaks for one or more notifications */
export function allowance(messages: readonly (readonly Claimed[])[]): Allowance {
  const looks = new Map<string, Promise<{ taken: number; waitSeconds: number }>>();
  return {
    async ask(ctx, { id, kind, limits }, { means, is_page: isPage }) {
      const budget = budgetOf(kind, limits);
      if (budget === undefined) return 0;
      // A provider of several means has room asked for by each.
      const key = `${id} ${means} ${isPage}`;
      const wanted = messages.filter(([first]) => first!.means === means && first!.is_page === isPage).length;
      const look = looks.get(key) ?? takeTokens(ctx, id, budget, Math.max(1, wanted), isPage);
      looks.set(key, look);
      const room = await look;
      if (room.taken <= 0) return Math.max(1, room.waitSeconds);
      room.taken--;
      return 0;
    },
  };
}
