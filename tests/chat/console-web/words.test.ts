import { describe, expect, test } from 'vitest';
import { taken } from '../../../src/chat/console/web/composer-text.ts';
import { localTime } from '../../../src/chat/console/web/local-time.ts';
import { console as texts } from '../../../src/texts/console.ts';

describe('a suggestion that is taken', () => {
  test.for([
    ['/inc', '/incident ack', '/incident ack '],
    ['/incident ack IN', 'INC-42', '/incident ack INC-42 '],
    ['/incident ack ', 'INC-42', '/incident ack INC-42 '],
    ['/incident declare sev', 'severity:', '/incident declare severity:'],
    ['/page "Site Rel', '"Site Reliability"', '/page "Site Reliability" '],
    ['/page x', '$&', '/page $& '],
  ])('after “%s” is “%s”: “%s”', ([line, value, result]) => expect(taken(line!, value!)).toBe(result));
});

describe('a time in a form', () => {
  test.for([
    ['2026-11-22T02:05:00Z', 'Europe/Paris', '2026-11-22T03:05'],
    ['2026-07-01T23:30:00.000Z', 'Europe/Paris', '2026-07-02T01:30'],
    ['2026-11-22T03:05', 'Europe/Paris', '2026-11-22T03:05'],
    ['2026-99-99T00:00:00Z', 'Europe/Paris', ''],
    ['', 'Europe/Paris', ''],
  ])('%s in %s is %s', ([value, zone, shown]) => expect(localTime(value!, zone)).toBe(shown));
});

test('both languages of the console fill the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]);
  for (const key of Object.keys(texts.en) as (keyof typeof texts.en)[]) expect([key, new Set(blanks(texts.fr[key]))]).toEqual([key, new Set(blanks(texts.en[key]))]);
});
