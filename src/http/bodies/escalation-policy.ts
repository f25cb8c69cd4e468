import { z } from '@hono/zod-openapi';
import type { Names } from '../../domain/escalation/policies/describe-target.ts';
import type { Policy } from '../../domain/escalation/policies/policy.ts';
import type { Target } from '../../domain/escalation/policies/step.ts';
import { reference, severityIn, severityOut, words } from '../shapes.ts';

const hours = z.object({ days: z.array(z.int()), from: z.string(), to: z.string() }).openapi({ description: 'ISO weekdays (1 = Monday) and two times on the team’s clock; a `to` not later than `from` is on the next day' });
export const policyOut = z.object({
  id: z.uuid().nullable().openapi({ description: 'null: built in' }),
  name: z.string(),
  team: z.string().nullable().openapi({ description: 'null: counts for every team that has made none' }),
  severity: severityOut.nullable().openapi({ description: 'null: for every severity' }),
  origin: z.enum(['severity', 'default', 'built-in']),
  version: z.int().openapi({ description: 'Grows with every change; escalations that have begun keep theirs' }),
  repeat_count: z.int(),
  repeat_interval_minutes: z.int(),
  steps: z.array(z.object({
    delay_minutes: z.int(), targets: z.array(z.object({ kind: z.string() }).catchall(z.unknown())).openapi({ description: 'People and teams by name' }), means: z.array(z.string()).nullable(),
    working_hours_only: z.boolean(), only: hours.nullable().openapi({ description: 'Outside these hours the step is passed over' }),
  })),
  warnings: z.array(z.string()).optional().openapi({ description: 'Not in lists: what its author should know, in the language of Accept-Language' }),
}).openapi('EscalationPolicy');

const steps = z.array(z.unknown()).max(100).openapi({
  type: 'array', items: { type: 'object' },
  description: '{delay_minutes, targets, means, working_hours_only, only: {days, from, to}}; a target is {kind: ON_CALL, level, team} | {kind: TEAM | MANAGERS, team} | {kind: USER, user} | {kind: EMAIL, address} | {kind: CHANNEL, platform, place}, teams and people by id or name',
});
const fields = z.object({ name: words(200), severity: severityIn.nullable(), repeat_count: z.int(), repeat_interval_minutes: z.int(), steps }).partial();
export const freshPolicy = fields.extend({ team: reference });
export const policyChange = fields.extend({ version: z.int().optional().openapi({ description: 'The version that was read: if another is there by now, nothing is changed (409)' }) });

/** A policy as the API gives it. @param names of the people and teams it refers to, by id */
export const policyBody = (it: Policy & { team: string | null }, names: Names): z.input<typeof policyOut> => ({
  id: it.id, name: it.name, team: it.team, severity: it.severity, origin: it.origin, version: it.version, repeat_count: it.repeatCount, repeat_interval_minutes: it.repeatIntervalMinutes,
  steps: it.steps.map((step) => ({ delay_minutes: step.delay_minutes, targets: step.targets.map((target) => named(target, names)), means: step.means, working_hours_only: step.working_hours_only, only: step.only ?? null })),
});

const named = (target: Target, names: Names): { kind: string } & Record<string, unknown> => ({
  ...target, ...('user' in target && { user: names.get(target.user) ?? target.user }), ...('team' in target && target.team !== undefined && { team: names.get(target.team) ?? target.team }),
});
