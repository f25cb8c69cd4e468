import type { Context } from '../../context.ts';
import { json } from '../../db/client.ts';
import type { Wanted, WantedIn } from './wanted.ts';

export interface Pending {
  wanted: Wanted;
  where: WantedIn;
  /** It is ours to carry out: nobody did before, and it is not too old. */
  isOurs: boolean;
  /** What came of it, when it was carried out before. */
  answer: unknown;
}

/**
 * Takes something that was refused to carry it out: once, whatever happens to whoever takes it.
 * @param minutes older than this it is not carried out any more
 * @returns undefined when it is gone
 */
export async function takePending(ctx: Context, id: string, minutes: number): Promise<Pending | undefined> {
  const [row] = await ctx.sql<Pending[]>`
    with taken as (
      update pending_actions set done_at = imas_now() where id = ${id} and done_at is null and created_at > imas_now() - ${minutes} * interval '1 minute' returning id
    )
    select wanted, coalesce(place, '{}') as where, exists (select from taken) as "isOurs", answer from pending_actions where id = ${id}`;
  return row;
}

/** Notes what came of it, so that telling it twice says the same. */
export async function keepAnswer(ctx: Context, id: string, answer: unknown): Promise<void> {
  await ctx.sql`update pending_actions set answer = ${json(answer)}::jsonb where id = ${id}`;
}
