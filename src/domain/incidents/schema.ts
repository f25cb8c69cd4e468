import type { Severity, Status } from '../severity.ts';

/** A row of `incidents` with the names that go with it. */
export interface Incident {
  id: string;
  number: number;
  title: string;
  description: string;
  service_id: string;
  service_name: string;
  service_criticality: 'TIER_1_CRITICAL' | 'TIER_2' | 'TIER_3';
  service_urgency: 'by_severity' | 'high' | 'low' | 'high_in_working_hours';
  service_is_triage: boolean;
  runbook_url: string | null;
  dashboard_url: string | null;
  team_id: string;
  team_name: string;
  severity: Severity;
  severity_by_person: boolean;
  status: Status;
  origin: 'alert' | 'person' | 'api';
  declared_by: string | null;
  group_key: string | null;
  labels: Record<string, string>;
  url: string | null;
  lead_id: string | null;
  lead_name: string | null;
  detected_at: Date;
  created_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_by_name: string | null;
  holder_id: string | null;
  holder_name: string | null;
  held_since: Date | null;
  mitigated_at: Date | null;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolved_by_name: string | null;
  resolved_how: 'person' | 'monitoring' | 'merge' | null;
  resolution_note: string | null;
  root_cause: string | null;
  muted_until: Date | null;
  changed_by_person_at: Date | null;
  last_human_at: Date | null;
  hold_open_until: Date | null;
  snoozed_until: Date | null;
  snoozed_until_clear: boolean;
  merged_into: string | null;
  is_confidential: boolean;
  in_storm: boolean;
  alerts_firing: number;
  alerts_total: number;
  card_wanted: number;
  /** Read by somebody who is not on it: only that it is there, and how bad. */
  isMasked?: true;
}

/** `INC-42`: how people and tools name an incident. */
export const shortId = (incident: { number: number }): string => `INC-${incident.number}`;
