import type { ZodObject } from 'zod';
import { AppError } from '../errors.ts';
import type { TextKey, TextParams } from '../texts/say.ts';
import { optionsOf, takesMore, type Option } from './option-info.ts';
import type { Reading } from './when.ts';

export interface Problem { key: TextKey; params?: TextParams; /** What to write instead. */ hint?: { key: TextKey; params?: TextParams } }
export interface ReadValues {
  values: Record<string, unknown>;
  /** Option → what is wrong with what was typed. */
  problems: Record<string, Problem>;
  /** Required options that nobody gave. */
  missing: string[];
}

/** Turns typed words into what a command's options are. An empty value counts as not given. */
export function readValues(object: ZodObject, typed: Readonly<Record<string, string>>, at: Reading): ReadValues {
  const values: Record<string, unknown> = {};
  const problems: Record<string, Problem> = {};
  const missing: string[] = [];
  const options = optionsOf(object);
  for (const option of options) {
    const word = typed[option.name];
    if (word === undefined || word.trim() === '') {
      if (option.required) missing.push(option.name);
      continue;
    }
    const read = readOne(option, word, at);
    if ('problem' in read) problems[option.name] = read.problem;
    else values[option.name] = read.value;
  }
  if (takesMore(object)) {
    for (const [name, word] of Object.entries(typed)) if (!options.some((option) => option.name === name)) values[name] = word;
  }
  return { values, problems, missing };
}

function readOne(option: Option, word: string, at: Reading): { value: unknown } | { problem: Problem } {
  try {
    const checked = option.schema.safeParse(option.read(word, at));
    if (checked.success) return { value: checked.data };
    const tooLong = checked.error.issues.find((issue) => issue.code === 'too_big');
    return { problem: tooLong === undefined ? { key: 'chat.bad_value', params: { word: word.slice(0, 60) } } : { key: 'errors.bad_text', params: { max: Number(tooLong.maximum) } } };
  } catch (error) {
    if (error instanceof AppError) return { problem: { key: error.key, params: error.params } };
    throw error;
  }
}
