import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern } from '../../../src/domain/sources/matchers/compile.ts';

test.each<[string, string[], string[]]>([
  ['a|b', ['a', 'b'], ['', 'ab', 'c', 'a|b']],
  ['prod', ['prod'], ['production', 'preprod']],
  ['api-.*', ['api-', 'api-1'], ['my-api-1', 'api-\n']],
  ['.*(disk|memory).*', ['low disk on db', 'memory'], ['cpu']],
  ['db-[0-9]{1,3}', ['db-1', 'db-123'], ['db-', 'db-1234']],
  ['a{2,}', ['aa', 'aaaa'], ['a']],
  ['a{3}', ['aaa'], ['aa', 'aaaa']],
  ['(?i)PROD-é', ['prod-É', 'Prod-é'], ['prod-e']],
  ['(?i)[a-f]+', ['ABCDEF', 'abc'], ['g']],
  ['\\d+\\.\\d+', ['1.5'], ['1x5']],
  ['[^a-c]+', ['xyz'], ['xa']],
  ['[]a-]+', ['a]-'], ['b']],
  ['^web$', ['web'], ['webs']],
  ['(^a|b$)', ['a', 'b'], ['ab']],
  ['', [''], ['a']],
  ['a|', ['a', ''], ['b']],
  ['(a*)*', ['', 'aaa'], ['b']],
  ['(?:ab)+?', ['ab', 'abab'], ['aba']],
  ['.', ['é', '🙂'], ['', 'ab']],
])('the pattern %j matches whole values only', (pattern, yes, no) => {
  const matches = compilePattern(pattern);
  expect(yes.filter((value) => !matches(value))).toEqual([]);
  expect(no.filter((value) => matches(value))).toEqual([]);
});

test.each(['(', ')', '[a', 'a**', '*a', '(?=a)', '(?<n>a)', '\\1', '\\b', 'a{2,1}', 'a{', '[z-a]', '[[:alpha:]]', 'a\\', '^*', '(a{100}){100}', 'x'.repeat(201)])('the pattern %j is refused with a reason', (pattern) => {
  expect(() => compilePattern(pattern)).toThrow(/\w+ \w+/);
});

test('patterns that make a backtracking engine stand still are answered', () => {
  const value = 'a'.repeat(4096);
  for (const pattern of ['(a*)*b', '(a|a)*b', '(a|aa)+b', `${'a?'.repeat(60)}${'a'.repeat(60)}b`, '.*.*.*.*.*.*b']) {
    // A backtracking engine would not come back from this.
    expect(compilePattern(pattern)(value)).toBe(false);
  }
});

test('answers are those of the built-in engine', () => {
  const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
    pattern: fc.oneof({ maxDepth: 3 }, tie('atom'),
      fc.tuple(tie('pattern'), tie('pattern')).map((two) => two.join('')),
      fc.tuple(tie('pattern'), tie('pattern')).map((two) => `(${two.join('|')})`),
      fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?')).map(([inner, times]) => `(?:${inner})${times}`)),
    atom: fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\.', '-', '^', '$', '1'),
  }));
  fc.assert(fc.property(pattern.filter((text) => text.length <= 60), fc.stringMatching(/^[ab1.-]{0,6}$/), (text, value) =>
    compilePattern(text)(value) === new RegExp(`^(?:${text})$`, 'u').test(value)), { numRuns: 1000 });
});
