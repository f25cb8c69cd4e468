import { z } from '@hono/zod-openapi';
import type { Tx } from '../../context.ts';
import { transaction } from '../../db/transaction.ts';
import { setOnCall } from '../../domain/oncall/set-on-call.ts';
import { unsetOnCall } from '../../domain/oncall/unset-on-call.ts';
import { createTeam } from '../../domain/people/create-team.ts';
import { deleteTeam } from '../../domain/people/delete-team.ts';
import { editTeam } from '../../domain/people/edit-team.ts';
import { findTeam } from '../../domain/people/find-team.ts';
import { findUser } from '../../domain/people/find-user.ts';
import { listTeamLines, showTeamLine, teamLine, type TeamLine } from '../../domain/oncall/list-team-lines.ts';
import { spokenPlatform } from '../../domain/people/spoken-platform.ts';
import { setMembers } from '../../domain/people/set-members.ts';
import { demandSomewhere } from '../../domain/services/demand-somewhere.ts';
import { type Api, endpoint } from '../endpoint.ts';
import { listOut, listQuery, pageOf, sliced } from '../paging.ts';
import { given, instantOut, iso, reference, words } from '../shapes.ts';
import { spoken } from '../spoken.ts';

const tag = 'teams';
const hours = z.object({ days: z.array(z.int()).max(7), from: words(5), to: words(5) });
const teamOut = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  members: z.array(z.string()).openapi({ description: 'Usernames, in the order in which the on-call rotates' }),
  managers: z.array(z.string()),
  current_on_call: z.string().nullable(),
  slack_channel_id: z.string().nullable(),
  discord_channel_id: z.string().nullable(),
  slack_user_group_id: z.string().nullable(),
  discord_role_id: z.string().nullable(),
  time_zone: z.string(),
  working_hours: hours,
  acknowledge_timeout_minutes: z.int(),
  state: z.enum(['live', 'shadow']),
  primary_platform: z.enum(['console', 'slack', 'discord']),
  created_at: instantOut,
}).openapi('Team');

const more = z.object({
  description: words(),
  members: z.array(reference).max(500),
  managers: z.array(reference).max(500),
  current_on_call: reference.nullable().openapi({ description: 'Pins a person; null takes the pin off' }),
  slack_channel_id: words(200).nullable(),
  discord_channel_id: words(200).nullable(),
  slack_user_group_id: words(200).nullable().openapi({ description: 'A user group of Slack that is kept to be whoever is on call' }),
  discord_role_id: words(200).nullable().openapi({ description: 'A role of Discord that is given to whoever is on call' }),
  time_zone: words(200),
  working_hours: hours,
  acknowledge_timeout_minutes: z.int(),
  state: z.enum(['live', 'shadow']),
  primary_platform: z.enum(['console', 'slack', 'discord']),
}).partial();
const fresh = more.extend({ name: words(200) });
const change = more.extend({ name: words(200).optional() });

const bodyOf = (team: TeamLine): z.input<typeof teamOut> => ({
  id: team.id, name: team.name, slug: team.slug, description: team.description, members: team.members, managers: team.managers, current_on_call: team.onCall,
  slack_channel_id: team.slackChannelId, discord_channel_id: team.discordChannelId, slack_user_group_id: team.slackUserGroupId, discord_role_id: team.discordRoleId, time_zone: team.timeZone, working_hours: team.workingHours,
  acknowledge_timeout_minutes: team.acknowledgeTimeoutMinutes, state: team.state, primary_platform: spokenPlatform(team), created_at: iso(team.createdAt),
});

/** Teams, their people and who of them is pinned on call. */
export function teamRoutes(api: Api): void {
  const { baseUrl } = api.parts.ports;

  endpoint(api, 'get', '/teams/', { tag, summary: 'Teams by name', query: listQuery(['name', 'created_at'], {}), answer: listOut(teamOut) }, async ({ ctx, query, url }) => {
    const found = sliced(await listTeamLines(ctx, { search: query.search }), { ...query, search: undefined }, { name: (team) => team.name, created_at: (team) => team.createdAt.getTime() });
    return pageOf({ ...found, rows: found.rows.map(bodyOf) }, query, url, baseUrl);
  });

  endpoint(api, 'post', '/teams/', { tag, summary: 'Founds a team', body: fresh, answer: teamOut, status: 201 }, ({ ctx, body }) => transaction(ctx, async (tx) => {
    const { name, description, time_zone: timeZone, ...rest } = body;
    const { id } = await createTeam(tx, { name, ...given({ description, timeZone }) });
    await applyChange(tx, id, rest);
    return bodyOf(await teamLine(tx, id));
  }));

  endpoint(api, 'get', '/teams/{ref}/', { tag, summary: 'One team, by id, name or slug', answer: teamOut }, async ({ ctx, params }) => bodyOf(await showTeamLine(ctx, params.ref)));

  endpoint(api, 'patch', '/teams/{ref}/', { tag, summary: 'Changes what is given', body: change, answer: teamOut }, async ({ ctx, params, body }) => {
    demandSomewhere(ctx, 'change_team');
    const { id } = await findTeam(ctx, params.ref);
    return transaction(ctx, async (tx) => {
      await applyChange(tx, id, body);
      return bodyOf(await teamLine(tx, id));
    });
  });

  endpoint(api, 'delete', '/teams/{ref}/', { tag, summary: 'Deletes a team that answers for nothing' }, async ({ ctx, params }) => {
    demandSomewhere(ctx, 'delete_team');
    await deleteTeam(ctx, (await findTeam(ctx, params.ref)).id);
    return null;
  });
}

async function applyChange(tx: Tx, id: string, body: z.output<typeof change>): Promise<void> {
  const { members, managers, current_on_call: onCall, ...fields } = body;
  const edit = given({
    name: fields.name, description: fields.description, timeZone: fields.time_zone, workingHours: fields.working_hours, acknowledgeTimeoutMinutes: fields.acknowledge_timeout_minutes,
    state: fields.state, primaryPlatform: fields.primary_platform, slackChannelId: fields.slack_channel_id, discordChannelId: fields.discord_channel_id, slackUserGroupId: fields.slack_user_group_id, discordRoleId: fields.discord_role_id,
  });
  if (Object.keys(edit).length > 0) await editTeam(tx, id, edit);
  if (members !== undefined || managers !== undefined) await spoken({ refs: { 'errors.unknown_user': members === undefined ? 'managers' : 'members' } }, setMembers(tx, id, { members, managers }));
  if (onCall === undefined) return;
  if (onCall !== null) await spoken({ refs: { 'errors.unknown_user': 'current_on_call' } }, (async () => setOnCall(tx, { teamId: id, userId: (await findUser(tx, onCall)).id }))());
  else if ((await findTeam(tx, id)).currentOnCall !== null) await unsetOnCall(tx, id);
}
