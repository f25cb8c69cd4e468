import { expect, test } from 'vitest';
import { joinSlack, type SlackParts } from '../../../../src/app/slack.ts';
import type { Platform, PlatformName } from '../../../../src/chat/platform.ts';
import { readConfig } from '../../../../src/config.ts';
import { aDatabase } from '../../../database.ts';
import { fakeSlack } from '../../../fakes/slack/fake-slack.ts';
import { silent } from '../../../log.ts';
import { testSealer } from '../../../night.ts';

/** Remembers what was taken out of it. */
class Watched extends Map<PlatformName, Platform> {
  readonly gone: PlatformName[] = [];
  override delete(name: PlatformName): boolean {
    this.gone.push(name);
    return super.delete(name);
  }
}

test('while Slack is connected anew with other settings, pages and cards never find it missing; taken away, it is gone', async () => {
  await using slack = await fakeSlack();
  await using db = await aDatabase();
  const [paging, posting] = [new Watched(), new Watched()];
  const ctx = { ...db.ctx(), log: silent };
  const parts: SlackParts = {
    config: readConfig({ SLACK_API_URL: slack.apiUrl }), ctx, calm: ctx, sealer: testSealer, dispatch: {} as never, commands: {}, language: 'en', timeZone: 'UTC', paging, posting, recognise: () => undefined, replica: 1, tellAdmins: async () => {},
  };
  const settings = (channel: string) => JSON.stringify({ bot_token: slack.botToken, default_channel: channel });
  await db.sql`insert into providers (name, kind, config) values ('Slack', 'SLACK', ${settings('C1')}::jsonb)`;
  const link = await joinSlack(parts);
  try {
    expect([link.defaultChannel(), paging.has('slack'), posting.has('slack')]).toEqual(['C1', true, true]);
    await db.sql`update providers set config = ${settings('C2')}::jsonb`;
    await expect.poll(() => link.defaultChannel()).toBe('C2');
    expect([paging.has('slack'), posting.has('slack'), paging.gone, posting.gone]).toEqual([true, true, [], []]);
    await db.sql`delete from providers`;
    await expect.poll(() => paging.has('slack')).toBe(false);
    expect([posting.has('slack'), link.door().handle]).toEqual([false, undefined]);
  } finally {
    await link.stop();
  }
});
