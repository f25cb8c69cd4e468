import type { Context } from '../../../context.ts';
import { demand } from '../../../permissions.ts';
import { databaseNow } from '../../clock.ts';
import { findTeam } from '../../people/find-team.ts';
import type { Team } from '../../people/schema.ts';
import type { UrgencyRule } from '../../services/schema.ts';
import { urgencyOf, type Urgency } from '../../services/urgency.ts';
import type { Severity } from '../../severity.ts';
import { builtIn } from './built-in.ts';
import { castOf } from './cast.ts';
import { policyFor, severityTyped } from './find-policy.ts';
import type { Policy } from './policy.ts';
import { simulatePolicy, type SimulatedLine } from './simulate-policy.ts';

/** What would happen, as things stand now, to an incident that began at an instant. */
export interface Rehearsal { team: Team; severity: Severity; urgency: Urgency; at: Date; policy: Policy; lines: SimulatedLine[] }
/** @param at the instant at which it would begin; unset: now. @param rule of the service that would break; unset: the severity decides */
export interface When { at?: Date | undefined; rule?: UrgencyRule | undefined }

/**
 * Who would be told, when and how, if the team had an incident of the severity. Tells nobody.
 * @throws AppError forbidden, not_found (team), invalid (severity)
 */
export async function testPolicy(ctx: Context, teamRef: string, severity: string, { at, rule = 'by_severity' }: When = {}): Promise<Rehearsal> {
  demand(ctx, 'view_escalation');
  const wanted = severityTyped(severity);
  const team = await findTeam(ctx, teamRef);
  const instant = at ?? await databaseNow(ctx);
  const urgency = urgencyOf({ severity: wanted, rule, workingHours: team.workingHours, zone: team.timeZone, instant });
  const chosen = await policyFor(ctx, team.id, wanted, urgency);
  // As a run does when it chooses: high urgency is never a card only.
  const policy = chosen.steps.length > 0 || urgency === 'low' ? chosen : builtIn(urgency, wanted);
  return { team, severity: wanted, urgency, at: instant, policy, lines: await simulatePolicy(policy, await castOf(ctx, policy, team), { from: instant, urgency }) };
}
