import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matches, operators, prepareMatcher, type Matcher } from '../../../src/domain/sources/matchers/matcher.ts';
import { parseMatchers, renderMatchers } from '../../../src/domain/sources/matchers/parse-matchers.ts';

const is = (label: string, op: Matcher['op'], value: string): Matcher => ({ label, op, value });

test.each<[unknown, Matcher[]]>([
  ['env=prod', [is('env', '=', 'prod')]],
  ['env=prod, team=~"a|b"', [is('env', '=', 'prod'), is('team', '=~', 'a|b')]],
  ['{env="prod",team!~"x.*"}', [is('env', '=', 'prod'), is('team', '!~', 'x.*')]],
  ['env=prod team!=web,', [is('env', '=', 'prod'), is('team', '!=', 'web')]],
  ['env = "with \\"quotes\\", and commas"', [is('env', '=', 'with "quotes", and commas')]],
  ['env="", zone=', [is('env', '=', ''), is('zone', '=', '')]],
  ['"odd label"=x', [is('odd label', '=', 'x')]],
  ['url=http://x/?a=b', [is('url', '=', 'http://x/?a=b')]],
  ['*', []],
  [{ alertname: 'HighMemory', namespace: 'production' }, [is('alertname', '=', 'HighMemory'), is('namespace', '=', 'production')]],
  ['{"alertname": "HighMemory", "count": 3}', [is('alertname', '=', 'HighMemory'), is('count', '=', '3')]],
  [[{ label: 'a', op: '!=', value: 'b' }], [is('a', '!=', 'b')]],
  [{}, []],
])('%j are matchers', (input, expected) => expect(parseMatchers(input)).toEqual(expected));

test.each<[unknown, string]>([
  ['', 'sources.no_matchers'], [null, 'sources.no_matchers'], [42, 'sources.no_matchers'],
  ['env', 'sources.bad_matcher'], ['=prod', 'sources.bad_matcher'], ['env="open', 'sources.bad_matcher'], ['a="1"b="2"', 'sources.bad_matcher'],
  ['env=~"("', 'sources.bad_pattern'], [{ env: { nested: true } }, 'sources.bad_matcher_value'], [[{ label: 'a', op: '>', value: '1' }], 'sources.bad_matcher'],
  [Array.from({ length: 21 }, (_, i) => is(`l${i}`, '=', 'x')), 'sources.too_many_matchers'],
])('%j are not: %s', (input, key) => {
  expect(() => parseMatchers(input)).toThrow(expect.objectContaining({ code: 'invalid', key }));
});

test('what is rendered is read back the same', () => {
  const word = fc.string({ unit: fc.oneof(fc.constantFrom('"', '\\', ',', '=', '~', '!', '{', '}', ' ', '\n', '\t', '*'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })), maxLength: 12 });
  const matcher = fc.record({ label: word.filter((text) => text !== ''), op: fc.constantFrom(...operators), value: word })
    .map((one): Matcher => (one.op.includes('~') ? { ...one, value: one.value.replace(/[^a-z]/g, '') } : one));
  fc.assert(fc.property(fc.array(matcher, { maxLength: 5 }), (all) => { expect(parseMatchers(renderMatchers(all))).toEqual(all); }), { numRuns: 1000 });
});

test('whatever is typed is read or refused with a reason', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    try {
      parseMatchers(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid' });
    }
  }));
});

test.each<[string, Record<string, string>, boolean]>([
  ['env=prod', { env: 'prod' }, true], ['env=prod', { env: 'production' }, false], ['env=prod', {}, false],
  ['env!=prod', {}, true], ['env!=prod', { env: 'prod' }, false],
  ['env=""', {}, true], ['env=""', { env: 'x' }, false],
  ['env=~"p.*"', { env: 'prod' }, true], ['env=~"p"', { env: 'prod' }, false], ['env=~".*"', {}, true], ['env=~".+"', {}, false],
  ['env!~"p.*"', { env: 'test' }, true], ['env!~"p.*"', { env: 'prod' }, false],
  ['env=prod, team=db', { env: 'prod', team: 'web' }, false], ['*', {}, true],
])('%s against %j: %s', (text, labels, expected) => {
  expect(matches(parseMatchers(text).map(prepareMatcher), new Map(Object.entries(labels)))).toBe(expected);
});
