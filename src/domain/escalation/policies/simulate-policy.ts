import type { TextKey, TextParams } from '../../../texts/say.ts';
import { describeTarget, type Names } from './describe-target.ts';
import type { Policy } from './policy.ts';
import type { Target } from './step.ts';

/** Who would be told when, one line a target: what `/escalation test` shows. */
export interface SimulatedLine {
  /** From the beginning of the run, counted through the repeats. */
  minute: number;
  /** 1, then 2 … for the repeats. */
  round: number;
  target: { key: TextKey; params: TextParams };
  /** Usernames, an address or a place; empty: nobody, and the next step would follow at once. */
  who: readonly string[];
  /** null: as each person has chosen. */
  means: readonly string[] | null;
  workingHoursOnly: boolean;
}

/** Who stands behind targets right now. */
export interface Cast {
  ownTeam: { id: string; name: string };
  names: Names;
  /** Usernames of whoever is on call for a team at a level. */
  onCall(teamId: string, level: number): readonly string[];
  members(teamId: string): readonly string[];
  managers(teamId: string): readonly string[];
}

/** Plays a policy through, repeats included. Tells nobody. */
export function simulatePolicy(policy: Pick<Policy, 'steps' | 'repeatCount' | 'repeatIntervalMinutes'>, cast: Cast): SimulatedLine[] {
  const length = policy.steps.at(-1)?.delay_minutes ?? 0;
  const rounds = Array.from({ length: policy.repeatCount + 1 }, (_, i) => i);
  return rounds.flatMap((round) => policy.steps.flatMap((step) => step.targets.map((target): SimulatedLine => ({
    minute: round * (length + policy.repeatIntervalMinutes) + step.delay_minutes,
    round: round + 1,
    target: describeTarget(target, cast.names, cast.ownTeam.name),
    who: whoIs(target, cast),
    means: target.kind === 'EMAIL' ? ['EMAIL'] : target.kind === 'CHANNEL' ? ['CHAT'] : step.means,
    workingHoursOnly: step.working_hours_only,
  }))));
}

function whoIs(target: Target, cast: Cast): readonly string[] {
  switch (target.kind) {
    case 'ON_CALL': return cast.onCall(target.team ?? cast.ownTeam.id, target.level);
    case 'TEAM': return cast.members(target.team ?? cast.ownTeam.id);
    case 'MANAGERS': return cast.managers(target.team ?? cast.ownTeam.id);
    case 'USER': return [cast.names.get(target.user) ?? target.user];
    case 'EMAIL': return [target.address];
    case 'CHANNEL': return [target.place ?? cast.ownTeam.name];
  }
}
