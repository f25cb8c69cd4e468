import type { WorkingHours } from '../people/schema.ts';
import type { Criticality, UrgencyRule } from './schema.ts';
import type { Severity, Urgency } from '../severity.ts';
import { inWorkingHours } from './working-hours.ts';

export type { Urgency };

/** What decides how urgent an incident is at one instant. */
export interface UrgencyFacts {
  severity: Severity;
  rule: UrgencyRule;
  /** Of the team that owns the incident, in its zone. */
  workingHours: WorkingHours;
  zone: string;
  instant: Date;
}

/** High wakes people, low waits for the morning (spec §1: SEV1 and SEV2 are high, unless the service says otherwise). */
export function urgencyOf(facts: UrgencyFacts): Urgency {
  switch (facts.rule) {
    case 'high': return 'high';
    case 'low': return 'low';
    case 'high_in_working_hours': return inWorkingHours(facts.workingHours, facts.zone, facts.instant) ? 'high' : 'low';
    case 'by_severity': return plainUrgency(facts.severity);
  }
}

/** How urgent a severity is where no service says otherwise. */
export const plainUrgency = (severity: Severity): Urgency => (severity === 'SEV1_CRITICAL' || severity === 'SEV2_HIGH' ? 'high' : 'low');

const targets = { TIER_1_CRITICAL: 5, TIER_2: 30, TIER_3: 240 } as const satisfies Record<Criticality, number>;

/** Minutes within which somebody should have acknowledged (spec §3). */
export const responseTargetMinutes = (criticality: Criticality): number => targets[criticality];
