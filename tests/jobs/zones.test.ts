import { expect, test } from 'vitest';
import { compose } from '../../src/delivery/compose.ts';
import type { Claimed } from '../../src/domain/notifications/claim.ts';
import { twoPlatforms } from './two-platforms.ts';

test('the first line of a card in a channel names the zone of its time: its readers have clocks of their own', async () => {
  await using at = await twoPlatforms();
  await at.incident();
  await at.work();
  const card = at.slack.said.find(({ place }) => place === 'C-sre')!.card;
  expect(card.notice).toMatch(/ · answer by \d\d:\d\d UTC$/);
});

test.each([['one person, on whose clock it is', false, /, 03:09$/], ['several', true, /, 03:09 CET$/]])('what is sent to %s names the zone: %s', async (_, isMany, line) => {
  await using at = await twoPlatforms();
  const incident = { ...(await at.incident()), created_at: new Date('2026-01-15T02:04:00Z'), detected_at: new Date('2026-01-15T02:04:00Z') };
  const claimed = { id: 'n', purpose: 'page', notice: null, address: '', username: null, why: {} } as unknown as Claimed;
  expect(compose(claimed, [incident], { language: 'en', timeZone: 'Europe/Paris', isMany }, {}).headline).toMatch(line);
});
