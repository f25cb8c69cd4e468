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

test('whoever had to wait longer than the job that was counted on has missed it', () => {
  const cards = cardsSoon();
  cards.coming(['a'], performance.now() - 950);
  cards.coming(['b'], performance.now() - 100);
  expect(cards.missed(['a', 'b'])).toEqual(['a']);
});
