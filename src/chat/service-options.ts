import { longText, optional, text, choice } from './options.ts';

/** What may be said of a service beside its name and owner; the same when it is created and when it is changed. */
export const serviceFields = {
  criticality: optional(choice({ TIER_1_CRITICAL: 'serviceCommands.tier_1', TIER_2: 'serviceCommands.tier_2', TIER_3: 'serviceCommands.tier_3' }, { label: 'serviceCommands.criticality', named: true })),
  urgency: optional(choice({
    by_severity: 'serviceCommands.urgency_by_severity', high: 'serviceCommands.urgency_high', low: 'serviceCommands.urgency_low', high_in_working_hours: 'serviceCommands.urgency_high_in_working_hours',
  }, { label: 'serviceCommands.urgency', named: true })),
  runbook_url: optional(text({ label: 'serviceCommands.runbook_url', help: 'serviceCommands.help_url', named: true, max: 2000 })),
  dashboard_url: optional(text({ label: 'serviceCommands.dashboard_url', help: 'serviceCommands.help_url', named: true, max: 2000 })),
  description: optional(longText({ label: 'teamCommands.about', named: true, max: 2000 })),
};
