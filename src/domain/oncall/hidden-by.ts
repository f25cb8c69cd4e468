import type { Context } from '../../context.ts';
import { databaseNow } from '../clock.ts';
import type { RotationLine } from './find-rotation.ts';
import { loadNamedPlans } from './load-plans.ts';
import { turnsBetween } from './turns-between.ts';

const aheadMs = 14 * 86_400_000;

/**
 * The rotation that is asked before this one and always answers where this one would, in the two weeks from its start:
 * its turns then never count, which nobody means. Null: at least some count. Entries and overrides are left out, since
 * they pass. Asks for no permission.
 */
export async function hiddenBy(ctx: Pick<Context, 'sql'>, { id, before, teamId, level, startsAt }: RotationLine): Promise<string | null> {
  const wait = Math.max(0, startsAt.getTime() - (await databaseNow(ctx)).getTime());
  if (wait > aheadMs) return null;
  const [team] = await loadNamedPlans(ctx, { teamIds: [teamId], aheadMs: wait + aheadMs });
  if (team === undefined) return null;
  const bare = { ...team.plan, pinned: null, shifts: [], overrides: [], rotations: team.plan.rotations.filter((one) => one.level === level && one.id !== before) };
  const [from, to] = [team.from + wait, team.to];
  const [own] = turnsBetween({ ...bare, rotations: bare.rotations.filter((one) => one.id === id) }, from, to);
  const turns = turnsBetween(bare, from, to);
  if (own === undefined || turns.some(({ by }) => by.by === 'rotation' && by.id === id)) return null;
  const instead = turns.find((turn) => turn.from <= own.from && own.from < turn.to);
  return instead?.by.by === 'rotation' ? instead.by.name : null;
}
