/*
 * Columns for `unnest(${…}::type[])`, written as PostgreSQL's array text in one go: the client would look at each of
 * the thousands of values of a batch one by one.
 */

/** Values that never need quoting: numbers, UUIDs, instants, words of a fixed list. */
export const plainColumn = (values: readonly (string | number | Date | null)[]): string =>
  `{${values.map((value) => (value === null ? 'null' : value instanceof Date ? value.toISOString() : value)).join(',')}}`;

/** Any texts. */
export const textColumn = (values: readonly (string | null)[]): string => `{${values.map((value) => (value === null ? 'null' : quoted(value))).join(',')}}`;

const quoted = (value: string): string => (/[\\"]/.test(value) ? `"${value.replace(/[\\"]/g, '\\$&')}"` : `"${value}"`);
