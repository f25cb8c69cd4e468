import { expect, test } from 'vitest';
import { notificationsCard } from '../../src/chat/cards/notifications.ts';
import { plainCard } from '../../src/chat/plain.ts';
import type { Told } from '../../src/domain/incidents/notifications-of.ts';
import { sayIn } from '../../src/texts/say.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 1, 5, 3, minute));
const told = (more: Partial<Told>): Told => ({
  id: 'n', at: at(4), to: 'alice', means: 'SMS', purpose: 'page', status: 'queued', error: null, attempts: 1, why: {}, note: null,
  createdAt: at(4), dueAt: at(5), sentAt: null, finishedAt: null, deliveredAt: null, actedAt: null, ...more,
});

test.each<[string, Partial<Told>, RegExp]>([
  ['what is to come says when', {}, /waiting .*03:05/],
  ['each step it got to has its time', { status: 'acted', sentAt: at(5), finishedAt: at(6), deliveredAt: at(7), actedAt: at(8) }, /sent .*03:05 → accepted .*03:06 → delivered .*03:07 → answered .*03:08/],
  ['what failed says why', { status: 'dead', sentAt: at(5), error: 'No such number.' }, /sent .*03:05 → failed \(No such number\.\)/],
  ['what the vendor said besides is kept', { status: 'accepted', sentAt: at(5), finishedAt: at(5), note: '2 parts' }, /accepted .*03:05 · 2 parts/],
  ['what one platform refused is in the console only', { means: 'CHAT', status: 'delivered', error: 'Slack: user_not_found' }, /in the console only · Slack: user_not_found/],
])('%s', (_, more, expected) => {
  const card = notificationsCard('INC-1', [told(more)], { say: sayIn('en'), has: () => true });
  expect(plainCard(card, { language: 'en', timeZone: 'UTC' })).toMatch(expected);
});
