import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placedByWords } from '../../src/chat/placed-by-words.ts';
import { sayIn, type Say, type TextKey } from '../../src/texts/say.ts';

const wheres: readonly TextKey[] = ['sources.why_rule_service', 'sources.why_rule_inactive', 'sources.why_label', 'sources.why_named', 'sources.why_unknown', 'sources.why_unnamed'];
const grades: readonly TextKey[] = ['sources.why_rule_severity', 'sources.why_word', 'sources.why_default'];
const name = fc.stringMatching(/^[a-zéA-Z0-9_. -]{1,30}$/).filter((text) => !/names|sends|which|makes|means|is this/.test(text));
const params = fc.record({ rule: name, service: name, label: name, name, word: name, severity: fc.constantFrom('SEV1', 'SEV4') });

test('every reason that an alert is stored with is said in the reader’s language', () => {
  fc.assert(fc.property(fc.oneof(fc.constant(['sources.why_dropped'] as TextKey[]), fc.tuple(fc.constantFrom(...wheres), fc.constantFrom(...grades))), params, (keys, values) => {
    const sentences = (say: Say) => keys.map((key) => say(key, values)).join(' ');
    expect(placedByWords(sentences(sayIn('en')), sayIn('fr'))).toBe(sentences(sayIn('fr')));
  }));
});

test.each(['', 'Somebody moved it by hand.', `The alert names the service ${'x'.repeat(3000)}. SEV1 is this source’s default.`])('what is none of these reasons stays as it is: %s', (stored) => {
  expect(placedByWords(stored, sayIn('fr'))).toBe(stored);
});
