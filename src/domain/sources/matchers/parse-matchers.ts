import { invalid } from '../../../errors.ts';
import type { TextKey, TextParams } from '../../../texts/say.ts';
import { prepareMatcher, operators, type Matcher, type Operator } from './matcher.ts';
import { BadPattern } from './pattern.ts';

const most = 20;
const longestLabel = 200;
const longestValue = 4096;

const bad = (key: TextKey, params: TextParams = {}) => invalid(key, params, { fields: { matchers: { key, params } } });

/** A word or a quoted string, from `lastIndex` on. Quotes as in JSON. */
const token = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"{}=!~]+))/y;
const operator = /\s*(=~|!=|!~|=)/y;
/** Unquoted values may hold what would end a label. */
const value = /\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"{}]+))/y;

function unquoted(quoted: string): string {
  return quoted.replace(/\\(.)/gs, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : letter));
}

/** `env=prod, team=~"a|b"`, with or without braces; commas or spaces between; `*` for everything. */
function parseText(source: string): Matcher[] {
  const text = source.trim();
  if (text === '') throw bad('sources.no_matchers');
  if (text === '*' || text === '{}') return [];
  const inner = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
  const found: Matcher[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(inner);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (inner.slice(at).trim() !== '') {
    const label = take(token);
    const op = label && take(operator);
    if (!label || !op) throw bad('sources.bad_matcher', { near: inner.slice(at).trim().slice(0, 40) || inner.slice(-40) });
    const content = take(value);
    const read = (match: RegExpExecArray | null) => (match?.[1] === undefined ? (match?.[2] ?? '') : unquoted(match[1]));
    found.push({ label: read(label), op: op[1] as Operator, value: read(content) });
    const comma = take(/\s*,/y);
    // Without a comma there has to be space: `a="1"b="2"` is a slip of the pen.
    if (!comma && at < inner.length && !/\s/.test(inner[at]!)) throw bad('sources.bad_matcher', { near: inner.slice(at, at + 40) });
  }
  return found;
}

function fromJson(json: unknown): Matcher[] {
  if (Array.isArray(json)) return json.flatMap((each) => fromListed(each));
  return Object.entries(json as Record<string, unknown>).map(([label, wanted]) => {
    if (typeof wanted !== 'string' && typeof wanted !== 'number' && typeof wanted !== 'boolean') throw bad('sources.bad_matcher_value', { label });
    return { label, op: '=', value: String(wanted) };
  });
}
function fromListed(each: unknown): Matcher[] {
  if (typeof each === 'string') return parseText(each);
  const { label, op = '=', value: wanted } = (each ?? {}) as Partial<Matcher>;
  if (typeof label !== 'string' || typeof wanted !== 'string' || !operators.includes(op)) throw bad('sources.bad_matcher', { near: (JSON.stringify(each) ?? '').slice(0, 40) });
  return [{ label, op, value: wanted }];
}

/** JSON that was typed; undefined when it is the text form, which may wear braces too. */
function typedJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Matchers as people, the API and imports write them: text (`env=prod, team=~"a|b"`), a plain JSON object
 * (all equal, as in the guide's match labels), or a list of `{label, op, value}`.
 * @throws AppError invalid, saying near what
 */
export function parseMatchers(input: unknown): Matcher[] {
  const given = typeof input === 'string' ? (typedJson(input) ?? input) : input;
  if (typeof given !== 'string' && (typeof given !== 'object' || given === null)) throw bad('sources.no_matchers');
  const matchers = typeof given === 'string' ? parseText(given) : fromJson(given);

  if (matchers.length > most) throw bad('sources.too_many_matchers', { max: most });
  for (const matcher of matchers) {
    if (matcher.label === '' || matcher.label.length > longestLabel || matcher.value.length > longestValue) throw bad('sources.bad_matcher_value', { label: matcher.label.slice(0, 40) });
    try {
      prepareMatcher(matcher);
    } catch (error) {
      if (error instanceof BadPattern) throw bad('sources.bad_pattern', { label: matcher.label, problem: error.message });
      throw error;
    }
  }
  return matchers;
}

const isWord = /^[^\s,"{}=!~\\]+$/;
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;

/** The text form, which `parseMatchers` reads back to the same matchers. */
export function renderMatchers(matchers: readonly Matcher[]): string {
  if (matchers.length === 0) return '*';
  return matchers.map(({ label, op, value: wanted }) => `${isWord.test(label) ? label : quoted(label)}${op}${isWord.test(wanted) ? wanted : quoted(wanted)}`).join(', ');
}
