import { z } from 'zod';
import { gapsAhead } from '../../src/domain/oncall/gaps-ahead.ts';
import { removeShift } from '../../src/domain/oncall/remove-shift.ts';
import { removedCard } from '../../src/chat/cards/schedule.ts';
import { chooseEntry } from '../../src/chat/choose-entry.ts';
import { command } from '../../src/chat/command.ts';
import { shifts } from '../../src/chat/known/schedule.ts';
import { optional, team, text, user } from '../../src/chat/options.ts';

export const oncallScheduleRemove = command({
  description: 'schedules.remove', title: 'titles.oncall_schedule_remove', needs: 'view_schedule', hidden: true, submit: 'schedules.remove_button',
  options: z.object({ team: optional(team()), user: optional(user()), entry: optional(text({ known: shifts, label: 'schedules.which', named: true, max: 40 })) }),
  async run(ask, { entry, ...narrow }) {
    const chosen = entry ?? await chooseEntry(ask, { kind: 'shift', command: 'oncall/schedule-remove', title: 'titles.oncall_schedule_remove', submit: 'schedules.remove_button' }, narrow);
    if (typeof chosen !== 'string') return chosen;
    const was = await removeShift(ask.ctx, chosen);
    return { kind: 'card', card: removedCard(ask, ask.say('schedules.removed', { name: was.username, team: was.teamName }), was, await gapsAhead(ask.ctx, was.teamId, was.level)), private: false };
  },
});
