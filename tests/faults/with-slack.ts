import { createService } from '../../src/domain/services/create-service.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { addUser } from '../../src/domain/people/add-user.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { setMember } from '../../src/domain/people/set-member.ts';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { botEvents, botScopes } from '../../src/chat/slack/scopes.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import { fakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { SlackChannel, SlackMessage, SlackUser } from '../fakes/slack/state.ts';
import { fakeSmtp, type FakeSmtp } from '../fakes/smtp.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

export interface WithSlack extends AsyncDisposable {
  world: World;
  slack: FakeSlack;
  smtp: FakeSmtp;
  /** Linked; Alice is on call for redis-prod and Bea is in her team, whose channel is `sre`. */
  alice: SlackUser;
  bea: SlackUser;
  sre: SlackChannel;
  /** Of the team that owns search, whose Carl is on call. */
  search: SlackChannel;
  carl: SlackUser;
  fire(name: string, more?: { service?: string; severity?: string; startsAt?: string; over?: boolean }): Promise<Response>;
  /** The incidents' cards in a channel, without what stands in threads. */
  cardsIn(channel: SlackChannel): SlackMessage[];
  /** Jobs that wait for a later moment are due now: the queue follows the real clock, not the product's. */
  wakeJobs(): Promise<void>;
  /** What administrators were told in the console about Slack. */
  toldAdmins(): Promise<string[]>;
}

/** The whole product with a local Slack over HTTP, a mail server, and two teams with a channel each. */
export async function withSlack(env: Record<string, string> = {}): Promise<WithSlack> {
  const stack = new AsyncDisposableStack();
  const slack = stack.use(await fakeSlack({ scopes: botScopes, subscribed: botEvents }));
  const smtp = stack.use(await fakeSmtp({ tls: 'none' }));
  const world = stack.use(await aWorld({ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, ...env }));
  slack.deliverTo(`${world.url}/slack/events`);
  const { ctx, sql, ports } = world.app;
  await editSource(ctx, 'prom', { grouping: 'service+alertname' }, ports.sealer);
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, { providerKinds: ports.providerKinds, sealer: ports.sealer });
  const { id: carlId } = await addUser(ctx, { username: 'carl', email: 'carl@example.org', groups: ['Responders'] });
  const { id: teamId } = await createTeam(ctx, { name: 'Search' });
  await setMember(ctx, { teamId, userId: carlId });
  await setOnCall(ctx, { teamId, userId: carlId });
  await createService(ctx, { name: 'search', ownerTeam: 'Search', criticality: 'TIER_1_CRITICAL' });
  const [alice, bea, carl] = ['alice', 'bea', 'carl'].map((name) => slack.addUser({ name, email: `${name}@example.org` })) as [SlackUser, SlackUser, SlackUser];
  for (const user of [alice, bea, carl]) await sql`update users set slack_user_id = ${user.id} where username = ${user.name}`;
  const sre = slack.addChannel({ name: 'sre', members: [alice.id, bea.id] });
  const search = slack.addChannel({ name: 'search', members: [carl.id] });
  await sql`update teams set slack_channel_id = ${sre.id} where slug = 'sre-core'`;
  await sql`update teams set slack_channel_id = ${search.id} where name = 'Search'`;
  return {
    world, slack, smtp, alice, bea, carl, sre, search,
    fire: (name, more = {}) => world.post('alertmanager', alertmanagerBody([{ name, ...more }], `{}:{alertname="${name}"}`)),
    cardsIn: (channel) => slack.messagesIn(channel.id).filter((message) => message.threadTs === undefined),
    async wakeJobs() {
      await sql`update posted_cards set again_at = imas_now() where again_at is not null`;
      await sql`update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()`;
    },
    toldAdmins: async () => (await sql<{ title: string }[]>`
      select m.card ->> 'title' as title from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id and t.is_triage where m.card ->> 'title' like 'Slack%' order by 1`).map(({ title }) => title),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** A call's arguments name this channel. */
export const inChannel = ({ id }: SlackChannel) => (args: Record<string, unknown>): boolean => args['channel'] === id;

