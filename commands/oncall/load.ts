import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { firstTeamOf } from '../../src/domain/people/first-team-of.ts';
import { onCallLoad } from '../../src/domain/reports/on-call-load.ts';
import { loadCard } from '../../src/chat/cards/load.ts';
import { command } from '../../src/chat/command.ts';
import { number, optional, team } from '../../src/chat/options.ts';
import { notFound } from '../../src/errors.ts';

const usualDays = 30;
const mostDays = 366;

export const oncallLoad = command({
  description: 'calendars.load', title: 'titles.oncall_load', needs: 'view_schedule',
  options: z.object({ team: optional(team()), days: optional(number({ label: 'calendars.load_days', help: 'calendars.help_load_days', min: 1, max: mostDays })) }),
  async run(ask, options) {
    const mine = userIdOf(ask.ctx.actor);
    const teamId = options.team === undefined ? (mine === null ? undefined : await firstTeamOf(ask.ctx, mine)) : (await findTeam(ask.ctx, options.team)).id;
    if (teamId === undefined) throw notFound('calendars.load_which');
    const days = options.days ?? usualDays;
    return { kind: 'card', card: loadCard(ask, await onCallLoad(ask.ctx, teamId, days), days, ask.language), private: true };
  },
});
