import { describe, expect, test } from 'vitest';
import { countedBy, paceOf } from '../../../../src/chat/slack/rates.ts';

/** However the calls fall: what a rest allows at once, and what comes due within the minute. */
const mostInAMinute = ({ intervalMs, burst }: { intervalMs: number; burst: number }) => burst + 1 + Math.floor(60_000 / intervalMs);

describe('the pace', () => {
  test.each([['conversations.create', 20], ['pins.add', 20], ['chat.update', 50], ['conversations.invite', 50], ['users.info', 100]])('of %s never has more than %i calls in a minute', (method, tier) => {
    expect(mostInAMinute(paceOf(method, 'talk')!)).toBeLessThanOrEqual(tier);
    expect(mostInAMinute(paceOf(method, 'talk')!)).toBeGreaterThan(tier * 0.9);
  });
  test('of housekeeping leaves room for what people wait for', () => {
    expect(paceOf('chat.update', 'chores')!.burst).toBeLessThan(paceOf('chat.update', 'talk')!.burst);
  });
  test('of messages is one a second, counted by channel', () => {
    expect(paceOf('chat.postMessage', 'talk')).toEqual({ intervalMs: 1000, burst: 0, waitMs: 2000 });
    expect(countedBy('chat.postMessage', 'C1')).toBe('C1');
  });
  test('of other methods is counted by method', () => {
    expect(countedBy('conversations.invite', 'C1')).toBe('');
  });
  test.each(['chat.postMessage', 'chat.update', 'conversations.open'])('of pages is not kept: %s', (method) => {
    expect(paceOf(method, 'page')).toBeUndefined();
  });
  test('of an answer to a click is not kept: its trigger dies', () => {
    expect(paceOf('views.open', 'talk')).toBeUndefined();
  });
});
