import { z } from '@hono/zod-openapi';
import { severityNamed } from '../domain/services/severity.ts';
import { severities, statuses } from '../domain/severity.ts';

/** The shapes that the nouns of the API share. Lengths here only bound what is read; the verbs know their own. */
export const words = (max = 10_000) => z.string().max(max);
/** An id or a name; people may write names in any case. */
export const reference = z.string().min(1).max(200);

/** An instant, with its zone. Outside these years PostgreSQL and JavaScript disagree on how to write one. */
export const instantIn = z.iso.datetime({ offset: true })
  .refine((text) => /^(19[7-9]\d|2\d{3})-/.test(text), { params: { text: 'api.bad_instant' } })
  .transform((text) => new Date(text));
export const instantOut = z.iso.datetime();

/** `SEV2`, `high`, `2` and `SEV2_HIGH` are the same. */
export const severityIn = z.preprocess((given) => (typeof given === 'string' ? severityNamed(given) ?? given : given), z.enum(severities)).openapi({ type: 'string', enum: [...severities] });
export const severityOut = z.enum(severities);
export const statusOut = z.enum(statuses);

/** Several words in one query parameter, with commas: `status=TRIGGERED,ACKNOWLEDGED`. */
export const listOf = <T extends z.ZodType>(one: T, describe: string) => z.preprocess(
  (given) => (typeof given === 'string' ? given.split(',').map((word) => word.trim()).filter((word) => word !== '') : given),
  z.array(one).min(1).max(50),
).openapi({ type: 'string', description: describe });
export const severitiesIn = listOf(severityIn, 'One or several, with commas: SEV1_CRITICAL,SEV2');
export const upper = <const W extends readonly [string, ...string[]]>(values: W) => z.preprocess((given) => (typeof given === 'string' ? given.trim().toUpperCase() : given), z.enum(values)).openapi({ type: 'string', enum: [...values] });

/** `true` or `false` in a query string. */
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true').openapi({ type: 'boolean' });

export const iso = (at: Date): string => at.toISOString();
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null;

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
/** Only the members that were given: verbs leave alone what is absent. */
export const given = <T extends object>(members: T): Given<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
