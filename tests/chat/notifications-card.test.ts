import { expect, test } from 'vitest';
import { notificationsCard } from '../../src/chat/cards/notifications.ts';
import { plainCard } from '../../src/chat/plain.ts';
import type { Told } from '../../src/domain/incidents/notifications-of.ts';
import { sayIn } from '../../src/texts/say.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 1, 5, 3, minute));
const told = (more: Partial<Told>): Told => ({
  id: 'n', at: at(4), to: 'alice', means: 'SMS', purpose: 'page', status: 'queued', error: null, errorSaid: null, attempts: 1, why: {}, note: null,
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

test.each<[string, Partial<Told>, string]>([
  ['a sentence of ours', { error: 'hooks.example.com did not answer within 5 seconds.', errorSaid: { key: 'delivery.timed_out', params: { host: 'hooks.example.com', seconds: 5 } } }, 'hooks.example.com n’a pas répondu'],
  ['one behind the name of a platform', { error: 'Slack: do not disturb', errorSaid: { key: 'notify.resting', params: {}, before: 'Slack: ' } }, 'Slack: ne pas déranger'],
  ['the end of a call', { error: 'no-answer' }, 'personne n’a répondu'],
  ['the vendor’s own words', { error: 'unknown handset' }, 'unknown handset'],
  ['other words than those that were kept with it', { error: 'something newer', errorSaid: { key: 'delivery.timed_out', params: { host: 'x', seconds: 5 } } }, 'something newer'],
])('in the reader’s language: %s', (_, more, expected) => {
  const card = notificationsCard('INC-1', [told({ status: 'failed', ...more })], { say: sayIn('fr'), has: () => true });
  expect(plainCard(card, { language: 'fr', timeZone: 'UTC' })).toContain(expected);
});

test('the policies that were climbed stand below, with their versions', () => {
  const card = notificationsCard('INC-1', [told({})], { say: sayIn('en'), has: () => true }, { policies: [{ policy_name: 'Nights', version: 2, version_now: 3 }, { policy_name: 'built-in high', version: null, version_now: null }] });
  expect(plainCard(card, { language: 'en', timeZone: 'UTC' })).toMatch(/Policy Nights · version 2, kept from its beginning; the policy is at version 3 now[^]*Policy built in/);
});
