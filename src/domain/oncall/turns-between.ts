import { levelsOf, type By, type TeamPlan, type Turn } from './plan.ts';
import { rotationTurns, type Piece } from './rotation-turns.ts';

interface Interval { from: number; to: number }
/** A level at which nobody answers for a while. */
export interface Gap extends Interval { level: number }

/**
 * Who answers when inside [from, to), by level, then time; neighbours of one person by one rule are one turn. A turn
 * that reaches beyond is cut. Agrees with `onCallAt` at every instant.
 * @throws RangeError when the bounds are not finite: a rotation has no last turn
 */
export function turnsBetween(plan: TeamPlan, from: number, to: number): Turn[] {
  return levelsOf(plan).flatMap((level) => layers(plan, level, from, to).turns);
}

/** When nobody answers inside [from, to), at the levels that the plan speaks of; level 1 always is. @throws RangeError as above */
export function gapsBetween(plan: TeamPlan, from: number, to: number): Gap[] {
  return levelsOf(plan).flatMap((level) => layers(plan, level, from, to).holes.map((hole) => ({ level, ...hole })));
}

/** Lays the rules of one level over each other: each fills what those before it left open. */
function layers(plan: TeamPlan, level: number, from: number, to: number): { turns: Turn[]; holes: Interval[] } {
  if (!Number.isFinite(from) || !Number.isFinite(to)) throw new RangeError(`Turns are listed between two instants, not ${from} and ${to}`);
  const turns: Turn[] = [];
  let holes: Interval[] = from < to ? [{ from, to }] : [];
  const lay = (pieces: readonly Piece[], by: (index: number) => By): void => {
    const left: Interval[] = [];
    let next = 0;
    for (const hole of holes) {
      let at = hole.from;
      while (next < pieces.length && pieces[next]!.to <= at) next += 1;
      for (let index = next; index < pieces.length && pieces[index]!.from < hole.to; index += 1) {
        const piece = pieces[index]!;
        const [start, end] = [Math.max(at, piece.from), Math.min(hole.to, piece.to)];
        if (start >= end) continue;
        if (start > at) left.push({ from: at, to: start });
        turns.push({ level, userId: piece.userId, by: by(index), from: start, to: end });
        at = end;
      }
      if (at < hole.to) left.push({ from: at, to: hole.to });
    }
    holes = left;
  };
  const counts = ({ userId }: { userId: string }): boolean => plan.active.has(userId);
  const entries = (all: TeamPlan['shifts'], by: 'override' | 'shift'): void => {
    const mine = all.filter((entry) => entry.level === level && entry.endsAt > from && entry.startsAt < to && counts(entry)).sort((a, b) => a.startsAt - b.startsAt);
    lay(mine.map(({ userId, startsAt, endsAt }) => ({ userId, from: startsAt, to: endsAt })), (index) => ({ by, id: mine[index]!.id }));
  };

  if (level === 1 && plan.pinned !== null && plan.active.has(plan.pinned)) lay([{ from, to, userId: plan.pinned }], () => ({ by: 'pin' }));
  entries(plan.overrides, 'override');
  entries(plan.shifts, 'shift');
  for (const rotation of plan.rotations) {
    if (rotation.level !== level || holes.length === 0) continue;
    const by: By = { by: 'rotation', id: rotation.id, name: rotation.name };
    lay(rotationTurns(rotation, holes[0]!.from, holes.at(-1)!.to).filter(counts), () => by);
  }
  return { turns: joined(turns), holes };
}

function joined(turns: Turn[]): Turn[] {
  const found: Turn[] = [];
  for (const turn of turns.sort((a, b) => a.from - b.from)) {
    const before = found.at(-1);
    if (before?.to === turn.from && before.userId === turn.userId && sameRule(before.by, turn.by)) before.to = turn.to;
    else found.push(turn);
  }
  return found;
}

const sameRule = (a: By, b: By): boolean => a.by === b.by && ('id' in a ? a.id : '') === ('id' in b ? b.id : '');
