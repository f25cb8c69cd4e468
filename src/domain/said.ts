import { sayIn, type Say, type TextKey, type TextParams } from '../texts/say.ts';

/** What went wrong, in no language yet. @property before what is the same in every language, such as a platform's name */
export interface Said { key: TextKey; params: TextParams; before?: string }

/** As it is kept for logs and for whoever reads no language of ours. */
export const englishOf = ({ key, params, before = '' }: Said): string => `${before}${sayIn('en')(key, params)}`;

/** In a reader's language, as long as that is what the kept words say. @param words as they are kept, cut or not */
export function saidTo(say: Say, words: string, said: Said | null): string {
  if (said === null || words === '' || !englishOf(said).replaceAll('\u0000', '').startsWith(words)) return words;
  return `${said.before ?? ''}${say(said.key, said.params)}`;
}

/** As JSON for the database, which refuses NUL; nothing where there is nothing, or more than a sentence holds. */
export function kept(said: Said | undefined): string | null {
  const text = said === undefined ? '' : JSON.stringify(said).replaceAll(String.raw`\u0000`, '');
  return text === '' || text.length > 5000 ? null : text;
}
