import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGsm, partsOf } from '../../src/delivery/gsm7.ts';
import { smsText } from '../../src/delivery/sms-text.ts';
import { aMessage } from './message.ts';

const line = { before: 'SEV1 redis-prod:', title: 'Redis is down', after: '· INC-42 · answer by 03:09' };
const aPage = (difference = {}) => aMessage({ to: '+33600000001', line, replyCode: 'A', ...difference });

describe('a page as an SMS', () => {
  test('says severity, service, title, number, answer-by and how to reply', () =>
    expect(smsText(aPage(), true)).toBe('SEV1 redis-prod: Redis is down - INC-42 - answer by 03:09\nReply 4A to acknowledge, 6A to pass it on.'));

  test('speaks French without a letter that costs a second part', () => {
    const text = smsText(aPage({ language: 'fr', line: { ...line, title: 'L’index « été » n’est plus à jour 🔴', after: '· INC-42 · à prendre avant 03 h 09' } }), true);
    expect(text).toBe('SEV1 redis-prod: L\'index "été" n\'est plus à jour - INC-42 - à prendre avant 03 h 09\nRépondez 4A pour prendre en charge, 6A pour passer.');
    expect(partsOf(text)).toBe(1);
  });

  test('does not ask for a reply that nobody would read, and leads to the incident instead', () => {
    expect(smsText(aPage(), false)).not.toContain('4A');
    expect(smsText(aPage({ incidentUrl: 'https://imas.example.org/#/incident/INC-42' }), false)).toContain('\nhttps://imas.example.org/#/incident/INC-42');
  });

  test('fits one part whatever the title, and cuts nothing else', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 400 }), fc.boolean(), (title, twoWay) => {
      const text = smsText(aPage({ line: { ...line, title } }), twoWay);
      expect(isGsm(text)).toBe(true);
      expect(partsOf(text)).toBe(1);
      expect(text.startsWith('SEV1 redis-prod: ')).toBe(true);
      expect(text).toContain(' - INC-42 - answer by 03:09');
      expect(text.endsWith('Reply 4A to acknowledge, 6A to pass it on.')).toBe(twoWay);
    }));
  });

  test('in another script keeps a readable title, in two parts at most', () => {
    const text = smsText(aPage({ line: { ...line, title: 'редис упал '.repeat(20) } }), true);
    expect(text).toContain('редис');
    expect(text).toContain('INC-42');
    expect(partsOf(text)).toBe(2);
  });
});

describe('any other message as an SMS', () => {
  const plain = (body: string) => aMessage({ headline: 'INC-42 acknowledged by Bea 03:06', body });
  test('adds what one part still holds of its body', () => {
    expect(smsText(plain('Redis is down\n\nNothing to do.'), true)).toBe('INC-42 acknowledged by Bea 03:06\nRedis is down Nothing to do.');
    expect(partsOf(smsText(plain('x'.repeat(500)), true))).toBe(1);
    expect(smsText(plain(''), true)).toBe('INC-42 acknowledged by Bea 03:06');
  });
});
