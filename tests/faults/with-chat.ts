import { createService } from '../../src/domain/services/create-service.ts';
import { addProvider } from '../../src/domain/providers/add-provider.ts';
import { addUser } from '../../src/domain/people/add-user.ts';
import { createTeam } from '../../src/domain/people/create-team.ts';
import { setMember } from '../../src/domain/people/set-member.ts';
import { setOnCall } from '../../src/domain/oncall/set-on-call.ts';
import { editSource } from '../../src/domain/sources/edit-source.ts';
import type { Chat, ChatMessage } from '../fakes/chats/chat.ts';
import { onDiscord } from '../fakes/chats/on-discord.ts';
import { onSlack } from '../fakes/chats/on-slack.ts';
import { fakeSmtp, type FakeSmtp } from '../fakes/smtp.ts';
import { aWorld, alertmanagerBody, type World } from '../world.ts';

/** Every chat platform that is not ours: what goes wrong with one goes wrong with each. */
export const chats: readonly (readonly [name: string, on: () => Promise<Chat>])[] = [['Slack', onSlack], ['Discord', () => onDiscord()]];

export interface WithChat<C extends Chat = Chat> extends AsyncDisposable {
  world: World;
  chat: C;
  smtp: FakeSmtp;
  /** Ids of people there, linked; Alice is on call for redis-prod and Bea is in her team, whose channel is `sre`. */
  alice: string;
  bea: string;
  sre: string;
  /** The channel of the team that owns search, whose Carl is on call. */
  search: string;
  carl: string;
  fire(name: string, more?: { service?: string; severity?: string; startsAt?: string; over?: boolean }): Promise<Response>;
  /** The incidents' cards and whatever else stands in a channel. */
  cardsIn(channel: string): ChatMessage[];
  /** The first message in the room of an incident of redis-prod, once it is there. */
  roomCard(number: number): Promise<ChatMessage>;
  /** Jobs that wait for a later moment are due now: the queue follows the real clock, not the product's. */
  wakeJobs(): Promise<void>;
  /** What administrators were told in the console about the platform. */
  toldAdmins(): Promise<string[]>;
}

/** The whole product with a local chat platform, a mail server, and two teams with a channel each. */
export async function withChat<C extends Chat>(on: () => Promise<C>, env: Record<string, string> = {}): Promise<WithChat<C>> {
  const stack = new AsyncDisposableStack();
  const chat = stack.use(await on());
  const smtp = stack.use(await fakeSmtp({ tls: 'none' }));
  const world = stack.use(await aWorld({ ...chat.env, ...env }));
  const { ctx, sql, ports } = world.app;
  await editSource(ctx, 'prom', { grouping: 'service+alertname' }, ports.sealer);
  await addProvider(ctx, { name: 'mail', kind: 'SMTP', config: { host: smtp.host, port: smtp.port, from: 'imas@example.org', use_tls: false } }, { providerKinds: ports.providerKinds, sealer: ports.sealer });
  const { id: carlId } = await addUser(ctx, { username: 'carl', email: 'carl@example.org', groups: ['Responders'] });
  const { id: teamId } = await createTeam(ctx, { name: 'Search' });
  await setMember(ctx, { teamId, userId: carlId });
  await setOnCall(ctx, { teamId, userId: carlId });
  await createService(ctx, { name: 'search', ownerTeam: 'Search', criticality: 'TIER_1_CRITICAL' });
  const [alice, bea, carl] = ['alice', 'bea', 'carl'].map((name) => chat.addPerson(name)) as [string, string, string];
  for (const [username, id] of Object.entries({ alice, bea, carl })) await sql`update users set ${sql(`${chat.platform}_user_id`)} = ${id} where username = ${username}`;
  const [sre, search] = [chat.addChannel('sre', [alice, bea]), chat.addChannel('search', [carl])];
  await sql`update teams set ${sql(`${chat.platform}_channel_id`)} = ${sre} where slug = 'sre-core'`;
  await sql`update teams set ${sql(`${chat.platform}_channel_id`)} = ${search} where name = 'Search'`;
  await chat.joined(world.url);
  const name = chat.platform === 'slack' ? 'Slack' : 'Discord';
  return {
    world, chat, smtp, alice, bea, carl, sre, search,
    fire: (alert, more = {}) => world.post('alertmanager', alertmanagerBody([{ name: alert, ...more }], `{}:{alertname="${alert}"}`)),
    cardsIn: (channel) => chat.messagesIn(channel),
    roomCard: (number) => chat.until(`the card in the room of INC-${number}`, () => chat.messagesIn(chat.channelsNamed(new RegExp(`^inc-${number}-redis-prod$`))[0] ?? '')[0]),
    async wakeJobs() {
      // In no other order than the product's own, and past whatever it has in hand.
      await sql`update posted_cards set again_at = imas_now() where id in (select id from posted_cards where again_at is not null order by id for no key update skip locked)`;
      await sql`update pgboss.job set start_after = now() where id in (select id from pgboss.job where state in ('created', 'retry') and start_after > now() order by id for no key update skip locked)`;
    },
    toldAdmins: async () => (await sql<{ title: string }[]>`
      select m.card ->> 'title' as title from console_messages m join console_places p on p.id = m.place_id join teams t on t.id = p.team_id and t.is_triage where m.card ->> 'title' like ${`${name}%`} order by 1`).map(({ title }) => title),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
