/**
 * The regular expressions of matchers. Label values are hostile text and matchers are tried on the hot
 * path, so patterns are not given to the engine of JavaScript, which backtracks: even without nested
 * quantifiers `a?a?a?…aaa` takes it exponentially long. They are parsed here (at most 200 characters)
 * and simulated as an automaton, whose time is at most pattern × value. The language is the part of RE2
 * (the one of Alertmanager) that matchers need: literals, `.`, `[…]`, `\d \w \s` and their
 * opposites, groups, `|`, `* + ? {n,m}`, `^`, `$`, and a leading `(?i)`.
 */
export type Node =
  | { kind: 'one'; test: (point: number) => boolean }
  | { kind: 'all' | 'any'; parts: Node[] }
  | { kind: 'repeat'; part: Node; min: number; max: number }
  | { kind: 'begin' | 'end' };

/** In plain English what is wrong with a pattern; `params.problem` of what a person is told. */
export class BadPattern extends Error {}

const longestPattern = 200;

const classes: Record<string, RegExp> = { d: /[0-9]/, D: /[^0-9]/, w: /[0-9A-Za-z_]/, W: /[^0-9A-Za-z_]/, s: /[\t\n\f\r ]/, S: /[^\t\n\f\r ]/ };
const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };
const newline = 10;

type Test = (point: number) => boolean;

/** @throws BadPattern */
export function parsePattern(source: string): Node {
  if (source.length > longestPattern) throw new BadPattern(`it is longer than ${longestPattern} characters`);
  const isCaseless = source.startsWith('(?i)');
  const points = Array.from(isCaseless ? source.slice(4) : source);
  let at = 0;
  let depth = 0;

  const literal = (text: string): Test => {
    const point = text.codePointAt(0)!;
    if (!isCaseless) return (other) => other === point;
    const lower = text.toLowerCase();
    return (other) => other === point || String.fromCodePoint(other).toLowerCase() === lower;
  };
  const classOf = (letter: string): Test => {
    const members = classes[letter]!;
    return (point) => members.test(String.fromCodePoint(point));
  };
  /** After a backslash: a class, or the character that is meant. */
  function escaped(): Test | string {
    const letter = points[at++];
    if (letter === undefined) throw new BadPattern('it ends with a single backslash');
    if (Object.hasOwn(classes, letter)) return classOf(letter);
    if (Object.hasOwn(escapes, letter)) return escapes[letter]!;
    if (/[0-9A-Za-z]/.test(letter)) throw new BadPattern(`\\${letter} is not understood`);
    return letter;
  }

  function alternatives(): Node {
    const parts = [sequence()];
    while (points[at] === '|') { at++; parts.push(sequence()); }
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts };
  }
  function sequence(): Node {
    const parts: Node[] = [];
    while (at < points.length && points[at] !== '|' && points[at] !== ')') parts.push(quantified(atom()));
    return { kind: 'all', parts };
  }
  function atom(): Node {
    const letter = points[at++]!;
    switch (letter) {
      case '.': return { kind: 'one', test: (point) => point !== newline };
      case '^': return { kind: 'begin' };
      case '$': return { kind: 'end' };
      case '[': return { kind: 'one', test: set() };
      case '(': return group();
      case '*': case '+': case '?': case '{': throw new BadPattern(`nothing stands before “${letter}”; write \\${letter} for the character itself`);
      case '\\': {
        const meant = escaped();
        return { kind: 'one', test: typeof meant === 'string' ? literal(meant) : meant };
      }
      default: return { kind: 'one', test: literal(letter) };
    }
  }
  function group(): Node {
    if (points[at] === '?') {
      if (points[at + 1] !== ':') throw new BadPattern('look-around, names and flags in groups are not understood');
      at += 2;
    }
    if (++depth > 20) throw new BadPattern('its groups are nested too deep');
    const inner = alternatives();
    if (points[at++] !== ')') throw new BadPattern('a “(” is never closed');
    depth--;
    return inner;
  }
  function set(): Test {
    const isNegated = points[at] === '^';
    if (isNegated) at++;
    const tests: Test[] = [];
    for (let first = true; first || points[at] !== ']'; first = false) {
      const low = member();
      if (typeof low !== 'string') { tests.push(low); continue; }
      if (points[at] !== '-' || points[at + 1] === ']' || points[at + 1] === undefined) { tests.push(literal(low)); continue; }
      at++;
      const high = member();
      if (typeof high !== 'string' || high.codePointAt(0)! < low.codePointAt(0)!) throw new BadPattern(`the range that begins with “${low}-” runs backwards`);
      tests.push(range(low.codePointAt(0)!, high.codePointAt(0)!));
    }
    at++;
    return isNegated ? (point) => !tests.some((test) => test(point)) : (point) => tests.some((test) => test(point));
  }
  function member(): Test | string {
    const letter = points[at++];
    if (letter === undefined) throw new BadPattern('a “[” is never closed');
    if (letter === '[' && points[at] === ':') throw new BadPattern('classes such as [:alpha:] are not understood');
    return letter === '\\' ? escaped() : letter;
  }
  const range = (low: number, high: number): Test => {
    const within: Test = (point) => point >= low && point <= high;
    if (!isCaseless) return within;
    const cased = (text: string) => within(text.codePointAt(0)!);
    return (point) => within(point) || cased(String.fromCodePoint(point).toLowerCase()) || cased(String.fromCodePoint(point).toUpperCase());
  };
  function quantified(part: Node): Node {
    const [min, max] = quantity() ?? [];
    if (min === undefined || max === undefined) return part;
    if (points[at] === '?') at++; // Lazy or greedy: the whole value matches or it does not.
    if (quantity()) throw new BadPattern('two quantifiers stand side by side');
    if (part.kind === 'begin' || part.kind === 'end') throw new BadPattern('^ and $ cannot be repeated');
    return { kind: 'repeat', part, min, max };
  }
  function quantity(): [number, number] | undefined {
    switch (points[at]) {
      case '*': at++; return [0, Infinity];
      case '+': at++; return [1, Infinity];
      case '?': at++; return [0, 1];
      case '{': {
        const [whole, min, comma, max] = /^\{(\d+)(,?)(\d*)\}/.exec(points.slice(at, at + 12).join('')) ?? [];
        if (whole === undefined || (comma === '' && max !== '')) throw new BadPattern('write \\{ for the character “{” itself');
        at += whole.length;
        const least = Number(min);
        const most = comma === '' ? least : max === '' ? Infinity : Number(max);
        if (most < least) throw new BadPattern(`${whole} runs backwards`);
        return [least, most];
      }
      default: return undefined;
    }
  }

  const tree = alternatives();
  if (at < points.length) throw new BadPattern('a “)” has no “(”');
  return tree;
}
