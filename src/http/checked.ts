import type { z } from '@hono/zod-openapi';
import { invalid } from '../errors.ts';
import type { TextKey, TextParams } from '../texts/say.ts';

interface Problem { key: TextKey; params?: TextParams }

/**
 * A value as its shape reads it.
 * @param depth how much of a wrong member's path is named: 1 in a query string, where lists are one parameter
 * @throws AppError invalid that names every field at fault, in the reader's language
 */
export function checked<S extends z.ZodType>(shape: S, value: unknown, depth = Infinity): z.output<S> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: Record<string, Problem> = {};
  for (const issue of parsed.error.issues) fields[issue.path.slice(0, depth).join('.') || 'body'] ??= problemOf(issue, at(value, issue.path));
  throw invalid('api.bad_fields', { names: Object.keys(fields).slice(0, 20).join(', ').slice(0, 400) }, { fields });
}

function problemOf(issue: z.core.$ZodIssue, given: unknown): Problem {
  switch (issue.code) {
    case 'invalid_type': return given === undefined ? { key: 'api.missing' } : { key: 'api.wrong_type', params: { expected: issue.expected } };
    case 'invalid_value': return given === undefined ? { key: 'api.missing' } : { key: 'api.not_one_of', params: { values: issue.values.map(String).join(', ') } };
    case 'too_small': return { key: sized(issue.origin, 'api.too_short', 'api.too_few', 'api.too_small'), params: { min: Number(issue.minimum) } };
    case 'too_big': return { key: sized(issue.origin, 'api.too_long', 'api.too_many', 'api.too_big'), params: { max: Number(issue.maximum) } };
    case 'invalid_format': return issue.format === 'datetime' ? { key: 'api.bad_instant' } : { key: 'api.bad_format', params: { format: issue.format } };
    case 'custom': return issue.params?.['text'] === 'api.bad_instant' ? { key: 'api.bad_instant' } : { key: 'api.bad_value' };
    default: return { key: 'api.bad_value' };
  }
}

const sized = (origin: string, text: TextKey, list: TextKey, number: TextKey): TextKey => (origin === 'string' ? text : origin === 'array' || origin === 'map' || origin === 'set' ? list : number);

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((it, name) => (typeof it === 'object' && it !== null ? (it as Record<PropertyKey, unknown>)[name] : undefined), value);
