import { botEvents, botScopes } from '../../src/chat/slack/scopes.ts';
import { fakeSlack } from '../fakes/slack/fake-slack.ts';
import { aWorld } from '../world.ts';
import { slackPerson } from './slack-person.ts';
import type { Person, Stage } from './stage.ts';

/** The product connected to a local Slack with everybody in it, known by their e-mail addresses, and channels for the team and for triage. */
export async function slackStage(mode: 'http' | 'socket', env: Record<string, string> = {}): Promise<Stage> {
  const slack = await fakeSlack({ scopes: botScopes, subscribed: botEvents });
  const world = await aWorld({
    SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, ...(mode === 'http' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }), ...env,
  });
  if (mode === 'http') slack.deliverTo(`${world.url}/slack/events`);
  else await slack.until('the socket is open', () => slack.sockets.connected() > 0);
  const channels = { team: slack.addChannel({ name: 'sre' }), triage: slack.addChannel({ name: 'triage' }) };
  await world.app.sql`update teams set slack_channel_id = case when is_triage then ${channels.triage.id} else ${channels.team.id} end`;
  const people = new Map<string, Person>();
  const meets = async (username: string): Promise<void> => {
    const { id } = slack.addUser({ name: username, email: `${username}@example.org` });
    for (const channel of Object.values(channels)) channel.members.add(id);
    people.set(username, slackPerson({
      slack, userId: id, rest: () => world.app.sql`delete from chat_budgets`,
      channelOf: (where) => (where in channels ? channels[where as keyof typeof channels].id : [...slack.world.channels.values()].find((channel) => channel.name.startsWith(`${where.toLowerCase()}-`))?.id),
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
