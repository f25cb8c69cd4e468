import { codenames, type Codename } from '../../permissions.ts';
import { invalid } from '../../errors.ts';
import { nearest } from '../nearest.ts';

/**
 * Codenames as typed, each once, in the product's order.
 * @param field of the form that holds them
 * @throws AppError invalid with the nearest ones
 */
export function codenamesFrom(words: readonly string[], field = 'codenames'): Codename[] {
  const wanted = new Set(words.map((word) => word.trim().toLowerCase()));
  for (const word of wanted) {
    if ((codenames as readonly string[]).includes(word)) continue;
    const params = { name: word.slice(0, 64) };
    throw invalid('people.bad_codename', params, { ...nearest(word, codenames), fields: { [field]: { key: 'people.bad_codename', params } } });
  }
  return codenames.filter((codename) => wanted.has(codename));
}
