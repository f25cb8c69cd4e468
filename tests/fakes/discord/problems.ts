import { Refusal } from './refusal.ts';

type Json = Record<string, unknown>;

/** What is wrong with a form body, field by field, refused as 50035 all at once. */
export interface Problems {
  /** `path` as `embeds.0.title`. */
  add(path: string, code: string, message: string): void;
  /** A text must be there, within this length. Returns whether it is a text at all. */
  text(path: string, value: unknown, least: number, most: number): value is string;
  /** At most (and at least) so many. */
  count(path: string, value: readonly unknown[], least: number, most: number): void;
  /** One of http and https, or `also`. */
  link(path: string, value: unknown, also?: string): void;
  refuseIfAny(): void;
}

export function problems(): Problems {
  const errors: Json = {};
  let any = false;
  const add = (path: string, code: string, message: string): void => {
    any = true;
    let at = errors;
    for (const part of path.split('.')) at = (at[part] ??= {}) as Json;
    ((at['_errors'] ??= []) as Json[]).push({ code, message });
  };
  const length = (path: string, found: number, least: number, most: number, unit: string): void => {
    if (found < least || found > most) add(path, 'BASE_TYPE_BAD_LENGTH', least > 0 ? `Must be between ${least} and ${most} in ${unit}.` : `Must be ${most} or fewer in ${unit}.`);
  };
  return {
    add,
    text(path, value, least, most): value is string {
      if (value === undefined || value === null || value === '') {
        if (least > 0) add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
        return value === '';
      }
      if (typeof value !== 'string') return add(path, 'STRING_TYPE_CONVERT', 'Could not interpret as string.'), false;
      // Texts are trimmed before they are measured.
      if (least > 0 && value.trim() === '') add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
      length(path, value.trim().length, least, most, 'length');
      return true;
    },
    count: (path, value, least, most) => length(path, value.length, least, most, 'length'),
    link(path, value, also) {
      if (typeof value !== 'string' || !URL.canParse(value)) return add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
      const { protocol } = new URL(value);
      if (!['http:', 'https:', also].includes(protocol)) add(path, 'URL_TYPE_INVALID_SCHEME', `Scheme "${protocol.slice(0, -1)}" is not supported.`);
    },
    refuseIfAny() {
      if (any) throw new Refusal(400, { message: 'Invalid Form Body', code: 50_035, errors });
    },
  };
}
