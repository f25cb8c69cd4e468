import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { editShift } from '../../src/domain/oncall/edit-shift.ts';
import { findShift } from '../../src/domain/oncall/find-shift.ts';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { highestLevel } from '../../src/domain/oncall/level.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { demand } from '../../src/permissions.ts';
import { writtenCard } from '../../src/chat/cards/schedule.ts';
import { chooseEntry } from '../../src/chat/choose-entry.ts';
import type { Answer } from '../../src/chat/card.ts';
import { command } from '../../src/chat/command.ts';
import { endFrom } from '../../src/chat/end-from.ts';
import { formOf } from '../../src/chat/form-of.ts';
import { shifts } from '../../src/chat/known/schedule.ts';
import { dateTime, endTime, number, optional, team, text, user } from '../../src/chat/options.ts';

/** Which entry: by its id, or by team and person; then what shall be otherwise. */
export const oncallScheduleEdit = command({
  description: 'schedules.edit', title: 'titles.oncall_schedule_edit', needs: 'view_schedule', hidden: true, submit: 'teamCommands.save',
  options: z.object({
    team: optional(team()), user: optional(user({ help: 'schedules.help_user_edit' })), from: optional(dateTime({ label: 'schedules.from' })), to: optional(endTime({ label: 'schedules.to' })),
    level: optional(number({ label: 'schedules.level', help: 'schedules.help_level', named: true, min: 1, max: highestLevel })), entry: optional(text({ known: shifts, label: 'schedules.which', named: true, max: 40 })),
  }),
  async run(ask, { entry, ...options }): Promise<Answer> {
    const chosen = entry ?? await chooseEntry(ask, { kind: 'shift', command: 'oncall/schedule-edit', title: 'titles.oncall_schedule_edit', submit: 'schedules.continue' }, options);
    if (typeof chosen !== 'string') return chosen;
    demand(ask.ctx, 'view_schedule');
    const was = await findShift(ask.ctx, chosen);
    const { user: name, from, to, level } = options;
    if (from === undefined && to === undefined && level === undefined && (name === undefined || entry === undefined)) {
      const values = { user: was.username, from: was.startsAt.toISOString(), to: was.endsAt.toISOString(), level: String(was.level) };
      return { kind: 'form', form: formOf('oncall/schedule-edit', oncallScheduleEdit, { args: { entry: was.id, team: was.teamName }, values }, ask.say) };
    }
    const startsAt = from ?? was.startsAt;
    const shift = await editShift(ask.ctx, was.id, {
      userId: name === undefined ? undefined : (await findUser(ask.ctx, name)).id, startsAt, endsAt: to === undefined ? undefined : endFrom(to, startsAt, ask), level,
    });
    return { kind: 'card', card: writtenCard(ask, ask.say('schedules.changed', { name: shift.username, team: shift.teamName }), shift, await gapsAhead(ask.ctx, shift.teamId, shift.level, shift), await databaseNow(ask.ctx)), private: false };
  },
});
