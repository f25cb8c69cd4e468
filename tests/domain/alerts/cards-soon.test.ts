import { expect, test } from 'vitest';
import { cardsSoon } from '../../../src/domain/alerts/cards-soon.ts';

test('a card whose job was committed a moment ago is coming, another is not', () => {
  const cards = cardsSoon();
  cards.coming(['a'], performance.now());
  expect([cards.isComing('a'), cards.isComing('b')]).toEqual([true, false]);
});

test('a job is not counted on when half of its delay is over', () => {
  const cards = cardsSoon();
  cards.coming(['a'], performance.now() - 501);
  expect(cards.isComing('a')).toBe(false);
});

test('a job that is sent again counts from then on', () => {
  const cards = cardsSoon();
  cards.coming(['a', 'b'], performance.now() - 501);
  cards.coming(['a'], performance.now());
  expect([cards.isComing('a'), cards.isComing('b')]).toEqual([true, false]);
});
