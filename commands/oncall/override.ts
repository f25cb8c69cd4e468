import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { addOverride } from '../../src/domain/oncall/add-override.ts';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { highestLevel } from '../../src/domain/oncall/level.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { writtenCard } from '../../src/chat/cards/schedule.ts';
import { command } from '../../src/chat/command.ts';
import { endFrom } from '../../src/chat/end-from.ts';
import { boolean, dateTime, endTime, number, optional, team, text, user } from '../../src/chat/options.ts';

export const oncallOverride = command({
  description: 'schedules.override', title: 'titles.oncall_override', needs: 'add_schedule', submit: 'schedules.override_button',
  options: z.object({
    team: team(), user: user({ help: 'schedules.help_override_user' }), from: optional(dateTime({ label: 'schedules.from', help: 'schedules.help_from_now' })), to: endTime({ label: 'schedules.to' }),
    level: optional(number({ label: 'schedules.level', help: 'schedules.help_level', named: true, min: 1, max: highestLevel })),
    reason: optional(text({ label: 'schedules.reason', named: true })), replace: optional(boolean({ label: 'schedules.replace', named: true })),
  }),
  async run(ask, options) {
    const { id: teamId } = await findTeam(ask.ctx, options.team);
    const { id: userId } = await findUser(ask.ctx, options.user);
    const now = await databaseNow(ask.ctx);
    const startsAt = options.from ?? now;
    const override = await addOverride(ask.ctx, { teamId, userId, startsAt, endsAt: endFrom(options.to, startsAt, ask), level: options.level, reason: options.reason, replace: options.replace });
    return { kind: 'card', card: writtenCard(ask, ask.say('schedules.overridden_now', { name: override.username, team: override.teamName }), override, await gapsAhead(ask.ctx, teamId, override.level, override), now), private: false };
  },
});
