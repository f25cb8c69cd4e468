import type { Context } from '../../../context.ts';
import { meansOf, type Reach } from '../../notifications/means-of.ts';
import type { MeansName } from '../../notifications/means.ts';
import type { SimulatedLine } from './simulate-policy.ts';
import { testPolicy, type Rehearsal, type When } from './test-policy.ts';

/** A line with the means of everybody in it, by username; places and bare addresses have none. */
export interface RehearsedLine extends SimulatedLine { reach: ReadonlyMap<string, readonly Reach[]> }
export interface Rehearsed extends Rehearsal { lines: RehearsedLine[] }

const places: ReadonlySet<string> = new Set(['policies.email', 'policies.channel', 'policies.channel_named']);
/** Are these people, or a place or bare address? */
export const arePeople = (line: Pick<SimulatedLine, 'target'>): boolean => !places.has(line.target.key);

/** `testPolicy` down to each person's means and seconds, as they have chosen. Tells nobody. @throws AppError forbidden, not_found (team), invalid (severity) */
export async function rehearse(ctx: Context, teamRef: string, severity: string, when: When = {}): Promise<Rehearsed> {
  const tested = await testPolicy(ctx, teamRef, severity, when);
  const lines = await Promise.all(tested.lines.map(async (line) => ({ ...line, reach: await meansOf(ctx, arePeople(line) ? line.who : [], tested.urgency, line.means as readonly MeansName[] | null) })));
  return { ...tested, lines };
}
