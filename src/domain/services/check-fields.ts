import { invalid } from '../../errors.ts';
import type { TextKey, TextParams } from '../../texts/say.ts';

const longestName = 100;
const longestUrl = 2000;

const beside = (field: string, key: TextKey, params: TextParams) => invalid(key, params, { fields: { [field]: { key, params } } });

/** A name as it will be shown: trimmed, 1 to 100 characters, one line. @throws AppError invalid */
export function checkedName(field: string, name: string): string {
  const trimmed = name.normalize('NFC').trim();
  if (trimmed === '' || trimmed.length > longestName || /\p{Cc}/u.test(trimmed)) throw beside(field, 'services.bad_name', { max: longestName });
  return trimmed;
}

/** A link that people will click: http or https only; empty and null mean none. @throws AppError invalid */
export function checkedUrl(field: string, url: string | null): string | null {
  const trimmed = url?.trim() ?? '';
  if (trimmed === '') return null;
  const parsed = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (!isWeb || trimmed.length > longestUrl) throw beside(field, 'services.bad_url', { field });
  return parsed!.href;
}
