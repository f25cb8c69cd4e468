import { inWorkingHours } from '../services/working-hours.ts';
import type { LiveRun } from './load-runs.ts';
import type { Step } from './policies/step.ts';

/**
 * Is a step to be carried out at this instant, on the clock of the incident's team? One that is not is passed over like one that
 * finds nobody: the next fires at once. At high urgency "in working hours only" passes over too, since waiting for
 * the morning would leave the incident to nobody; at low urgency such a step waits instead (`waitsForMorning`).
 */
export function inItsHours(step: Pick<Step, 'only' | 'working_hours_only'>, team: Pick<LiveRun, 'working_hours' | 'time_zone'>, isHigh: boolean, at: Date): boolean {
  if (step.only && !inWorkingHours(step.only, team.time_zone, at)) return false;
  return !isHigh || !step.working_hours_only || inWorkingHours(team.working_hours, team.time_zone, at);
}
