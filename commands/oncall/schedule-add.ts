import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { addShift } from '../../src/domain/oncall/add-shift.ts';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { highestLevel } from '../../src/domain/oncall/level.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { writtenCard } from '../../src/chat/cards/schedule.ts';
import { command } from '../../src/chat/command.ts';
import { endFrom } from '../../src/chat/end-from.ts';
import { dateTime, endTime, number, optional, team, user } from '../../src/chat/options.ts';

export const oncallScheduleAdd = command({
  description: 'schedules.add', title: 'titles.oncall_schedule_add', needs: 'view_schedule', hidden: true, submit: 'schedules.add_button',
  options: z.object({
    team: team(), user: user(), from: dateTime({ label: 'schedules.from' }), to: endTime({ label: 'schedules.to' }),
    level: optional(number({ label: 'schedules.level', help: 'schedules.help_level', min: 1, max: highestLevel })),
  }),
  async run(ask, options) {
    const { id: teamId } = await findTeam(ask.ctx, options.team);
    const { id: userId } = await findUser(ask.ctx, options.user);
    const endsAt = endFrom(options.to, options.from, ask);
    const shift = await addShift(ask.ctx, { teamId, userId, startsAt: options.from, endsAt, level: options.level });
    return { kind: 'card', card: writtenCard(ask, ask.say('schedules.added', { name: shift.username, team: shift.teamName }), shift, await gapsAhead(ask.ctx, teamId, shift.level, shift), await databaseNow(ask.ctx)), private: false };
  },
});
