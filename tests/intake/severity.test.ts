import { expect, test } from 'vitest';
import { severityOf } from '../../src/intake/severity.ts';

const plain = { words: {}, defaultSeverity: 'SEV3_MEDIUM' } as const;

test.each([
  ...['critical', 'fatal', 'p1', 'sev1', 'SEV1', 'sev1_critical', 'SEV-1', ' Critical '].map((word) => [word, 'SEV1_CRITICAL']),
  ...['error', 'high', 'P2', 'sev2', 'sev2_high'].map((word) => [word, 'SEV2_HIGH']),
  ...['warning', 'medium', 'p3', 'sev3', 'SEV3_MEDIUM'].map((word) => [word, 'SEV3_MEDIUM']),
  ...['info', 'low', 'p4', 'p5', 'sev4', 'sev4_low'].map((word) => [word, 'SEV4_LOW']),
])('%j is %s', (word, severity) => {
  expect(severityOf(word, { ...plain, defaultSeverity: severity === 'SEV4_LOW' ? 'SEV1_CRITICAL' : 'SEV4_LOW' })).toBe(severity);
});

test.each([undefined, '', 'none', 'sev5', 'sev9', 'page', 'constructor', '__proto__'])('%j is the default of the source', (word) => {
  expect(severityOf(word, plain)).toBe('SEV3_MEDIUM');
});

test('the words of the source win', () => {
  const rules = { words: { critical: 'SEV2_HIGH', page: 'SEV1_CRITICAL' }, defaultSeverity: 'SEV4_LOW' } as const;
  expect([severityOf('Critical', rules), severityOf('page', rules), severityOf('error', rules)]).toEqual(['SEV2_HIGH', 'SEV1_CRITICAL', 'SEV2_HIGH']);
});
