import { eq } from 'drizzle-orm';
import type { Context, Tx } from '../../context.ts';
import { conflict, notFound } from '../../errors.ts';
import { transaction } from '../../db/transaction.ts';
import { demandForTeam } from '../../permissions.ts';
import type { Job } from '../../queue.ts';
import { audit } from '../audit/record.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { teams, type Team, type WorkingHours } from './schema.ts';
import { badField, choiceFrom, freeText, nameOfThing, numberFrom, timeZoneFrom, workingHoursFrom } from './well-formed.ts';
import { before } from './before.ts';

export interface TeamChanges {
  name?: string | undefined;
  description?: string | undefined;
  timeZone?: string | undefined;
  workingHours?: WorkingHours | undefined;
  acknowledgeTimeoutMinutes?: number | undefined;
  state?: Team['state'] | undefined;
  primaryPlatform?: Team['primaryPlatform'] | undefined;
  /** null takes the channel away. */
  slackChannelId?: string | null | undefined;
  discordChannelId?: string | null | undefined;
  /** A group of people in Slack that is kept to be whoever is on call; null: none is. */
  slackUserGroupId?: string | null | undefined;
  /** A role in Discord that is given to whoever is on call; null: none is. */
  discordRoleId?: string | null | undefined;
}

/**
 * Changes what is given and leaves the rest. The slug stays: channels carry it.
 * @throws AppError forbidden, invalid, not_found, conflict (name taken)
 */
export async function editTeam(ctx: Context, teamId: string, changes: TeamChanges): Promise<Team> {
  demandForTeam(ctx, 'change_team', teamId);

  const values = wellFormed(changes);

  return transaction(ctx, async (tx) => {
    const [was] = await tx.db.select().from(teams).where(eq(teams.id, teamId)).for('no key update');
    if (!was) throw notFound('errors.unknown_team', { name: teamId });
    if (Object.keys(values).length === 0) return was;
    const [team] = await tx.db.update(teams).set(values).where(eq(teams.id, teamId)).returning().catch((error: unknown) => {
      if (brokenConstraint(error) === 'teams_name') throw conflict('errors.team_exists', { name: values.name ?? '' });
      throw error;
    });
    await audit(tx, { action: 'team.changed', object: { kind: 'team', id: teamId, label: team!.name }, detail: { before: before(was, values), after: values } });
    if (values.slackUserGroupId) await tx.enqueue('sync-user-group', { teamId, platform: 'slack' }, { key: `${teamId}:slack` });
    // Without one, too: it is taken from whoever was given the former one.
    if (values.discordRoleId !== undefined) await tx.enqueue('sync-user-group', { teamId, platform: 'discord' }, { key: `${teamId}:discord` });
    const isNew = (column: 'slackChannelId' | 'discordChannelId') => Boolean(values[column]) && values[column] !== was[column];
    if (isNew('slackChannelId') || isNew('discordChannelId')) await postOpenIncidents(tx, teamId);
    return team!;
  });
}

/** What the team has in hand stands in its new channel too. */
async function postOpenIncidents(tx: Tx, teamId: string): Promise<void> {
  const open = await tx.sql<{ id: string }[]>`select id from incidents where team_id = ${teamId} and status <> 'RESOLVED'`;
  await tx.queue.send(tx.sql, open.map(({ id }): Job => ({ name: 'post-cards', payload: { incidentId: id }, options: { key: id } })));
}

function wellFormed(changes: TeamChanges): Partial<Team> {
  const values: Partial<Team> = {};
  if (changes.name !== undefined) values.name = nameOfThing(changes.name);
  if (changes.description !== undefined) values.description = freeText(changes.description, 'description');
  if (changes.timeZone !== undefined) values.timeZone = timeZoneFrom(changes.timeZone);
  if (changes.workingHours !== undefined) values.workingHours = workingHoursFrom(changes.workingHours);
  if (changes.acknowledgeTimeoutMinutes !== undefined) values.acknowledgeTimeoutMinutes = numberFrom(changes.acknowledgeTimeoutMinutes, 1, 1440, 'acknowledge_timeout_minutes');
  if (changes.state !== undefined) values.state = choiceFrom(changes.state, ['live', 'shadow'], 'state');
  if (changes.primaryPlatform !== undefined) values.primaryPlatform = changes.primaryPlatform === null ? null : choiceFrom(changes.primaryPlatform, ['console', 'slack', 'discord'], 'primary_platform');
  if (changes.slackChannelId !== undefined) values.slackChannelId = channelId(changes.slackChannelId, 'slack_channel_id', /^[A-Z0-9]{2,64}$/);
  if (changes.discordChannelId !== undefined) values.discordChannelId = channelId(changes.discordChannelId, 'discord_channel_id', /^[\w-]{1,64}$/);
  if (changes.slackUserGroupId !== undefined) values.slackUserGroupId = userGroupId(changes.slackUserGroupId);
  if (changes.discordRoleId !== undefined) values.discordRoleId = roleId(changes.discordRoleId);
  return values;
}

/** A platform's id of a channel, or a mention that holds it; names are not unique and change. @throws AppError invalid */
function channelId(given: string | null, field: string, shape: RegExp): string | null {
  if (given === null || given.trim() === '') return null;
  const id = /^<#([^<>|]+)(?:\|[^<>]*)?>$/.exec(given.trim())?.[1] ?? given.trim();
  if (!shape.test(id)) throw badField(field, field === 'slack_channel_id' ? 'teamCommands.bad_channel_slack' : 'teamCommands.bad_channel_discord', { word: id.slice(0, 60) });
  return id;
}

/** Slack's id of a user group, or a mention that holds it. @throws AppError invalid */
function userGroupId(given: string | null): string | null {
  if (given === null || given.trim() === '') return null;
  const id = /^<!subteam\^([^<>|]+)(?:\|[^<>]*)?>$/.exec(given.trim())?.[1] ?? given.trim();
  if (!/^S[A-Z0-9]{2,63}$/.test(id)) throw badField('slack_user_group_id', 'turns.bad_user_group', { word: id.slice(0, 60) });
  return id;
}

/** Discord's id of a role, or a mention that holds it. @throws AppError invalid */
function roleId(given: string | null): string | null {
  if (given === null || given.trim() === '') return null;
  const id = /^<@&([^<>|]+)>$/.exec(given.trim())?.[1] ?? given.trim();
  if (!/^\d{17,20}$/.test(id)) throw badField('discord_role_id', 'turns.bad_role', { word: id.slice(0, 60) });
  return id;
}
