import { botEvents, botScopes } from '../../src/chat/slack/scopes.ts';
import { fakeSlack } from '../fakes/slack/fake-slack.ts';
import { slackPerson } from './slack-person.ts';
import { channelIn, rest, type Venue } from './venue.ts';

/** A local Slack, where everybody is known by their e-mail address. */
export async function slackVenue(mode: 'http' | 'socket'): Promise<Venue> {
  const slack = await fakeSlack({ scopes: botScopes, subscribed: botEvents });
  const channels = { team: slack.addChannel({ name: 'sre' }), triage: slack.addChannel({ name: 'triage' }) };
  const channelOf = channelIn(channels, () => slack.world.channels.values());
  return {
    env: { SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, ...(mode === 'http' ? { SLACK_SIGNING_SECRET: slack.signingSecret } : { SLACK_APP_TOKEN: slack.appToken }) },
    async joined(world) {
      if (mode === 'http') slack.deliverTo(`${world.url}/slack/events`);
      else await slack.until('the socket is open', () => slack.sockets.connected() > 0);
      await world.app.sql`update teams set slack_channel_id = case when is_triage then ${channels.triage.id} else ${channels.team.id} end`;
    },
    async seat(world, username) {
      const { id: userId } = slack.addUser({ name: username, email: `${username}@example.org` });
      for (const channel of Object.values(channels)) channel.members.add(userId);
      return slackPerson({ slack, userId, channelOf, rest: rest(world) });
    },
    fails: (how) => slack.fail('*', how),
    heals: () => slack.heal(),
    troubles: () => slack.troubles.map(({ kind, what }) => `${kind}: ${what}`),
    [Symbol.asyncDispose]: () => slack[Symbol.asyncDispose](),
  };
}
