import { parseArgs } from 'node:util';
import type { TextKey, TextParams } from '../texts/say.ts';
import type { Given } from './deps.ts';
import type { Verb } from './verbs.ts';

export type Read = { ok: true; given: Given } | { ok: false; key: TextKey; params: TextParams };

/** Reads what follows a verb. Whatever is not in its description is wrong usage, and named. */
export function readArguments(args: readonly string[], { options, takes: [least, most] }: Pick<Verb, 'options' | 'takes'>): Read {
  const { tokens } = parseArgs({
    args: [...args], strict: false, tokens: true, allowPositionals: true,
    options: Object.fromEntries(Object.entries(options).map(([name, kind]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const])),
  });
  const words: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const kind = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (kind === undefined) return { ok: false, key: 'cli.unknown_option', params: { option: token.rawName } };
    if (kind === 'flag' && token.value !== undefined) return { ok: false, key: 'cli.takes_no_value', params: { option: token.rawName } };
    if (kind === 'value' && !token.value) return { ok: false, key: 'cli.needs_value', params: { option: token.rawName } };
    if (kind === 'flag') flags.add(token.name);
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value!]);
  }
  if (words.length < least) return { ok: false, key: 'cli.too_few', params: { n: least } };
  if (words.length > most) return { ok: false, key: 'cli.too_many', params: { word: words[most]! } };
  return { ok: true, given: { words, flags, values } };
}
