import type { Context } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { turnsChanged } from '../oncall/turns-changed.ts';

/** The net under the exact due moments: every team has one for its turns. @returns how many teams had lost theirs, or are new */
export async function repairTurns(ctx: Context): Promise<number> {
  return transaction(ctx, async (tx) => {
    const teams = await tx.sql<{ id: string }[]>`select id from teams t where not exists (select from timers where kind = 'turns' and subject = t.id) order by id`;
    await turnsChanged(tx, teams.map(({ id }) => id));
    return teams.length;
  });
}
