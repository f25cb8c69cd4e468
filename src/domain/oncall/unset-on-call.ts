import type { Context } from '../../context.ts';
import { conflict } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import { audit } from '../audit/record.ts';
import { lockTeam, pin, type Handing } from './pin.ts';
import { turnsChanged } from './turns-changed.ts';
import { onCallOf } from './who-is-on-call.ts';

/** Takes the pin off: whoever is on call otherwise is so again (`after`; null: nobody). @throws AppError forbidden, not_found, conflict (nobody is pinned) */
export async function unsetOnCall(ctx: Context, teamId: string): Promise<Handing> {
  demandForTeam(ctx, 'change_schedule', teamId);

  return transaction(ctx, async (tx) => {
    const team = await lockTeam(tx, teamId);
    if (!team.current) throw conflict('oncall.nothing_pinned', { team: team.name });
    await pin(tx, team, null);
    await audit(tx, { action: 'oncall.unpinned', object: { kind: 'team', id: team.id, label: team.name }, detail: { before: team.current.username } });
    await turnsChanged(tx, [team.id]);
    return { teamId: team.id, teamName: team.name, before: team.current, after: await onCallOf(tx, team.id) ?? null };
  });
}
