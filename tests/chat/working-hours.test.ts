import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWorkingHours, sayWorkingHours } from '../../src/chat/working-hours.ts';

test.each([
  ['mon-fri 09:00-18:00', [1, 2, 3, 4, 5], '09:00', '18:00'], ['1-5 9-17', [1, 2, 3, 4, 5], '09:00', '17:00'], ['lun, mer 9h – 12h30', [1, 3], '09:00', '12:30'],
  ['Saturday,Sunday 8:00-24:00', [6, 7], '08:00', '24:00'], ['sat-mon 10h-11h', [6, 7, 1], '10:00', '11:00'],
])('%s is read', (typed, days, from, to) => {
  expect(readWorkingHours(typed)).toEqual({ days, from, to });
});

test.each(['', 'weekdays', '09:00-18:00', 'mon-xyz 9-17', 'mon-tue-wed 9-17', 'mon 9', '8-9 9-17'])('“%s” is refused beside its field', (typed) => {
  expect(() => readWorkingHours(typed)).toThrow(expect.objectContaining({ extras: { fields: { working_hours: expect.anything() } } }));
});

test.each(['en', 'fr'] as const)('what is shown in %s is read back as the same', (language) => {
  const clock = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
  fc.assert(fc.property(days, clock, clock, (some, from, to) => {
    const hours = { days: some, from, to };
    expect(readWorkingHours(sayWorkingHours(hours, language))).toEqual(hours);
  }));
});

test('whatever is typed is read or refused, never anything else', () => {
  const words = fc.array(fc.constantFrom('mon', 'dim', '1', '9', '-', ',', ' ', '–', '9h', '18:00', 'x')).map((parts) => parts.join(''));
  fc.assert(fc.property(fc.oneof(fc.string(), words), (typed) => {
    try {
      expect(readWorkingHours(typed).days.every((day) => day >= 1 && day <= 7)).toBe(true);
    } catch (error) {
      expect(error).toMatchObject({ key: 'people.bad_working_hours' });
    }
  }));
});
