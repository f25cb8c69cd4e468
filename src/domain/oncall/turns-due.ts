import type { Tx } from '../../context.ts';
import type { Timer } from '../timers/timer.ts';
import { onCallOf } from './who-is-on-call.ts';

/** Who answers may have changed: what was seen last is brought up to date. */
export async function turnsDue(tx: Tx, timers: readonly Timer[]): Promise<void> {
  for (const { subject: teamId } of timers) {
    const person = await onCallOf(tx, teamId);
    await tx.sql`
      insert into on_call_seen (team_id, level, user_id, since) select id, 1, ${person?.userId ?? null}, ${tx.now} from teams where id = ${teamId}
      on conflict (team_id, level) do update set user_id = excluded.user_id, since = excluded.since where on_call_seen.user_id is distinct from excluded.user_id`;
  }
}
