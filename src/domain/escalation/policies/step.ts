import { z } from 'zod';
import { invalid } from '../../../errors.ts';

/** The ways by which a person can be reached. */
const allMeans = ['CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK'] as const;

const upper = (value: unknown) => (typeof value === 'string' ? value.trim().toUpperCase().replaceAll(/[\s-]/g, '_') : value);
const kindInAnyCase = (value: unknown) => (typeof value === 'object' && value !== null && 'kind' in value ? { ...value, kind: upper(value.kind) } : value);

/** Whom a step tells. Without `team` the incident's own is meant. */
const target = z.preprocess(kindInAnyCase, z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ON_CALL'), level: z.int().min(1).max(9).default(1), team: z.uuid().optional() }),
  z.strictObject({ kind: z.literal('TEAM'), team: z.uuid().optional() }),
  z.strictObject({ kind: z.literal('MANAGERS'), team: z.uuid().optional() }),
  z.strictObject({ kind: z.literal('USER'), user: z.uuid() }),
  z.strictObject({ kind: z.literal('EMAIL'), address: z.email() }),
  /** Without a place: the team's channel on every platform where it has one. */
  z.strictObject({ kind: z.literal('CHANNEL'), platform: z.enum(['console', 'slack', 'discord']).optional(), place: z.string().min(1).max(100).optional() })
    .refine((channel) => (channel.platform === undefined) === (channel.place === undefined), 'platform and place belong together'),
]));

/** Weekdays (1 = Monday) and two times on the team's clock; a `to` that is not later than `from` is on the next day. */
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const only = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7).transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
  from: z.string().regex(clock),
  to: z.string().refine((word) => clock.test(word) || word === '24:00'),
});

const step = z.strictObject({
  /** From the beginning of the run. */
  delay_minutes: z.int().min(0).max(7 * 24 * 60),
  targets: z.array(target).min(1).max(20),
  /** null: as each person has chosen. */
  means: z.array(z.preprocess(upper, z.enum(allMeans))).min(1).nullable().default(null),
  /** Outside the team's working hours the step waits for them. */
  working_hours_only: z.boolean().default(false),
  /** Outside these hours the step is passed over, as if it found nobody. */
  only: only.nullish(),
});
const steps = z.array(step).min(1).max(20);

export type Target = z.output<typeof target>;
export type Step = z.output<typeof step>;

/**
 * Steps as they are stored: complete, and in the order of their delays.
 * @throws AppError invalid, naming the member that is at fault
 */
export function checkedSteps(input: unknown): Step[] {
  const result = steps.safeParse(input);
  if (result.success) return result.data.toSorted((a, b) => a.delay_minutes - b.delay_minutes);
  const issue = result.error.issues[0]!;
  const problem = { key: 'policies.bad_steps', params: { path: ['steps', ...issue.path.map(String)].join('.'), problem: issue.message } } as const;
  throw invalid(problem.key, problem.params, { fields: { steps: problem } });
}
