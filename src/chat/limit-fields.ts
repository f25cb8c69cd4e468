import type { Limits } from '../domain/providers/limits.ts';
import { roomOf } from '../domain/providers/limits.ts';
import type { Say } from '../texts/say.ts';
import type { Field } from './card.ts';
import { isNone } from './none.ts';

/** How much a provider may send, as people type it: a number, or `none` for what its kind has; absent stays. */
export interface TypedLimits { per_minute?: string | undefined; per_hour?: string | undefined }
export const limitNames = ['per_minute', 'per_hour'] as const;

/** Below a provider's own settings: how much may go by it. @param values as they stand */
export const limitFields = (say: Say, kind: string, values: Readonly<Record<string, string>>, problems: Readonly<Record<string, string>>): Field[] => limitNames.map((name): Field => {
  const usual = roomOf(kind);
  const help = name === 'per_hour' ? say('providerCommands.per_hour_help') : usual === undefined ? say('providerCommands.per_minute_help_none') : say('providerCommands.per_minute_help', { burst: usual.burst, n: usual.perMinute });
  return { name, label: say(`providerCommands.${name}`), kind: 'number', required: false, help, ...(values[name] === undefined ? {} : { value: values[name] }), ...(problems[name] === undefined ? {} : { error: problems[name] }) };
});

/** As the verb takes them; what is no number is left for it to refuse. */
export const readLimits = ({ per_minute: perMinute, per_hour: perHour }: TypedLimits): Partial<Limits> => ({ ...(perMinute !== undefined && { perMinute: read(perMinute) }), ...(perHour !== undefined && { perHour: read(perHour) }) });
const read = (word: string): number | null => (isNone(word) ? null : Number(word));

/** As the form shows what is stored. */
export const shownLimits = ({ perMinute, perHour }: Limits): Record<string, string> => ({ ...(perMinute !== null && { per_minute: String(perMinute) }), ...(perHour !== null && { per_hour: String(perHour) }) });
