import { expect, test } from 'vitest';
import { catchUp } from '../../src/chat/posted/catch-up.ts';
import { acknowledge } from '../../src/domain/incidents/acknowledge.ts';
import { refuse } from '../fakes/a-platform.ts';
import { twoPlatforms, type TwoPlatforms } from './two-platforms.ts';

const inChannel = (at: TwoPlatforms) => at.slack.said.filter(({ place, thread }) => place === 'C-sre' && thread === undefined).map(({ card }) => card.notice.includes('Acknowledged'));

test('once a platform works again, cards that it refused are posted, those that grew old are brought up to date, and rooms are opened', async () => {
  await using at = await twoPlatforms();
  const shown = await at.incident('SEV4_LOW');
  await at.work();
  for (const call of ['say', 'edit', 'open'] as const) at.slack.instead[call] = refuse('token_revoked', { forAll: true });
  await at.incident();
  await acknowledge(at.ctx, shown.id);
  await at.work();
  expect([inChannel(at), at.slack.rooms.size]).toEqual([[false], 0]);
  at.slack.recover();
  await catchUp(at.ctx, 'slack', true);
  expect(await at.work()).toEqual([]);
  expect([inChannel(at), [...at.slack.rooms.values()].map(({ name }) => name)]).toEqual([[true, false], ['inc-2-redis-prod']]);
});

test('a card that nobody refused but that did not get the newest state is brought up to date too', async () => {
  await using at = await twoPlatforms();
  const { id } = await at.incident('SEV4_LOW');
  await at.work();
  await acknowledge(at.ctx, id);
  at.db.jobs.length = 0;
  await catchUp(at.ctx, 'slack', true);
  await at.work();
  expect(inChannel(at)).toEqual([true]);
});

test('where everything is as it should be nothing is done', async () => {
  await using at = await twoPlatforms();
  await at.incident();
  await at.work();
  await catchUp(at.ctx, 'slack', true);
  expect(at.db.jobs).toEqual([]);
});
