import { createSource } from '../../src/domain/sources/create-source.ts';
import type { Chat } from '../fakes/chats/chat.ts';
import { testSealer } from '../night.ts';
import { startOurs, type Ours } from './ours.ts';

export interface ChatTown<C extends Chat = Chat> extends AsyncDisposable {
  ours: Ours;
  chat: C;
  /** Of an Alertmanager source that makes an incident of each alertname of a service. */
  token: string;
  /** Team n owns `service-n`, speaks in channel n, and person n, linked, is on call. */
  channels: string[];
  people: string[];
}

/**
 * Our bundled server connected to a local chat platform, which lives in the benchmark's process: its CPU is not counted as ours,
 * but it competes for the same cores.
 */
export async function chatTown<C extends Chat>({ on, teams, profile }: { on: () => Promise<C>; teams: number; profile: string | undefined }): Promise<ChatTown<C>> {
  const stack = new AsyncDisposableStack();
  const chat = stack.use(await on());
  const ours = stack.use(await startOurs({ profile, env: chat.env }));
  await chat.joined(ours.url);
  const people = Array.from({ length: teams }, (_, n) => chat.addPerson(`person-${n}`));
  const channels = Array.from({ length: teams }, (_, n) => chat.addChannel(`team-${n}`, [people[n]!]));
  const { sql, ctx } = ours;
  const [userColumn, channelColumn] = [sql(`${chat.platform}_user_id`), sql(`${chat.platform}_channel_id`)];
  await sql`
    with place as (
      select n - 1 as n, person, channel from unnest(${people}::text[], ${channels}::text[]) with ordinality one(person, channel, n)
    ), person as (
      insert into users (username, ${userColumn}) select 'person-' || n, person from place returning id, ${userColumn} as there
    ), team as (
      insert into teams (name, slug, current_on_call, ${channelColumn})
      select 'team-' || n, 'team-' || n, p.id, channel from place join person p on p.there = place.person returning id, name
    ), service as (
      insert into services (name, owner_team_id) select replace(name, 'team-', 'service-'), id from team returning id, name
    )
    insert into service_names (name, service_id, is_alias) select name, id, false from service`;
  await sql`insert into team_members (team_id, user_id, position) select id, current_on_call, 1 from teams where name like 'team-%'`;
  await sql`insert into user_groups (user_id, group_name) select id, 'Responders' from users where username like 'person-%'`;
  const { token } = await createSource(ctx, { name: 'bench', kind: 'alertmanager', grouping: 'service+alertname' }, { sourceKinds: [{ kind: 'alertmanager', label: 'alertmanager', snippet: () => '' }], sealer: testSealer });
  await sql`analyze`;
  return { ours, chat, token, channels, people, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Where alerts are posted, and with what. */
export const doorOf = ({ ours, token }: Pick<ChatTown, 'ours' | 'token'>) => ({ url: ours.url, path: '/api/v1/webhooks/alertmanager/', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
