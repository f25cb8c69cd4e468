import { AppError } from '../../errors.ts';
import type { Choice } from '../card.ts';
import type { Ask } from '../command.ts';
import type { Around, KnownValues } from '../option-info.ts';
import { listed } from '../none.ts';
import { mostChoices } from '../nouns.ts';

/**
 * What of the values that are known may be meant by what was typed so far, best first, 25 at most; of several between commas
 * the last is completed. What somebody may not see is not there.
 */
export async function findKnown(ask: Ask, known: KnownValues, typed: string, around: Around): Promise<Choice[]> {
  const before = known.several === true ? listed(typed.slice(0, typed.lastIndexOf(',') + 1)) : [];
  const word = known.several === true ? typed.slice(typed.lastIndexOf(',') + 1).trim() : typed.trim();
  const isNew = ({ value }: Choice): boolean => !before.some((one) => one.toLowerCase() === value.toLowerCase());
  const all = [...new Map((await findIfSeen(ask, known, word, around)).filter(isNew).map((it) => [it.value, it])).values()];
  const found = ranked(all, word).slice(0, mostChoices);
  return before.length === 0 ? found : found.map(({ value }) => [...before, value].join(', ')).map((value) => ({ value, label: value }));
}

async function findIfSeen(ask: Ask, known: KnownValues, word: string, around: Around): Promise<readonly Choice[]> {
  try {
    return await known.find(ask, word, around);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

const fold = (text: string): string => text.toLowerCase().replace(/^[@/]/, '').replaceAll(/[\s_-]+/g, ' ');

/** The value itself, what begins with the word or has a part that does, what contains it, then what is only described so. */
function ranked(all: readonly Choice[], word: string): Choice[] {
  const typed = fold(word);
  const place = ({ value, label }: Choice): number => {
    const name = fold(value);
    if (name === typed) return 0;
    if (name.startsWith(typed)) return 1;
    if (name.split(/[ /.:]/).some((part) => part.startsWith(typed))) return 2;
    return name.includes(typed) ? 3 : fold(label).includes(typed) ? 4 : 5;
  };
  return all.map((it) => ({ it, at: place(it) })).filter(({ at }) => at < 5).sort((one, other) => one.at - other.at).map(({ it }) => it);
}
