import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvery, readHandover, readHours, sayEvery, sayHandover, sayHours } from '../../src/chat/rotation-words.ts';
import { sayIn } from '../../src/texts/say.ts';

const languages = fc.constantFrom('en' as const, 'fr' as const);

describe('what a form of a rotation shows is read back as the same', () => {
  test('the length of a turn', () => {
    fc.assert(fc.property(languages, fc.integer({ min: 1, max: 1000 }), fc.constantFrom('hours' as const, 'days' as const, 'weeks' as const), (language, every, unit) => {
      expect(readEvery(sayEvery({ every, unit }, sayIn(language)))).toEqual({ every, unit });
    }));
  });
  test('the hand-over', () => {
    fc.assert(fc.property(languages, fc.integer({ min: 1, max: 7 }), fc.nat(23), fc.nat(59), (language, handoverDay, hour, minute) => {
      const handoverTime = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      expect(readHandover(sayHandover({ handoverDay, handoverTime }, language))).toEqual({ handoverDay, handoverTime });
      expect(readHandover(sayHandover({ handoverDay: null, handoverTime }, language))).toEqual({ handoverTime });
    }));
  });
  test('the hours', () => {
    fc.assert(fc.property(languages, fc.array(fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.toSorted((a, b) => a - b)), from: fc.constantFrom('00:00', '18:30'), to: fc.constantFrom('09:00', '24:00') }), { maxLength: 3 }), (language, hours) => {
      expect(readHours(sayHours(hours, language))).toEqual(hours);
    }));
  });
});

test.each([['weekly', 1, 'weeks'], ['every 2 weeks', 2, 'weeks'], ['12h', 12, 'hours'], ['1 jour', 1, 'days'], ['3 semaines', 3, 'weeks'], ['daily', 1, 'days']])('a turn of %s', (typed, every, unit) => {
  expect(readEvery(typed)).toEqual({ every, unit });
});
test.each(['', 'often', '1 moon', '-1 week', '99999 weeks', '1'])('“%s” is no turn', (typed) => {
  expect(() => readEvery(typed)).toThrow('no length of a turn');
});
test.each([['monday 9am', '09:00', 1], ['Lundi à 9h30', '09:30', 1], ['sun 00:00', '00:00', 7], ['noon', '12:00', undefined]])('a hand-over on %s', (typed, handoverTime, handoverDay) => {
  expect(readHandover(typed)).toEqual({ handoverTime, ...(handoverDay === undefined ? {} : { handoverDay }) });
});
test.each(['', 'monday', 'someday 9:00', '25:00', 'monday tuesday 9:00'])('“%s” is no hand-over', (typed) => {
  expect(() => readHandover(typed)).toThrow('no hand-over');
});
