import type { RotationLine } from './find-rotation.ts';
import type { Rotation } from './plan.ts';
import { unitMs } from './rotation-pattern.ts';
import { rotationChange, rotationTurns } from './rotation-turns.ts';

const ruleOf = ({ startsAt, members, ...line }: RotationLine): Rotation => ({ ...line, startsAt: startsAt.getTime(), endsAt: null, members: members.map(({ userId }) => userId) });

/** The next hand-over of a running rotation after an instant, whether or not its hours are on then. */
export function handoverAfter(line: RotationLine, after: Date): Date {
  // Two members and no hours: the next change is the next hand-over, and nothing else.
  return new Date(rotationChange({ ...ruleOf(line), hours: [], members: ['a', 'b'] }, after.getTime())!);
}

/**
 * The new members, beginning with whoever answers next by the old rule from an instant on: nobody loses a turn, or has
 * two of them, because the rule was changed. Somebody who is gone is followed by whoever came after them.
 */
export function continuedOrder(line: RotationLine, from: Date, members: readonly string[]): string[] {
  const rule = ruleOf(line);
  const start = Math.max(from.getTime(), rule.startsAt);
  const far = start + Math.max(2 * unitMs.weeks, 2 * rule.every * unitMs[rule.unit]);
  const next = rotationTurns(rule, start, far)[0]?.userId;
  const at = rule.members.indexOf(next ?? '');
  const heir = [...rule.members.slice(Math.max(at, 0)), ...rule.members.slice(0, Math.max(at, 0))].find((userId) => members.includes(userId));
  const first = heir === undefined ? 0 : members.indexOf(heir);
  return [...members.slice(first), ...members.slice(0, first)];
}
