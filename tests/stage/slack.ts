import { botEvents, botScopes } from '../../src/chat/slack/scopes.ts';
import { fakeSlack } from '../fakes/slack/fake-slack.ts';
import { aWorld } from '../world.ts';
import { slackPerson } from './slack-person.ts';
import type { Person, Stage } from './stage.ts';

/** The product connected to a local Slack with everybody in it, known by their e-mail addresses, and the team's channel #sre. */
export async function slackStage(mode: 'http' | 'socket', env: Record<string, string> = {}): Promise<Stage> {
  const slack = await fakeSlack({ scopes: botScopes, subscribed: botEvents });
  const world = await aWorld({
    SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, ...(mode === 'http' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }), ...env,
  });
  if (mode === 'http') slack.deliverTo(`${world.url}/slack/events`);
  else await slack.until('the socket is open', () => slack.sockets.connected() > 0);
  const sre = slack.addChannel({ name: 'sre' });
  await world.app.sql`update teams set slack_channel_id = ${sre.id} where slug = 'sre-core'`;
  const people = new Map<string, Person>();
  const meets = async (username: string): Promise<void> => {
    const { id } = slack.addUser({ name: username, email: `${username}@example.org` });
    sre.members.add(id);
    people.set(username, slackPerson({
      slack, userId: id,
      channelOf: (where) => (where === 'team' ? sre.id : [...slack.world.channels.values()].find((channel) => channel.name.startsWith(`${where.toLowerCase()}-`))?.id),
    }));
  };
  for (const username of ['alice', 'bea', 'max', 'ada']) await meets(username);
  return {
    world, meets,
    as: (username) => people.get(username)!,
    troubles: () => slack.troubles.map(({ kind, what }) => `${kind}: ${what}`),
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await slack[Symbol.asyncDispose]();
    },
  };
}
