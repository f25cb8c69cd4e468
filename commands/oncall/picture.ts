import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { loadSchedule } from '../../src/domain/oncall/load-schedule.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { firstTeamOf } from '../../src/domain/people/first-team-of.ts';
import { schedulePictureCard } from '../../src/chat/cards/schedule-picture.ts';
import { command } from '../../src/chat/command.ts';
import { optional, team } from '../../src/chat/options.ts';
import { picturedDays } from '../../src/chat/pictures/schedule.ts';
import { notFound } from '../../src/errors.ts';

export const oncallPicture = command({
  description: 'calendars.picture', title: 'titles.oncall_picture', needs: 'view_schedule', hidden: true,
  options: z.object({ team: optional(team()) }),
  async run(ask, options) {
    const mine = userIdOf(ask.ctx.actor);
    const teamId = options.team === undefined ? (mine === null ? undefined : await firstTeamOf(ask.ctx, mine)) : (await findTeam(ask.ctx, options.team)).id;
    if (teamId === undefined) throw notFound('calendars.which_team');
    return { kind: 'card', card: schedulePictureCard(ask, await loadSchedule(ask.ctx, teamId, picturedDays), ask.language), private: true };
  },
});
