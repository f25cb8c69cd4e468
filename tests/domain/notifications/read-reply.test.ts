import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReply } from '../../../src/domain/notifications/read-reply.ts';

describe('an answer by SMS', () => {
  test.each([
    ['4', 'acknowledge', undefined], ['4A', 'acknowledge', 'A'], ['4 a', 'acknowledge', 'A'], [' 4a. ', 'acknowledge', 'A'], ['"4A"', 'acknowledge', 'A'], ['4Ａ', 'acknowledge', 'A'], ['a', 'acknowledge', 'A'], ['4 all', 'acknowledge', 'all'], ['4 TOUT', 'acknowledge', 'all'],
    ['ok', 'acknowledge', undefined], ['OK!', 'acknowledge', undefined], ['ack b', 'acknowledge', 'B'], ['Oui', 'acknowledge', undefined], ['je prends', 'acknowledge', undefined], ['je prends c', 'acknowledge', 'C'],
    ['6', 'pass', undefined], ['6B', 'pass', 'B'], ['non', 'pass', undefined], ['I can’t', 'pass', undefined], ['passe a', 'pass', 'A'],
  ] as const)('%j is %s %s', (text, does, code) => expect(readReply(text)).toEqual({ does, code }));

  test.each(['', '5', '44', '4AB', 'STOP', 'who is this?', 'ok ok', '4A thanks a lot', 'INC-42', '?'])('%j is not understood', (text) => expect(readReply(text)).toBeUndefined());

  test('of anything at all is read without a fault', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([undefined, 'acknowledge', 'pass']).toContain(readReply(text)?.does);
    }));
  });
});
