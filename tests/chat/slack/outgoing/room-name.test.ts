import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slackLine, slackRoomName } from '../../../../src/chat/slack/room-name.ts';

describe('a channel name', () => {
  test.each([
    ['inc-42-redis-prod', 1, 'inc-42-redis-prod'], ['INC 42 Zahlungs Dienst', 1, 'inc-42-zahlungs-dienst'], ['Été à Nîmes!', 1, 'ete-a-nimes'],
    ['--__--', 1, 'incident'], ['инцидент', 1, 'incident'], ['inc-42', 3, 'inc-42-3'],
  ])('%s, try %i: %s', (name, n, expected) => {
    expect(slackRoomName(name, n)).toBe(expected);
  });
  test('is one that Slack takes, whatever is asked for', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (name, n) => {
      expect(slackRoomName(name, n)).toMatch(/^[a-z0-9_-]{1,80}$/);
    }));
  });
  test('of another try is another name, however long it is', () => {
    expect(slackRoomName('x'.repeat(100), 2)).toBe(`${'x'.repeat(78)}-2`);
  });
});

describe('a topic', () => {
  test('is one line of at most 250 characters in which nobody is called', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const line = slackLine(`<!channel> ${text}\nmore`);
      expect(line.length).toBeLessThanOrEqual(250);
      expect(line).not.toMatch(/[<>\n]/);
    }));
  });
});
