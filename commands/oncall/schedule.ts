import { z } from 'zod';
import { databaseNow } from '../../src/domain/clock.ts';
import { listOverrides } from '../../src/domain/oncall/list-overrides.ts';
import { listShifts } from '../../src/domain/oncall/list-shifts.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { scheduleCard } from '../../src/chat/cards/schedule.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';

export const oncallSchedule = command({
  description: 'schedules.schedule', title: 'titles.oncall_schedule', needs: 'view_schedule',
  options: z.object({ team: optional(team()) }),
  async run(ask, options) {
    const it = options.team === undefined ? undefined : await findTeam(ask.ctx, options.team);
    const filter = { teamIds: it && [it.id], from: await databaseNow(ask.ctx) };
    return { kind: 'card', card: scheduleCard(ask, it?.name, await listShifts(ask.ctx, filter), await listOverrides(ask.ctx, filter)), private: true };
  },
});
