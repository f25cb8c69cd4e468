import { expect, test } from 'vitest';
import { tellAdmins } from '../../src/jobs/tell-admins.ts';
import { Fault } from '../fakes/a-platform.ts';
import { twoPlatforms } from './two-platforms.ts';

test('an administrator reads once in the console that a platform refuses, and once on each platform where they have an account', async () => {
  await using at = await twoPlatforms();
  await at.connectDiscord();
  for (let time = 0; time < 2; time++) await tellAdmins(at.ctx, at.posting, 'slack', new Fault('missing_scope'));
  expect(await at.work()).toEqual([]);
  const here = await at.db.sql<{ kind: string }[]>`select p.kind from console_messages m join console_places p on p.id = m.place_id where m.card::text like '%missing_scope%'`;
  expect(here.map(({ kind }) => kind)).toEqual(['channel']);
  for (const platform of [at.slack, at.discord]) expect(platform.said.map(({ to, card }) => [to, card.title])).toEqual([[at.night.admin, 'Slack needs an administrator']]);
});
