import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBody } from '../../src/intake/clean.ts';
import { BadPost } from '../../src/intake/source.ts';

const parse = (json: string) => parseBody(Buffer.from(json));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const unclean = /[[\p{Cc}\p{Cs}\p{Bidi_Control}]--[\n\t]]/v;

describe('cleaning a body', () => {
  test.each([
    ['NUL by escape', '"a\\u0000b"', 'a\ufffdb', ['control characters replaced']],
    ['backspace and form feed by escape', '"a\\bb\\fc"', 'a\ufffdb\ufffdc', ['control characters replaced']],
    ['a C1 control in the raw', '"a\u0085b"', 'a\ufffdb', ['control characters replaced']],
    ['DEL in the raw', '"a\u007fb"', 'a\ufffdb', ['control characters replaced']],
    ['a lone high surrogate', '"a\\ud800b"', 'a\ufffdb', ['halves of surrogate pairs replaced']],
    ['a whole surrogate pair', '"\\ud83d\\udd34"', '🔴', []],
    ['an override written as it is', '"a\u202eb"', 'ab', ['text-direction marks removed']],
    ['an isolate by escape', '"a\\u2066b"', 'ab', ['text-direction marks removed']],
    ['carriage returns', '"a\\r\\nb\\rc"', 'a\nb\nc', []],
    ['line breaks and tabs', '"a\\n\\tb"', 'a\n\tb', []],
    ['a byte-order mark', '\ufeff"a"', 'a', []],
    ['accents', '"é \\u00e9"', 'é é', []],
  ])('handles %s', (_what, json, value, notes) => {
    expect(parse(json)).toEqual({ value, notes });
  });

  test('replaces invalid UTF-8 and says so', () => {
    expect(parseBody(Buffer.from([0x22, 0x61, 0xff, 0x22]))).toEqual({ value: 'a\ufffd', notes: ['invalid UTF-8 replaced'] });
  });

  test('cleans names of members as well', () => {
    expect(parse('{"a\\u0000": {"b\\u202e": 1}}').value).toEqual({ 'a\ufffd': { b: 1 } });
  });

  test('never lets a cleaned name reach the prototype', () => {
    const value = parse('{"__pro\\u200eto__": {"isAdmin": true}}').value as Record<string, unknown>;
    expect(value['isAdmin']).toBeUndefined();
    expect(Object.keys(value)).toEqual(['__proto__']);
  });

  test('takes 32 levels and refuses 33', () => {
    expect(parse(nested(32)).value).toBeDefined();
    expect(() => parse(nested(33))).toThrow(expect.objectContaining({ name: 'BadPost', field: 'depth' }));
  });

  test('does not count brackets inside strings', () => {
    expect(parse(JSON.stringify(`\\"${'['.repeat(100)}`)).value).toBe(`\\"${'['.repeat(100)}`);
  });

  test('refuses a million brackets without running out of stack', () => {
    expect(() => parse('{"a":'.repeat(1_000_000))).toThrow(BadPost);
  });

  test.each([['', undefined], ['  \n', undefined]])('reads %j as an empty body', (json, value) => {
    expect(parse(json).value).toBe(value);
  });

  test.each(['{', 'NaN', "{'a':1}", '<xml/>', 'a=b'])('refuses %s as no JSON', (json) => {
    expect(() => parse(json)).toThrow(expect.objectContaining({ field: 'body' }));
  });

  test('leaves no unclean character in any text, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3, stringUnit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('\u0000', '\u202e', '\ufeff', '\r', '\\')) }), (json) => {
        const once = parse(json).value;
        const text = JSON.stringify(once);
        expect(text).not.toMatch(unclean);
        expect(parse(text)).toEqual({ value: once, notes: [] });
      }),
    );
  });

  test('reads any bytes or refuses them with BadPost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseBody(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BadPost);
        }
      }),
    );
  });
});
