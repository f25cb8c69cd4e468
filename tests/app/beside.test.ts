import { expect, test } from 'vitest';
import { openApp } from '../../src/app.ts';
import { plainAnswer } from '../../src/chat/plain.ts';
import { readConfig } from '../../src/config.ts';
import { platformsKnown } from '../../src/jobs/known-platforms.ts';
import { fakeSlack } from '../fakes/slack/fake-slack.ts';
import { silent } from '../log.ts';
import { aWorld } from '../world.ts';

test('the command line without the service’s environment tells what the running service knows of Slack, and when none runs that nobody knows', { timeout: 60_000 }, async () => {
  await using slack = await fakeSlack();
  await using world = await aWorld({ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret });
  const { config, sql } = world.app;
  await world.until('it is told', async () => (await platformsKnown(sql)).platforms !== undefined);
  const [admin] = await sql<{ id: string }[]>`select u.id from users u join user_groups g on g.user_id = u.id where g.group_name = 'Admins' limit 1`;
  const says = async (phrase: string): Promise<string> => {
    const app = await openApp({ config: { ...readConfig({}), IMAS_SECRET_KEY: config.IMAS_SECRET_KEY }, address: world.address, log: silent, webDir: undefined });
    const answer = await app.dispatch.phrase({ userId: admin!.id, via: 'cli' }, phrase).finally(app.close);
    return plainAnswer(answer, { language: 'en', timeZone: 'UTC' });
  };
  const status = await says('/imas status');
  expect(status).toMatch(/Slack: ok/i);
  expect(status).not.toContain('is not connected');
  expect(await says('/imas setup slack')).toContain('Slack is connected');
  await sql`update replicas set left_at = now()`;
  expect(await says('/imas status')).toContain('No service is running on this database');
});
