import { computed } from '@preact/signals';
import { console as texts } from '../../../texts/console.ts';
import { me } from './state.ts';

export type Word = keyof (typeof texts)['en'];

/** A status of the server's vocabulary as a word of the reader's; an unknown one as it came. */
export function statusWord(status: string): string {
  const word = `status_${status.toLowerCase()}`;
  return word in texts.en ? t(word as Word) : status;
}

/** The reader's language: theirs when signed in, otherwise the browser's. */
export const language = computed(() => me.value?.language ?? (navigator.language.startsWith('fr') ? 'fr' : 'en'));

/**
 * One text of the console. Fills `{name}`, and picks `{n|one|many}` by the number n.
 * @example t('unread', { n: 3 })
 */
export function t(word: Word, params: Record<string, string | number> = {}): string {
  return texts[language.value][word].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined) return String(value);
    return new Intl.PluralRules(language.value).select(Number(value)) === 'one' ? one : (many ?? '');
  });
}
