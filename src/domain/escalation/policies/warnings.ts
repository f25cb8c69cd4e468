import type { Context } from '../../../context.ts';
import { databaseNow } from '../../clock.ts';
import { meansOf } from '../../notifications/means-of.ts';
import type { MeansName } from '../../notifications/means.ts';
import { findTeam } from '../../people/find-team.ts';
import type { TextKey, TextParams } from '../../../texts/say.ts';
import { castOf } from './cast.ts';
import { policyOfRow } from './policy.ts';
import { holeIn, isForHigh, type Hole } from './reaches.ts';
import { arePeople } from './rehearse.ts';
import type { PolicyRow } from './schema.ts';
import { simulatePolicy } from './simulate-policy.ts';

/** What somebody who has just written a policy should know. Nothing of it speaks against storing it. */
export type Warning =
  | ({ kind: 'hole' } & Hole)
  | { kind: 'nobody'; step: number; target: { key: TextKey; params: TextParams } }
  | { kind: 'means'; step: number; who: string; means: readonly string[] }
  | { kind: 'one person'; who: string }
  | { kind: 'chat only' };

/** Plays the first round of a policy as people, schedules and contacts stand now. Asks no permission beyond `view_escalation`. @throws AppError forbidden */
export async function warningsOf(ctx: Context, row: PolicyRow): Promise<Warning[]> {
  const team = await findTeam(ctx, row.teamId);
  const policy = { ...policyOfRow(row), repeatCount: 0 };
  const isHigh = isForHigh(row.severity);
  const urgency = isHigh ? 'high' : 'low';
  const lines = await simulatePolicy(policy, await castOf(ctx, policy, team), { from: await databaseNow(ctx), urgency });
  const warnings: Warning[] = [];
  const hole = isHigh ? holeIn(row.steps, team.workingHours) : undefined;
  if (hole) warnings.push({ kind: 'hole', ...hole });
  const people = new Set<string>();
  let loud = false;
  for (const line of lines) {
    if (line.who.length === 0 && line.hours !== 'passed over') warnings.push({ kind: 'nobody', step: line.step, target: line.target });
    if (!arePeople(line)) { loud ||= line.target.key === 'policies.email'; continue; }
    const reach = await meansOf(ctx, line.who, urgency, line.means as readonly MeansName[] | null);
    for (const [who, attempts] of reach) {
      people.add(who);
      loud ||= attempts.some(({ means }) => means !== 'CHAT');
      if (line.means !== null && !attempts.some(({ means }) => line.means!.includes(means))) warnings.push({ kind: 'means', step: line.step, who, means: line.means });
    }
  }
  const steps = new Set(lines.map(({ step }) => step));
  if (isHigh && people.size === 1 && steps.size > 1 && !lines.some(({ target }) => target.key === 'policies.email')) warnings.push({ kind: 'one person', who: [...people][0]! });
  if (isHigh && people.size > 0 && !loud) warnings.push({ kind: 'chat only' });
  return warnings;
}
