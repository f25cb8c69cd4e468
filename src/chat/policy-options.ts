import { z } from 'zod';
import { severityTyped } from '../domain/escalation/policies/find-policy.ts';
import { severities, type Severity } from '../domain/severity.ts';
import { means } from './known/steps.ts';
import { register, type OptionSettings } from './option-info.ts';
import { boolean, longText, number, optional, text } from './options.ts';

const any = /^(?:any|all|every|default|toutes?|défaut)$/i;

/** The severity that was typed, or null for any. @throws AppError invalid */
export const readPolicySeverity = (typed: string): Severity | null => (any.test(typed.trim()) ? null : severityTyped(typed.replace(/^(sev)-/i, '$1')));

/** For which severity a policy is: `sev1` … `sev4`, or `any` (null) for all that have none of their own. */
export const policySeverity = (settings: OptionSettings = {}) => register(z.enum(severities).nullable(), {
  kind: 'choice', label: 'escalationCommands.option_severity', help: 'escalationCommands.help_severity',
  choices: [{ value: 'any', label: 'escalationCommands.every_severity' }, ...severities.map((value) => ({ value, label: `chat.${value.slice(0, 4).toLowerCase() as 'sev1'}` as const }))],
  fits: (word) => any.test(word) || /^sev-?[1-4](?:_[a-z]+)?$/i.test(word),
  read: readPolicySeverity, ...settings,
});

/** What may be said of a policy beside its team and severity; the same when it is made and when it is changed. */
export const policyFields = {
  name: optional(text({ label: 'escalationCommands.name', named: true, max: 80 })),
  steps: optional(longText({ label: 'escalationCommands.steps', help: 'escalationCommands.help_steps', named: true, max: 3000 })),
  repeat: optional(number({ label: 'escalationCommands.repeat', named: true, max: 20 })),
  every: optional(number({ label: 'escalationCommands.every', named: true, min: 1, max: 1440 })),
};

/** What may be said of a step beside its minute and whom it tells. */
export const stepFields = {
  means: optional(text({ known: means, label: 'escalationCommands.means', help: 'escalationCommands.help_means', named: true, max: 100 })),
  hours: optional(text({ label: 'escalationCommands.hours', help: 'escalationCommands.help_hours', named: true, max: 60 })),
  working_hours: optional(boolean({ label: 'escalationCommands.in_working_hours', help: 'escalationCommands.help_in_working_hours', named: true })),
};
/** The version that a card showed: somebody else's change since is not overwritten. */
export const versionSeen = () => optional(number({ label: 'escalationCommands.version_seen', help: 'escalationCommands.help_version_seen', named: true, min: 1 }));
