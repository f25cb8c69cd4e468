import type { Policy } from './policies/policy.ts';

/** Where a run stands. Instants in milliseconds. */
export interface Standing {
  /** Index of the next step, and the round it belongs to, from 1. */
  nextStep: number;
  round: number;
  roundBeganAt: number;
  /** When the last step of this round was carried out before its minute: the next round counts from here. */
  endedEarlyAt?: number | undefined;
}
/** When a ladder ends with nobody answering it starts over after this, for as long as it takes (spec §7). */
export const overAgainMs = 15 * 60_000;

export interface Advance {
  /** Steps to carry out now, in order, each with the round it is in. */
  due: { step: number; round: number }[];
  standing: Standing;
  /** The next due moment; undefined when nothing more will happen by itself. */
  nextAt: number | undefined;
}

/**
 * What is due at `now`, and when to look again. Pure. Steps that came due while nobody was awake are all
 * carried out now, once. Only a high-urgency ladder starts over: so long after its last step, which may have come early.
 * @param force carry out the next step even if its time has not come ("next step now")
 */
export function advancePlan(policy: Pick<Policy, 'steps' | 'repeatCount' | 'repeatIntervalMinutes'>, from: Standing, now: number, { isHigh, force }: { isHigh: boolean; force: boolean }): Advance {
  const standing = { ...from };
  const due: Advance['due'] = [];
  const { steps } = policy;
  if (steps.length === 0) return { due, standing, nextAt: undefined };
  const at = (): number => standing.roundBeganAt + steps[standing.nextStep]!.delay_minutes * 60_000;
  for (;;) {
    if (standing.nextStep >= steps.length) {
      const repeats = standing.round <= policy.repeatCount;
      if (!repeats && !isHigh) return { due, standing, nextAt: undefined };
      const last = standing.endedEarlyAt ?? standing.roundBeganAt + steps.at(-1)!.delay_minutes * 60_000;
      const begins = last + (repeats ? policy.repeatIntervalMinutes * 60_000 : overAgainMs);
      // Whole rounds slept through are not made up for: one round, now.
      const late = now > begins + overAgainMs;
      const forced = force && due.length === 0;
      if (begins > now && !forced) return { due, standing, nextAt: begins };
      standing.round++;
      standing.nextStep = 0;
      standing.endedEarlyAt = undefined;
      standing.roundBeganAt = late || forced ? now : begins;
      if (due.length > 0 && !forced) return { due, standing, nextAt: Math.max(at(), now) };
    }
    const forced = force && due.length === 0;
    const isEarly = at() > now;
    if (isEarly && !forced) return { due, standing, nextAt: at() };
    due.push({ step: standing.nextStep, round: standing.round });
    standing.nextStep++;
    if (standing.nextStep === steps.length) standing.endedEarlyAt = isEarly ? now : undefined;
  }
}
