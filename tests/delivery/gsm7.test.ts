import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutTo, isGsm, lengthOf, partsOf, toGsm } from '../../src/delivery/gsm7.ts';

describe('the default alphabet', () => {
  test.each([
    ['L’été « noël » : œuf, façade…', 'L\'été "noel" : oeuf, facade...'],
    ['🔴 SEV1 · INC-42 → now', ' SEV1 - INC-42 -> now'],
    ['Łódź ＠here ½', 'Lodz @here 1/2'],
    ['naïve café ÀÊÎ', 'naive café AEI'],
    ['a\u202Eb\u0000c\u{1F1EB}\u{1F1F7}', 'abc'],
    ['редис', 'редис'],
  ])('%j becomes %j', (given, wanted) => expect(toGsm(given)).toBe(wanted));

  test.each([
    ['a'.repeat(160), 1], ['a'.repeat(161), 2], ['a'.repeat(306), 2], ['a'.repeat(307), 3], ['€'.repeat(80), 1], ['€'.repeat(81), 2], [`${'€'.repeat(152)}a`, 2],
    ['я'.repeat(70), 1], ['я'.repeat(71), 2], ['я'.repeat(134), 2], ['', 1],
  ])('%# is counted as a vendor counts it', (text, parts) => expect(partsOf(text)).toBe(parts));

  test('a pair that would straddle two parts goes into the next', () => {
    // 152 + a pair + 151: by septets alone two parts of 153 would hold it.
    expect(partsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toBe(3);
  });

  test('what is in it stays as it is, and is the same when written twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = toGsm(text);
      expect(toGsm(once)).toBe(once);
      if (isGsm(text.normalize('NFC'))) expect(once).toBe(text.normalize('NFC'));
    }));
  });

  test('Latin text with any accents and emoji always fits the alphabet', () => {
    const latin = fc.constantFrom(...Array.from('àâäçéèêëîïôöùûüÿœæñãõåøßčšžěřůąęłńśźżőűțşğıA z9_-…–’“”«»·🔴🇫🇷👩‍🚒✅\u00A0\u202F'));
    fc.assert(fc.property(fc.array(latin).map((letters) => letters.join('')), (text) => {
      expect(isGsm(toGsm(text))).toBe(true);
    }));
  });

  test('cutting never exceeds what is asked for and keeps the beginning', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }).map(toGsm), fc.integer({ min: 3, max: 200 }), (text, max) => {
      const cut = cutTo(text, max);
      expect(isGsm(text) ? lengthOf(cut) : cut.length).toBeLessThanOrEqual(max);
      expect(text.startsWith(cut === text ? cut : cut.slice(0, -3))).toBe(true);
    }));
  });
});
