import { invalid } from '../../errors.ts';

/** At most so many messages within any minute and any hour; null: as the kind has it. */
export interface Limits { perMinute: number | null; perHour: number | null }

/** Room that fills again: so many at once, and so many a minute. */
export interface Room { burst: number; perMinute: number }
/** What a provider takes. What a vendor refuses beyond is its own affair. */
export interface Budget { minute: Room; hour: Room }

/**
 * By kind: SMS and calls cost money and have a pace of their own at the vendor; ntfy.sh takes 60 at once and
 * then 12 a minute; mail servers take a program that sends ten a second for broken. Webhooks are machines.
 */
const ofKinds: Readonly<Partial<Record<string, Room>>> = {
  OVH_SMS: { burst: 60, perMinute: 300 }, TWILIO: { burst: 60, perMinute: 120 }, NTFY: { burst: 60, perMinute: 12 }, SMTP: { burst: 200, perMinute: 600 },
};
const unlimited: Room = { burst: 1e9, perMinute: 1e9 };

/** What a kind takes unless told. */
export const roomOf = (kind: string): Room | undefined => ofKinds[kind];

/** What this provider takes; undefined: as many as there are. */
export function budgetOf(kind: string, { perMinute, perHour }: Limits): Budget | undefined {
  const usual = roomOf(kind);
  if (usual === undefined && perMinute === null && perHour === null) return undefined;
  return { minute: perMinute === null ? usual ?? unlimited : within(perMinute, 1), hour: perHour === null ? unlimited : within(perHour, 60) };
}

/** Half of it at once, the other half in the course of the time: in no such time more than `most`. */
function within(most: number, minutes: number): Room {
  const burst = Math.ceil(most / 2);
  return { burst, perMinute: Math.max(0.5, most - burst) / minutes };
}

const mostOf = { perMinute: 100_000, perHour: 1_000_000 } as const;
const fieldOf = { perMinute: 'per_minute', perHour: 'per_hour' } as const;

/** What is absent stays, null is as the kind has it. @throws AppError invalid, naming the field */
export function checkedLimits(given: { perMinute?: number | null; perHour?: number | null }): Partial<Limits> {
  for (const name of ['perMinute', 'perHour'] as const) {
    const value = given[name];
    if (value == null || (Number.isInteger(value) && value >= 1 && value <= mostOf[name])) continue;
    const problem = { key: 'providers.bad_limit', params: { max: mostOf[name] } } as const;
    throw invalid(problem.key, problem.params, { fields: { [fieldOf[name]]: problem } });
  }
  return { ...(given.perMinute !== undefined && { perMinute: given.perMinute }), ...(given.perHour !== undefined && { perHour: given.perHour }) };
}
