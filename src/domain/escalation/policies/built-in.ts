import type { Severity, Urgency } from '../../severity.ts';
import type { Policy } from './policy.ts';
import type { Step, Target } from './step.ts';

const at = (delay_minutes: number, ...targets: Target[]): Step => ({ delay_minutes, targets, means: null, working_hours_only: false });

const high: readonly Step[] = [
  at(0, { kind: 'ON_CALL', level: 1 }),
  at(5, { kind: 'ON_CALL', level: 2 }),
  at(10, { kind: 'MANAGERS' }),
  at(15, { kind: 'TEAM' }, { kind: 'CHANNEL' }),
];
const low: readonly Step[] = [{ delay_minutes: 0, targets: [{ kind: 'ON_CALL', level: 1 }], means: ['CHAT'], working_hours_only: true }];

/** After the last step of a high-urgency ladder it starts over this often (spec §7). */
const startOverMinutes = 15;

/**
 * The policy of teams that have made none (spec §7). High urgency always has a ladder, even a SEV4 whose
 * service is always urgent; at low urgency a SEV4 is a card and nothing more.
 */
export function builtIn(urgency: Urgency, severity: Severity): Policy {
  const common = { id: null, origin: 'built-in', severity: null, version: 1, repeatCount: 0, repeatIntervalMinutes: startOverMinutes } as const;
  if (urgency === 'high') return { ...common, name: 'built-in, high urgency', steps: high };
  if (severity === 'SEV4_LOW') return { ...common, name: 'built-in, card only', steps: [] };
  return { ...common, name: 'built-in, low urgency', steps: low };
}
