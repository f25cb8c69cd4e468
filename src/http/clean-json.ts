import { invalid } from '../errors.ts';

/** Spec §15: deeper bodies are refused. */
const deepest = 32;

/** A text that can be stored: NUL, which PostgreSQL cannot keep, and halves of surrogate pairs become U+FFFD. */
export const cleanText = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** Every text of a JSON value cleaned, member names included. @throws AppError invalid above 32 levels */
function cleanJson(value: unknown, depth = 0): unknown {
  if (depth > deepest) throw invalid('api.too_deep', { max: deepest });
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map((each) => cleanJson(each, depth + 1));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [cleanText(name), cleanJson(each, depth + 1)]));
  return value;
}

/** A JSON body as a cleaned object; no body at all is an empty one. @throws AppError invalid */
export function jsonObject(body: Uint8Array): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw invalid('api.bad_json', {}, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('api.object_expected');
  return cleanJson(value) as Record<string, unknown>;
}
