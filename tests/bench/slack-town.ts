import { botEvents, botScopes } from '../../src/chat/slack/scopes.ts';
import { createSource } from '../../src/domain/sources/create-source.ts';
import { fakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import { testSealer } from '../night.ts';
import { startOurs, type Ours } from './ours.ts';

export interface SlackTown extends AsyncDisposable {
  ours: Ours;
  slack: FakeSlack;
  /** Of an Alertmanager source that makes an incident of each alertname of a service. */
  token: string;
  /** Team n owns `service-n`, speaks in channel n, and person n, linked, is on call. */
  channels: string[];
  people: string[];
}

/**
 * Our bundled server connected to the local Slack, which lives in the benchmark's process: its CPU is not counted as ours,
 * but it competes for the same cores.
 */
export async function slackTown({ teams, profile }: { teams: number; profile: string | undefined }): Promise<SlackTown> {
  const stack = new AsyncDisposableStack();
  const slack = stack.use(await fakeSlack({ scopes: botScopes, subscribed: botEvents }));
  const ours = stack.use(await startOurs({ profile, env: { SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret } }));
  slack.deliverTo(`${ours.url}/slack/events`);
  const people = Array.from({ length: teams }, (_, n) => slack.addUser({ name: `person-${n}` }).id);
  const channels = Array.from({ length: teams }, (_, n) => slack.addChannel({ name: `team-${n}`, members: [people[n]!] }).id);
  const { sql, ctx } = ours;
  await sql`
    with place as (
      select n - 1 as n, person, channel from unnest(${people}::text[], ${channels}::text[]) with ordinality one(person, channel, n)
    ), person as (
      insert into users (username, slack_user_id) select 'person-' || n, person from place returning id, slack_user_id
    ), team as (
      insert into teams (name, slug, current_on_call, slack_channel_id)
      select 'team-' || n, 'team-' || n, p.id, channel from place join person p on p.slack_user_id = place.person returning id, name
    ), service as (
      insert into services (name, owner_team_id) select replace(name, 'team-', 'service-'), id from team returning id, name
    )
    insert into service_names (name, service_id, is_alias) select name, id, false from service`;
  await sql`insert into team_members (team_id, user_id, position) select id, current_on_call, 1 from teams where name like 'team-%'`;
  await sql`insert into user_groups (user_id, group_name) select id, 'Responders' from users where username like 'person-%'`;
  const { token } = await createSource(ctx, { name: 'bench', kind: 'alertmanager', grouping: 'service+alertname' }, { sourceKinds: [{ kind: 'alertmanager', label: 'alertmanager', snippet: () => '' }], sealer: testSealer });
  await sql`analyze`;
  return { ours, slack, token, channels, people, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Where alerts are posted, and with what. */
export const doorOf = ({ ours, token }: Pick<SlackTown, 'ours' | 'token'>) => ({ url: ours.url, path: '/api/v1/webhooks/alertmanager/', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
