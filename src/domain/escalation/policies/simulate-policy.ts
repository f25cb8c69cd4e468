import type { TextKey, TextParams } from '../../../texts/say.ts';
import type { WorkingHours } from '../../people/schema.ts';
import { inWorkingHours } from '../../services/working-hours.ts';
import type { Urgency } from '../../severity.ts';
import { inItsHours } from '../step-hours.ts';
import { describeTarget, type Names } from './describe-target.ts';
import type { Policy } from './policy.ts';
import type { Step, Target } from './step.ts';

/** Who would be told when, one line a target: what `/escalation test` shows. */
export interface SimulatedLine {
  /** From the beginning of the run, counted through the repeats. */
  minute: number;
  /** 1, then 2 … for the repeats. */
  round: number;
  /** From 1. */
  step: number;
  target: { key: TextKey; params: TextParams };
  /** Usernames, an address or a place; empty: nobody, and the next step would follow at once. */
  who: readonly string[];
  /** By which layer an on-call person answers then. */
  why: { key: TextKey; params: TextParams } | null;
  /** null: as each person has chosen. */
  means: readonly string[] | null;
  workingHoursOnly: boolean;
  /** At that moment: in its hours; passed over; or, at low urgency, waiting for the team's working hours. */
  hours: 'in' | 'passed over' | 'waits';
}

export interface OnCallThen { username: string; why: { key: TextKey; params: TextParams } }
/** Who stands behind targets. */
export interface Cast {
  ownTeam: { id: string; name: string; workingHours: WorkingHours; timeZone: string };
  names: Names;
  /** Whoever is on call for a team at a level at an instant. */
  onCall(teamId: string, level: number, at: Date): Promise<OnCallThen | undefined>;
  members(teamId: string): readonly string[];
  managers(teamId: string): readonly string[];
  /** The active ones among people who are named. */
  isActive(userId: string): boolean;
}

/** Further repeats say nothing new. */
const mostRounds = 3;

/** Plays a policy through from an instant, repeats included: as `advance` will, as things stand now. Tells nobody. */
export async function simulatePolicy(policy: Pick<Policy, 'steps' | 'repeatCount' | 'repeatIntervalMinutes'>, cast: Cast, { from, urgency }: { from: Date; urgency: Urgency }): Promise<SimulatedLine[]> {
  const length = policy.steps.at(-1)?.delay_minutes ?? 0;
  const lines: SimulatedLine[] = [];
  for (let round = 0; round <= Math.min(policy.repeatCount, mostRounds - 1); round++) {
    const began = round * (length + policy.repeatIntervalMinutes);
    let minute = began;
    // Steps of one moment are carried out together; when none of them finds anybody the next one comes at once.
    let found = true;
    for (const [index, step] of policy.steps.entries()) {
      const due = began + step.delay_minutes;
      if (found && (index === 0 || due > minute)) [minute, found] = [Math.max(minute, due), false];
      const told = await linesOf(step, { minute, round: round + 1, step: index + 1 }, cast, new Date(from.getTime() + minute * 60_000), urgency === 'high');
      lines.push(...told);
      found ||= told.some((line) => line.who.length > 0);
    }
  }
  return lines;
}

async function linesOf(step: Step, place: { minute: number; round: number; step: number }, cast: Cast, at: Date, isHigh: boolean): Promise<SimulatedLine[]> {
  const { workingHours, timeZone } = cast.ownTeam;
  const isIn = inItsHours(step, { working_hours: workingHours, time_zone: timeZone }, isHigh, at);
  const hours = !isIn ? 'passed over' : step.working_hours_only && !inWorkingHours(workingHours, timeZone, at) ? 'waits' : 'in';
  return Promise.all(step.targets.map(async (target): Promise<SimulatedLine> => {
    const onCall = target.kind === 'ON_CALL' ? await cast.onCall(target.team ?? cast.ownTeam.id, target.level, at) : undefined;
    return {
      ...place, target: describeTarget(target, cast.names, cast.ownTeam.name), hours, workingHoursOnly: step.working_hours_only,
      who: hours === 'passed over' ? [] : target.kind === 'ON_CALL' ? (onCall ? [onCall.username] : []) : whoIs(target, cast),
      why: onCall?.why ?? null,
      means: target.kind === 'EMAIL' ? ['EMAIL'] : target.kind === 'CHANNEL' ? ['CHAT'] : step.means,
    };
  }));
}

function whoIs(target: Exclude<Target, { kind: 'ON_CALL' }>, cast: Cast): readonly string[] {
  switch (target.kind) {
    case 'TEAM': return cast.members(target.team ?? cast.ownTeam.id);
    case 'MANAGERS': return cast.managers(target.team ?? cast.ownTeam.id);
    case 'USER': return cast.isActive(target.user) ? [cast.names.get(target.user) ?? target.user] : [];
    case 'EMAIL': return [target.address];
    case 'CHANNEL': return [target.place ?? cast.ownTeam.name];
  }
}
