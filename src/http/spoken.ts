import { AppError } from '../errors.ts';
import type { TextKey } from '../texts/say.ts';

export interface Speech {
  /** A reference in the body or query that leads nowhere is a wrong field, not a missing page. */
  refs?: Partial<Record<TextKey, string>>;
  /** Where the verb's word for a field is not the API's. */
  fields?: Readonly<Record<string, string>>;
}

/** A verb's refusal in the API's own field names. */
export async function spoken<T>({ refs = {}, fields = {} }: Speech, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, key, params, extras } = error;
    const field = refs[key];
    if (code === 'not_found' && field !== undefined) throw new AppError('invalid', key, params, { ...extras, fields: { [field]: { key, params } } });
    if (extras.fields === undefined) throw error;
    throw new AppError(code, key, params, { ...extras, fields: Object.fromEntries(Object.entries(extras.fields).map(([name, problem]) => [fields[name] ?? name, problem])) });
  }
}
