import { z } from 'zod';
import { userIdOf } from '../../src/context.ts';
import { databaseNow } from '../../src/domain/clock.ts';
import { listTurns } from '../../src/domain/oncall/list-turns.ts';
import { findTeam } from '../../src/domain/people/find-team.ts';
import { findUser } from '../../src/domain/people/find-user.ts';
import { turnsCard } from '../../src/chat/cards/turns.ts';
import { command } from '../../src/chat/command.ts';
import { number, optional, team, user } from '../../src/chat/options.ts';

const mostWeeks = 52;

export const oncallShifts = command({
  description: 'schedules.shifts', title: 'titles.oncall_shifts', needs: 'view_schedule',
  options: z.object({
    team: optional(team()), user: optional(user({ help: 'schedules.help_mine' })), weeks: optional(number({ label: 'schedules.weeks', help: 'schedules.help_weeks', min: 1, max: mostWeeks })),
  }),
  async run(ask, options) {
    const it = options.team === undefined ? undefined : await findTeam(ask.ctx, options.team);
    const me = userIdOf(ask.ctx.actor);
    const whose = options.user !== undefined ? await findUser(ask.ctx, options.user) : undefined;
    // Of no team and nobody: mine.
    const userId = whose?.id ?? (it === undefined ? (me ?? undefined) : undefined);
    const weeks = options.weeks ?? 4;
    const from = await databaseNow(ask.ctx);
    const turns = await listTurns(ask.ctx, { teamIds: it && [it.id], userId, from, to: new Date(from.getTime() + weeks * 7 * 86_400_000) });
    return { kind: 'card', card: turnsCard(ask, { team: it?.name, name: whose?.username, isMine: userId !== undefined && userId === me, weeks }, turns), private: true };
  },
});
