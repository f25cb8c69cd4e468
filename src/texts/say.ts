import { database } from './database.ts';
import { delivery } from './delivery.ts';
import { errors } from './errors.ts';
import { incidents } from './incidents.ts';
import { secrets } from './secrets.ts';

/**
 * Every sentence that a person reads, in English and French. One file an area;
 * each holds both languages side by side and the compiler insists on equal keys.
 */
const areas = { database, errors, incidents, delivery, secrets };

type Area = typeof areas;
export type TextKey = { [A in keyof Area]: `${A & string}.${keyof Area[A]['en'] & string}` }[keyof Area];
export type TextParams = Record<string, string | number>;
export type Language = 'en' | 'fr';
export type Say = (key: TextKey, params?: TextParams) => string;

const catalogue: Record<Language, Map<string, string>> = { en: new Map(), fr: new Map() };
for (const [area, languages] of Object.entries(areas)) {
  for (const language of ['en', 'fr'] as const) {
    for (const [key, text] of Object.entries(languages[language])) catalogue[language].set(`${area}.${key}`, text);
  }
}

/**
 * The speaker of one language: fills `{name}` blanks, and picks `{n|one|many}` by the number n.
 * @example sayIn('en')('errors.unknown_team', { name: 'SRE' })
 */
export function sayIn(language: Language): Say {
  return (key, params = {}) => {
    const text = catalogue[language].get(key) ?? catalogue.en.get(key) ?? key;
    return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      if (one === undefined) return String(value);
      // French counts zero as singular, English as plural.
      const singular = language === 'fr' ? Math.abs(Number(value)) < 2 : Number(value) === 1;
      return singular ? one : (many ?? '');
    });
  };
}
