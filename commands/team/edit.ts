import { z } from 'zod';
import { editTeam } from '../../src/domain/people/edit-team.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { showTeam } from '../../src/domain/people/show-team.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { orNone } from '../../src/chat/none.ts';
import { command } from '../../src/chat/command.ts';
import { zones } from '../../src/chat/known/schedule.ts';
import { choice, longText, number, optional, team, text } from '../../src/chat/options.ts';
import { readWorkingHours, sayWorkingHours } from '../../src/chat/working-hours.ts';

export const teamEdit = command({
  description: 'teamCommands.edit_team', needs: 'change_team', asks: 'what to change', submit: 'teamCommands.save',
  options: z.object({
    team: team(),
    name: optional(text({ label: 'teamCommands.name', named: true, max: 80 })),
    description: optional(longText({ label: 'teamCommands.about', named: true, max: 2000 })),
    time_zone: optional(text({ known: zones, label: 'teamCommands.time_zone', help: 'teamCommands.help_time_zone', named: true, max: 64 })),
    working_hours: optional(text({ label: 'teamCommands.hours', help: 'teamCommands.help_hours', named: true, max: 80 })),
    acknowledge_timeout_minutes: optional(number({ label: 'teamCommands.timeout', help: 'teamCommands.help_timeout', named: true, min: 1, max: 1440 })),
    state: optional(choice({ live: 'teamCommands.state_live', shadow: 'teamCommands.state_shadow' }, { label: 'teamCommands.state', named: true })),
    slack_user_group_id: optional(text({ label: 'turns.slack_user_group', help: 'turns.help_user_group', named: true, max: 80 })),
    discord_role_id: optional(text({ picks: ['discord role'], label: 'turns.discord_role', help: 'turns.help_role', named: true, max: 80 })),
  }),
  async prefill(ask, given): Promise<Record<string, string>> {
    if (given['team'] === undefined) return {};
    const { team: it } = await showTeam(ask.ctx, given['team']);
    return {
      name: it.name, description: it.description, time_zone: it.timeZone, working_hours: sayWorkingHours(it.workingHours, ask.language),
      acknowledge_timeout_minutes: String(it.acknowledgeTimeoutMinutes), state: it.state, slack_user_group_id: it.slackUserGroupId ?? '', discord_role_id: it.discordRoleId ?? '',
    };
  },
  async run(ask, options) {
    const before = await findTeam(ask.ctx, options.team);
    const after = await editTeam(ask.ctx, before.id, {
      name: options.name, description: options.description, timeZone: options.time_zone, acknowledgeTimeoutMinutes: options.acknowledge_timeout_minutes, state: options.state,
      workingHours: options.working_hours === undefined ? undefined : readWorkingHours(options.working_hours),
      slackUserGroupId: options.slack_user_group_id === undefined ? undefined : orNone(options.slack_user_group_id),
      discordRoleId: options.discord_role_id === undefined ? undefined : orNone(options.discord_role_id),
    });
    const amiss = options.discord_role_id === undefined || after.discordRoleId === null ? undefined : await ask.ports.checkRole(after.discordRoleId);
    return done(ask.say('teamCommands.saved', { team: after.name }), { text: amiss === undefined ? [] : [[{ bold: ask.say(amiss.key, amiss.params) }]], actions: button(ask, 'team/show', 'teamCommands.look', { team: after.name }) });
  },
});
